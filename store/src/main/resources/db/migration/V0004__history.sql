-- What a write of the ledger says of itself: the moment at which all of its rows become known, and its source.
-- Columns default to these, so that bulk copies need not carry them.
create function platebook.known_from() returns timestamptz
    language sql stable parallel restricted
    return coalesce(nullif(current_setting('platebook.known_from', true), '')::timestamptz, clock_timestamp());

comment on function platebook.known_from() is
    'when the rows that this transaction writes become known';

create function platebook.write_source() returns text
    language sql stable parallel restricted
    return coalesce(nullif(current_setting('platebook.source', true), ''), session_user);

comment on function platebook.write_source() is 'the source of the rows that this transaction writes';

alter table platebook.journal alter column written_at set default platebook.known_from();
alter table platebook.journal add column run_kind text not null default 'science';

comment on column platebook.journal.written_at is
    'when it became known; the same for all that one transaction wrote';
comment on column platebook.journal.run_kind is
    'science, or the kind of trial whose results must not be taken for science';

-- Moments with a name, to which a read can go back.
create table platebook.moment (
    name text primary key check (name ~ '^[a-z][a-z0-9._-]{0,62}$'),
    moment timestamptz not null,
    set_at timestamptz not null default clock_timestamp(),
    set_by text not null,
    reason text
);

comment on table platebook.moment is 'moments with a name; what was known at one of them never changes';

-- So that queries written by hand can say: … where known @> platebook.at('dr1-freeze').
create function platebook.at(wanted text) returns timestamptz
    language plpgsql stable parallel safe security definer
    set search_path = pg_catalog
as $$
declare
    found_moment timestamptz;
begin
    select m.moment into found_moment from platebook.moment m where m.name = wanted;
    if found_moment is null then
        raise exception 'there is no moment "%"', wanted using errcode = 'no_data_found';
    end if;
    return found_moment;
end
$$;

comment on function platebook.at(text) is 'the moment of this name';

grant usage on schema platebook to platebook_public;
