-- By which a start sees at once that a schema is installed as it should be.
alter table platebook.schema_installed add column fingerprint text;

comment on column platebook.schema_installed.fingerprint is
    'SHA-256 of all that was described, wide views included, in hexadecimal; null where an older program installed it';

-- Every change of a schema, from its installation on.
create table platebook.schema_change (
    change_id bigint generated always as identity primary key,
    changed_at timestamptz not null default clock_timestamp(),
    changed_by text not null,
    software text not null,
    schema_name text not null,
    from_version text,
    to_version text,
    from_installed_id bigint references platebook.schema_installed,
    to_installed_id bigint not null references platebook.schema_installed,
    statements text[] not null,
    forced text[] not null default '{}'
);

comment on table platebook.schema_change is 'Changes of schemas: when, by whom, from what to what, by which statements';
comment on column platebook.schema_change.changed_by is 'on whose behalf';
comment on column platebook.schema_change.statements is
    'what the database was told, in order, but for comments and grants';
comment on column platebook.schema_change.forced is
    'what was done though it takes something away, as "exposure.airmass" for a column that was dropped';

create index schema_change_schema on platebook.schema_change (schema_name, change_id);

-- Tells other processes to look again.
create function platebook.tell_schema_change() returns trigger
    language plpgsql
as $$
begin
    perform pg_notify('platebook_schema', new.schema_name);
    return null;
end
$$;

create trigger tell after insert on platebook.schema_installed
    for each row execute function platebook.tell_schema_change();
