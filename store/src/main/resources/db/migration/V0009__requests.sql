-- Requests that carry a key of their own, so that one that is sent again is answered as before and does nothing.
create table platebook.request (
    caller text not null,
    request_key text not null,
    digest text not null,
    answered_at timestamptz not null default clock_timestamp(),
    answer text,
    primary key (caller, request_key)
);

comment on table platebook.request is
    'requests with an idempotency key, each with the answer that it got';
comment on column platebook.request.digest is
    'what was asked, as SHA-256 in hexadecimal: the key may not stand for anything else';
