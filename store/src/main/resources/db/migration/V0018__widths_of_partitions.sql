-- How wide the partitions of a table are, for those who make them. PostgreSQL itself knows only the bounds of each.
create table platebook.partitioning (
    schema_name text not null,
    table_name text not null,
    width text not null check (width in ('day', 'month') or width ~ '^[1-9][0-9]{0,9}$'),
    primary key (schema_name, table_name)
);

comment on table platebook.partitioning is
    'Widths of the partitions of tables that are partitioned by range; a table without an entry has months';
comment on column platebook.partitioning.width is 'day or month, or how many whole numbers a partition holds';
