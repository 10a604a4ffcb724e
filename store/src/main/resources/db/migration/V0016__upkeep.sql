-- What a schema change leaves to be finished, because it reads whole tables: indexes are built and constraints are
-- validated afterwards, one at a time, by whichever program comes first. Killing that program loses nothing.
create table platebook.work (
    work_id bigint generated always as identity primary key,
    schema_name text not null,
    table_name text not null,
    kind text not null check (kind in ('index', 'unique', 'validation')),
    object_name text not null,
    wanted_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0 check (attempts >= 0),
    failed_at timestamptz,
    failure text,
    finished_at timestamptz
);

comment on table platebook.work is 'Indexes to build and constraints to validate after schema changes, and those that are done';
comment on column platebook.work.object_name is 'the index or constraint';
comment on column platebook.work.attempts is 'how often it was begun';
comment on column platebook.work.failure is 'why the last attempt failed; null where none did';
comment on column platebook.work.finished_at is 'when it was done, or found to be wanted no more; null while it is open';

create unique index work_open on platebook.work (schema_name, table_name, kind, object_name)
    where finished_at is null;
create index work_finished on platebook.work (finished_at) where finished_at is not null;

-- PostgreSQL analyses partitions by itself, but never the table that they are partitions of.
create table platebook.partition_statistics (
    schema_name text not null,
    table_name text not null,
    analyzed_at timestamptz not null,
    changes bigint not null,
    primary key (schema_name, table_name)
);

comment on table platebook.partition_statistics is 'When each partitioned table was last analysed as a whole';
comment on column platebook.partition_statistics.changes is
    'rows inserted, updated and deleted in all its partitions until then, as PostgreSQL counts them';

-- For deleting answers that are old.
create index request_time on platebook.request (answered_at);

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
