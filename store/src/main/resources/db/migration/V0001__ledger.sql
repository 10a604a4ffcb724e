-- The roles in whose name the database is read. Each sees what the one before it sees.
-- Roles belong to the whole server: another database of it may have made them already.
do $$
declare
    names constant text[] := array['platebook_public', 'platebook_rights', 'platebook_staff'];
    name text;
begin
    foreach name in array names loop
        if not exists (select from pg_roles where rolname = name) then
            begin
                execute format('create role %I nologin', name);
            exception
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then
                    raise exception 'role % is missing and % may not create it: let an administrator run '
                        '"create role % nologin; grant % to %"',
                        name, current_user, name, name, current_user
                        using errcode = 'insufficient_privilege';
            end;
        end if;
        if not pg_has_role(current_user, name, 'set') then
            begin
                execute format('grant %I to %I', name, current_user);
            exception
                when insufficient_privilege then
                    raise exception '% may not act as role %: let an administrator run "grant % to %"',
                        current_user, name, name, current_user
                        using errcode = 'insufficient_privilege';
            end;
        end if;
    end loop;
    if not pg_has_role('platebook_rights', 'platebook_public', 'usage') then
        grant platebook_public to platebook_rights;
    end if;
    if not pg_has_role('platebook_staff', 'platebook_rights', 'usage') then
        grant platebook_rights to platebook_staff;
    end if;
end
$$;

create extension if not exists cube with schema public;
create extension if not exists btree_gist with schema public;

-- Every write that was ever accepted, in the order in which it was applied to each row.
create table platebook.journal (
    journal_id bigint generated always as identity primary key,
    written_at timestamptz not null default now(),
    source text not null,
    software text not null,
    on_behalf_of text not null,
    request_id text not null,
    action text not null check (action in ('set', 'withdraw')),
    schema_name text not null,
    table_name text not null,
    record_count integer not null check (record_count > 0),
    column_names text[] not null,
    column_types text[] not null,
    payload bytea not null
);

comment on table platebook.journal is
    'Records as accepted, one row for those of one request that set the same columns of the same table';
comment on column platebook.journal.action is
    'set: the columns named are given these values; withdraw: the rows with these keys are taken away';
comment on column platebook.journal.column_names is
    'columns of the payload: _record_id first, then those that the Records name';
comment on column platebook.journal.column_types is
    'PostgreSQL types of the columns when this was written';
comment on column platebook.journal.payload is
    'tuples in the binary format of COPY, without its header and trailer, deflated (RFC 1951)';

-- The values are deflated already.
alter table platebook.journal alter column payload set storage external;

-- Finds a Record by its name, and tells which were accepted before.
create table platebook.journal_record (
    record_id uuid primary key,
    journal_id bigint not null
);

-- What could not be applied, and why.
create table platebook.quarantine (
    quarantine_id bigint generated always as identity primary key,
    refused_at timestamptz not null default now(),
    source text not null,
    software text not null,
    on_behalf_of text not null,
    request_id text not null,
    record_id uuid not null unique,
    schema_name text not null,
    table_name text not null,
    record jsonb not null,
    code text not null,
    reason text not null,
    attempts integer not null default 1,
    replayed_at timestamptz
);

comment on table platebook.quarantine is
    'Records that could not be applied, each with its reason';
comment on column platebook.quarantine.attempts is 'how often it was tried to apply it';
comment on column platebook.quarantine.replayed_at is 'when it was applied after all; null while it is not';

create index quarantine_open on platebook.quarantine (quarantine_id) where replayed_at is null;
