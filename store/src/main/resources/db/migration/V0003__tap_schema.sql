-- The schemas that were installed from Felis, each time as it was; the newest of a name is in force.
create table platebook.schema_installed (
    installed_id bigint generated always as identity primary key,
    schema_name text not null,
    version text,
    felis text not null,
    sha256 text not null,
    installed_at timestamptz not null default now()
);

comment on table platebook.schema_installed is
    'Schemas as they were installed or extended; of each name the newest is in force';
comment on column platebook.schema_installed.version is 'as the file says; null where it says none';
comment on column platebook.schema_installed.felis is 'the whole schema in Felis, with Platebook''s annotations';
comment on column platebook.schema_installed.sha256 is 'SHA-256 of felis, in hexadecimal';

create index schema_installed_name on platebook.schema_installed (schema_name, installed_id);

-- What may be queried, as TAP 1.1 wants it told (IVOA Recommendation, 2019-09-27, section 4). The column visibility is
-- ours and is for the row policies alone: nobody may select it.
create schema tap_schema;

create table tap_schema.schemas (
    schema_name text primary key,
    utype text,
    description text,
    schema_index integer,
    visibility text not null
);

create table tap_schema.tables (
    schema_name text not null references tap_schema.schemas,
    table_name text primary key,
    table_type text not null check (table_type in ('table', 'view')),
    utype text,
    description text,
    table_index integer,
    visibility text not null
);

create table tap_schema.columns (
    table_name text not null references tap_schema.tables,
    column_name text not null,
    datatype text not null,
    arraysize text,
    xtype text,
    size integer,
    description text,
    utype text,
    unit text,
    ucd text,
    indexed integer not null check (indexed in (0, 1)),
    principal integer not null check (principal in (0, 1)),
    std integer not null check (std in (0, 1)),
    column_index integer,
    visibility text not null,
    primary key (table_name, column_name)
);

create table tap_schema.keys (
    key_id text primary key,
    from_table text not null references tap_schema.tables,
    target_table text not null references tap_schema.tables,
    description text,
    utype text,
    visibility text not null
);

create table tap_schema.key_columns (
    key_id text not null references tap_schema.keys,
    from_column text not null,
    target_column text not null,
    visibility text not null,
    primary key (key_id, from_column)
);

comment on schema tap_schema is 'What may be queried, as TAP tells it';

grant usage on schema tap_schema to platebook_public;
grant select (schema_name, utype, description, schema_index) on tap_schema.schemas to platebook_public;
grant select (schema_name, table_name, table_type, utype, description, table_index)
    on tap_schema.tables to platebook_public;
grant select (table_name, column_name, datatype, arraysize, xtype, size, description, utype, unit, ucd, indexed,
    principal, std, column_index) on tap_schema.columns to platebook_public;
grant select (key_id, from_table, target_table, description, utype) on tap_schema.keys to platebook_public;
grant select (key_id, from_column, target_column) on tap_schema.key_columns to platebook_public;

do $$
declare
    name text;
