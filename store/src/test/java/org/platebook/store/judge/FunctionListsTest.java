package org.platebook.store.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every function of the server that a query could call was judged by somebody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionListsTest {

    /** Functions whose arguments and results are plain values; the lists must name each. */
    private static final String OF_VALUES =
            """
            with plain as (
                select oid, typarray from pg_type
                where typnamespace = 'pg_catalog'::regnamespace and typname = any (:names) and typname <> 'unknown'
                union
                select t.oid, t.typarray from pg_type t
                join pg_depend d on d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'
                join pg_extension e on e.oid = d.refobjid and e.extname = 'cube'
            ), value as (
                select oid from plain union select typarray from plain where typarray <> 0
            )
            select s.signature
            from (%s) as s(oid, signature)
            join pg_proc p on p.oid = s.oid
            where not exists (
                    select from unnest(p.proargtypes::oid[] || p.prorettype) as t
                    where t not in (select oid from value))
                and p.prokind <> 'p'
            """
                    .formatted(AllowedSql.SIGNATURES);

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void each_function_of_plain_values_is_either_allowed_or_refused() {
        var allowed = AllowedSql.list("functions-allowed.txt");
        var refused = AllowedSql.list("functions-refused.txt");
        var listed = new HashSet<>(allowed);
        listed.addAll(refused);

        assertThat(allowed).doesNotContainAnyElementsOf(refused);
        assertThat(onServer()).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void what_is_allowed_writes_nothing_and_runs_as_the_caller() {
        var harmless =
                Set.of(
                        "clock_timestamp",
                        "timeofday",
                        "random",
                        "random_normal",
                        "gen_random_uuid",
                        "uuidv4",
                        "uuidv7",
                        "array_sample",
                        "array_shuffle");
        var allowed = database.own(AllowedSql::of);

        assertThat(
                        database.<java.util.List<String>>own(
                                handle ->
                                        handle.createQuery(
                                                        "select distinct proname from pg_proc where oid = any (:some)"
                                                                + " and (provolatile = 'v' or prosecdef)")
                                                .bindArray("some", Long.class, allowed.functions())
                                                .mapTo(String.class)
                                                .list()))
                .containsExactlyInAnyOrderElementsOf(harmless);
    }

    @Test
    void every_function_of_the_sky_is_allowed() {
        var allowed = database.own(AllowedSql::of);
        Set<Long> sky =
                database.own(
                        handle ->
                                handle.createQuery(
                                                "select oid from pg_proc where pronamespace = 'sky'::regnamespace")
                                        .mapTo(Long.class)
                                        .set());

        assertThat(sky).isNotEmpty().isSubsetOf(allowed.functions());
    }

    private Set<String> onServer() {
        return database.own(
                handle ->
                        handle
                                .createQuery(OF_VALUES)
                                .bindArray(
                                        "names",
                                        String.class,
                                        Stream.concat(
                                                        AllowedSql.VALUES.stream(),
                                                        AllowedSql.ANY.stream())
                                                .toList())
                                .mapTo(String.class)
                                .stream()
                                .collect(Collectors.toSet()));
    }
}
