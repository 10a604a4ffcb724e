package org.platebook.store.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jdbi.v3.core.Handle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions, operators and types of one server that a query may use, whoever sends it, by their
 * numbers.
 *
 * @param functions functions of the lists, and those of schema sky
 * @param operators operators whose function is among them
 * @param types plain values, records, and arrays of these
 * @param lookups types whose values name objects of the catalogue, which the server looks up
 */
record AllowedSql(Set<Long> functions, Set<Long> operators, Set<Long> types, Set<Long> lookups) {

    /** Types of values, as pg_type names them. */
    static final List<String> VALUES =
            List.of(
                    "bool",
                    "int2",
                    "int4",
                    "int8",
                    "float4",
                    "float8",
                    "numeric",
                    "money",
                    "text",
                    "varchar",
                    "bpchar",
                    "char",
                    "name",
                    "bytea",
                    "date",
                    "time",
                    "timetz",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "uuid",
                    "json",
                    "jsonb",
                    "jsonpath",
                    "bit",
                    "varbit",
                    "point",
                    "line",
                    "lseg",
                    "box",
                    "path",
                    "polygon",
                    "circle",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "int4range",
                    "int8range",
                    "numrange",
                    "tsrange",
                    "tstzrange",
                    "daterange",
                    "int4multirange",
                    "int8multirange",
                    "nummultirange",
                    "tsmultirange",
                    "tstzmultirange",
                    "datemultirange",
                    "tsvector",
                    "tsquery",
                    "record",
                    "unknown");

    /** What functions say of arguments that may be of any type. */
    static final List<String> ANY =
            List.of(
                    "any",
                    "anyelement",
                    "anyarray",
                    "anynonarray",
                    "anyenum",
                    "anyrange",
                    "anymultirange",
                    "anycompatible",
                    "anycompatiblearray",
                    "anycompatiblenonarray",
                    "anycompatiblerange",
                    "anycompatiblemultirange");

    /** Each function with its extension before a colon, as the lists write it. */
    static final String SIGNATURES =
            """
            select p.oid, coalesce(e.extname || ':', '') || p.proname || '('
                || coalesce(
                    (select string_agg(format_type(a.type, null), ',' order by a.place)
                    from unnest(p.proargtypes) with ordinality as a(type, place)), '')
                || ')' as signature
            from pg_proc p
            left join pg_depend d
                on d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
                and d.refclassid = 'pg_extension'::regclass
            left join pg_extension e on e.oid = d.refobjid
            where p.pronamespace = 'pg_catalog'::regnamespace and d.objid is null
                or e.extname in ('cube', 'btree_gist')
            """;

    private static final String SKY =
            """
            select p.oid
            from pg_proc p
            where p.pronamespace = 'sky'::regnamespace
                and p.proowner = (select nspowner from pg_namespace where nspname = 'sky')
                and p.provolatile <> 'v'
                and not p.prosecdef
            """;

    private static final String OPERATORS =
            "select oid from pg_operator where oprcode::oid = any (:functions)";

    private static final String TYPES =
            """
            with plain as (
                select oid, typarray from pg_type
                where typnamespace = 'pg_catalog'::regnamespace and typname = any (:names)
                union
                select t.oid, t.typarray from pg_type t
                join pg_depend d on d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'
                join pg_extension e on e.oid = d.refobjid and e.extname = 'cube'
            )
            select oid from plain union select typarray from plain where typarray <> 0
            """;

    private static final String LOOKUPS =
            """
            with found as (
                select oid, typarray from pg_type
                where typnamespace = 'pg_catalog'::regnamespace and typname like 'reg%'
            )
            select oid from found union select typarray from found
            """;

    /** As the owner of the schemas sees the server. */
    static AllowedSql of(Handle handle) {
        var listed = list("functions-allowed.txt");
        var functions =
                handle
                        .createQuery(SIGNATURES)
                        .map((row, _) -> listed.contains(row.getString(2)) ? row.getLong(1) : 0L)
                        .stream()
                        .filter(oid -> oid != 0)
                        .collect(Collectors.toCollection(HashSet::new));
        functions.addAll(numbers(handle, SKY));
        var operators =
                handle.createQuery(OPERATORS)
                        .bindArray("functions", Long.class, functions)
                        .mapTo(Long.class)
                        .set();
        var types =
                handle.createQuery(TYPES)
                        .bindArray("names", String.class, VALUES)
                        .mapTo(Long.class)
                        .set();
        return new AllowedSql(Set.copyOf(functions), operators, types, numbers(handle, LOOKUPS));
    }

    /** The lines of a list. */
    static Set<String> list(String name) {
        var resource = Objects.requireNonNull(AllowedSql.class.getResourceAsStream(name));
        try (var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Long> numbers(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Long.class).set();
    }
}