begin
    foreach name in array array['schemas', 'tables', 'columns', 'keys', 'key_columns'] loop
        execute format('alter table tap_schema.%I enable row level security', name);
        execute format('alter table tap_schema.%I add check (visibility in (''public'', ''rights'', ''staff''))', name);
        execute format('create policy everybody on tap_schema.%I for select to platebook_public
            using (visibility = ''public'')', name);
        execute format('create policy rights on tap_schema.%I for select to platebook_rights
            using (visibility in (''public'', ''rights''))', name);
        execute format('create policy staff on tap_schema.%I for select to platebook_staff using (true)', name);
    end loop;
end
$$;

insert into tap_schema.schemas (schema_name, description, schema_index, visibility) values
    ('tap_schema', 'What may be queried: schemas, tables, columns and the keys between tables.', 0, 'public');

insert into tap_schema.tables (schema_name, table_name, table_type, description, table_index, visibility) values
    ('tap_schema', 'tap_schema.schemas', 'table', 'Schemas that may be queried.', 1, 'public'),
    ('tap_schema', 'tap_schema.tables', 'table', 'Tables that may be queried.', 2, 'public'),
    ('tap_schema', 'tap_schema.columns', 'table', 'Columns of these tables.', 3, 'public'),
    ('tap_schema', 'tap_schema.keys', 'table', 'Foreign keys between these tables.', 4, 'public'),
    ('tap_schema', 'tap_schema.key_columns', 'table', 'Columns of these foreign keys.', 5, 'public');

insert into tap_schema.columns
    (table_name, column_name, datatype, arraysize, description, indexed, principal, std, column_index, visibility)
select 'tap_schema.' || c.table_name, c.column_name, c.datatype, case c.datatype when 'char' then '*' end,
    c.description, c.indexed, c.principal, 1,
    row_number() over (partition by c.table_name order by c.place), 'public'
from (values
    (1, 'schemas', 'schema_name', 'char', 1, 1, 'Name of the schema as queries write it.'),
    (2, 'schemas', 'utype', 'char', 0, 0, 'Data model that the schema implements.'),
    (3, 'schemas', 'description', 'char', 0, 1, 'What the schema holds.'),
    (4, 'schemas', 'schema_index', 'int', 0, 0, 'Order in which to show schemas.'),
    (5, 'tables', 'schema_name', 'char', 0, 1, 'Schema that the table belongs to.'),
    (6, 'tables', 'table_name', 'char', 1, 1, 'Name of the table as queries write it, the schema first.'),
    (7, 'tables', 'table_type', 'char', 0, 0, 'Either table or view.'),
    (8, 'tables', 'utype', 'char', 0, 0, 'Data model class that a row is.'),
    (9, 'tables', 'description', 'char', 0, 1, 'What a row stands for.'),
    (10, 'tables', 'table_index', 'int', 0, 0, 'Order in which to show the tables of a schema.'),
    (11, 'columns', 'table_name', 'char', 1, 1, 'Table that the column belongs to.'),
    (12, 'columns', 'column_name', 'char', 0, 1, 'Name of the column as queries write it.'),
    (13, 'columns', 'datatype', 'char', 0, 1, 'Type of the values or of their elements, as VOTable names it.'),
    (14, 'columns', 'arraysize', 'char', 0, 0, 'Size of the values where they are arrays or text, as VOTable writes it.'),
    (15, 'columns', 'xtype', 'char', 0, 0, 'What the values are beyond their type, as DALI names it.'),
    (16, 'columns', '"size"', 'int', 0, 0, 'Greatest number of elements; absent where there is no bound.'),
    (17, 'columns', 'description', 'char', 0, 1, 'What the values mean.'),
    (18, 'columns', 'utype', 'char', 0, 0, 'Data model attribute that the values are.'),
    (19, 'columns', 'unit', 'char', 0, 1, 'Unit of the values.'),
    (20, 'columns', 'ucd', 'char', 0, 1, 'Kind of quantity, as a unified content descriptor.'),
    (21, 'columns', 'indexed', 'int', 0, 0, 'Whether searches on the column are fast: 1 for yes, 0 for no.'),
    (22, 'columns', 'principal', 'int', 0, 0, 'Whether to show the column first: 1 for yes, 0 for no.'),
    (23, 'columns', 'std', 'int', 0, 0, 'Whether a standard defines the column: 1 for yes, 0 for no.'),
    (24, 'columns', 'column_index', 'int', 0, 0, 'Order in which to show the columns of a table.'),
    (25, 'keys', 'key_id', 'char', 1, 1, 'Names the key.'),
    (26, 'keys', 'from_table', 'char', 0, 1, 'Table that points.'),
    (27, 'keys', 'target_table', 'char', 0, 1, 'Table that is pointed to.'),
    (28, 'keys', 'description', 'char', 0, 0, 'What the key means.'),
    (29, 'keys', 'utype', 'char', 0, 0, 'Data model role of the key.'),
    (30, 'key_columns', 'key_id', 'char', 1, 1, 'Key that the columns belong to.'),
    (31, 'key_columns', 'from_column', 'char', 0, 1, 'Column of the table that points.'),
    (32, 'key_columns', 'target_column', 'char', 0, 1, 'Column of the table that is pointed to.'))
    as c(place, table_name, column_name, datatype, indexed, principal, description);

insert into tap_schema.keys (key_id, from_table, target_table, description, visibility) values
    ('tap_schema.tables_schema', 'tap_schema.tables', 'tap_schema.schemas', 'A table belongs to a schema.', 'public'),
    ('tap_schema.columns_table', 'tap_schema.columns', 'tap_schema.tables', 'A column belongs to a table.', 'public'),
    ('tap_schema.keys_from', 'tap_schema.keys', 'tap_schema.tables', 'A key starts from a table.', 'public'),
    ('tap_schema.keys_target', 'tap_schema.keys', 'tap_schema.tables', 'A key points to a table.', 'public'),
    ('tap_schema.key_columns_key', 'tap_schema.key_columns', 'tap_schema.keys', 'Columns belong to a key.', 'public');

insert into tap_schema.key_columns (key_id, from_column, target_column, visibility) values
    ('tap_schema.tables_schema', 'schema_name', 'schema_name', 'public'),
    ('tap_schema.columns_table', 'table_name', 'table_name', 'public'),
    ('tap_schema.keys_from', 'from_table', 'table_name', 'public'),
    ('tap_schema.keys_target', 'target_table', 'table_name', 'public'),
    ('tap_schema.key_columns_key', 'key_id', 'key_id', 'public');
