-- One number that changes whenever what queries can name changes, so that programs need not read all of it to know.
create table platebook.catalogue (
    only_row boolean primary key default true check (only_row),
    version bigint not null
);

comment on table platebook.catalogue is 'Counts the changes of schemas, visibility and history tables';

insert into platebook.catalogue (version) values (1);

-- Counts once in a transaction, however many rows of TAP_SCHEMA it writes.
create function platebook.catalogue_changed(schema_name text) returns void
    language plpgsql
as $$
begin
    if current_setting('platebook.catalogue_changed_in', true) is distinct from pg_current_xact_id()::text then
        perform set_config('platebook.catalogue_changed_in', pg_current_xact_id()::text, true);
        update platebook.catalogue set version = version + 1;
    end if;
    perform pg_notify('platebook_schema', schema_name);
end
$$;

create function platebook.tell_tap_schema_change() returns trigger
    language plpgsql
as $$
begin
    perform platebook.catalogue_changed(tg_table_schema);
    return null;
end
$$;

create trigger tell_tables after insert or update or delete on tap_schema.tables
    for each statement execute function platebook.tell_tap_schema_change();
create trigger tell_columns after insert or update or delete on tap_schema.columns
    for each statement execute function platebook.tell_tap_schema_change();

create or replace function platebook.tell_schema_change() returns trigger
    language plpgsql
as $$
begin
    perform platebook.catalogue_changed(new.schema_name);
    return null;
end
$$;

-- Which program brought a schema of its own, so that an older one that starts beside it does not set it back.
create table platebook.own_schema (
    schema_name text primary key,
    version text,
    program text not null,
    changed_at timestamptz not null default clock_timestamp()
);

comment on table platebook.own_schema is 'Schemas that programs bring along: the newest version, and by which program';
comment on column platebook.own_schema.version is 'of the schema as the program describes it; a site may have raised that of the installed one';
comment on column platebook.own_schema.program is 'version of the program';

-- What files of sites said about who may see a schema. The newest statement holds.
create table platebook.visibility_stated (
    stated_id bigint generated always as identity primary key,
    schema_name text not null,
    statement text not null,
    stated_at timestamptz not null default clock_timestamp()
);

comment on table platebook.visibility_stated is
    'Visibility of schemas as site.yaml stated it; one that was replaced does not come back by a start of a program';
comment on column platebook.visibility_stated.statement is 'one line for each schema or table, as in "cdb_latiss.exposure=public"';

create index visibility_stated_schema on platebook.visibility_stated (schema_name, stated_id);

-- Programs go on working when a newer one has migrated the database. A migration with which they cannot raises this.
create table platebook.compatibility (
    only_row boolean primary key default true check (only_row),
    oldest_migration integer not null
);

comment on table platebook.compatibility is 'Which programs can work on this database';
comment on column platebook.compatibility.oldest_migration is 'a program that does not know this migration cannot';

insert into platebook.compatibility (oldest_migration) values (0);
