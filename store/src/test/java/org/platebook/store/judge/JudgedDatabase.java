package org.platebook.store.judge;

import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.read.CopyField;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small database with tables that everybody, the staff or nobody may read. */
final class JudgedDatabase {

    private JudgedDatabase() {}

    static Database open(DatabaseSettings settings) {
        var database = Database.open(settings);
        database.write(
                handle ->
                        handle.execute(
                                """
                                create schema cdb_small;
                                create table cdb_small.exposure (
                                    exposure_id bigint, band text, secret text, obs_start timestamp, extra jsonb, tags int[]);
                                create table cdb_small.hidden (exposure_id bigint);
                                create view cdb_small.wide as select exposure_id from cdb_small.exposure;
                                create function cdb_small.mine() returns int language sql immutable as 'select 1';
                                create type cdb_small.colour as enum ('red');
                                create sequence cdb_small.calls;
                                create function cdb_small.trap() returns bigint language sql security definer as
                                    $$ select nextval('cdb_small.calls') $$;
                                create function public.trap() returns bigint language sql security definer as
                                    $$ select nextval('cdb_small.calls') $$;
                                create function public.trap_of(int) returns bigint language sql security definer as
                                    $$ select nextval('cdb_small.calls') $$;
                                create operator public.@#@ (function = public.trap_of, rightarg = int);
                                create schema cdb_secret;
                                create table cdb_secret.exposure (exposure_id bigint);
                                create function cdb_secret.peek() returns int language sql immutable as 'select 1';
                                grant usage on schema cdb_small to platebook_public;
                                grant usage on sequence cdb_small.calls to platebook_public;
                                grant select (exposure_id, band, obs_start, extra, tags) on cdb_small.exposure to platebook_public;
                                grant select on cdb_small.wide to platebook_public;
                                grant select on cdb_small.exposure, cdb_small.wide, cdb_small.hidden to platebook_staff;
                                grant usage on schema cdb_secret to platebook_staff;
                                grant select on cdb_secret.exposure to platebook_staff
                                """));
        return database;
    }

    /** A text that runs a query as it stands. */
    static String written(String sql, List<CopyField> fields) {
        var columns =
                IntStream.range(0, fields.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        return "select %s from (\n%s\n) as q(%s)".formatted(columns, sql, columns);
    }
}
