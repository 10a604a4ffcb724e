-- Secrets by which programs are recognised. A secret has 256 random bits, so one plain SHA-256 of it keeps it as safe
-- as a slow hash would.
create table platebook.token (
    token_id bigint generated always as identity primary key,
    secret_sha256 bytea not null unique check (length(secret_sha256) = 32),
    name text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    scopes text[] not null check (cardinality(scopes) > 0),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null check (expires_at > created_at),
    revoked_at timestamptz,
    last_used_at timestamptz
);

comment on table platebook.token is 'Tokens of callers: what they may do and until when; the secrets themselves are kept nowhere';
comment on column platebook.token.secret_sha256 is 'SHA-256 of the whole secret, "pb-" included';
comment on column platebook.token.last_used_at is 'the hour in which it was last used; null while it never was';

-- A name tells which token is meant; that of a revoked one may be given again.
create unique index token_name on platebook.token (name) where revoked_at is null;

-- Requests that wrote or wanted to write, and all that were turned away. What was written stands in the journal, in the
-- transaction of the write itself; the request's id joins the two.
create table platebook.audit (
    audit_id bigint generated always as identity primary key,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    caller text not null,
    client text not null,
    request_id text not null,
    method text not null,
    path text not null,
    status integer not null,
    reason text,
    times integer not null default 1 check (times > 0)
);

comment on table platebook.audit is 'Requests over HTTP that wrote or wanted to write, and all that were turned away';
comment on column platebook.audit.caller is 'who asked, as in "token:rapid-analysis"; "unknown" where it was not told';
comment on column platebook.audit.path is 'path of the address without its query';
comment on column platebook.audit.reason is 'code of the failure; null where there was none';
comment on column platebook.audit.times is 'how often the very same happened within moments; request_id is then that of the first';

create index audit_time on platebook.audit (ended_at);
create index audit_request on platebook.audit (request_id);
create index journal_request on platebook.journal (request_id, journal_id);
create index journal_time on platebook.journal (written_at);
