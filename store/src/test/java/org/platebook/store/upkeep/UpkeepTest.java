package org.platebook.store.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.SchemaWork;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicReference;

class UpkeepTest {

    private static final Instant JANUARY = Instant.parse("2026-01-20T12:00:00Z");
    private static final UpkeepAges AGES = new UpkeepAges(30, null, 90, 2);

    private static final String FELIS =
            """
            name: toy
            tables:
            - name: ccd
              primaryKey: ["#ccd.day_obs", "#ccd.id"]
              platebook: {partition: {by: day_obs, every: month}}
            # more
              columns:
              - {name: day_obs, datatype: int}
              - {name: id, datatype: long}
              - {name: seeing, datatype: double}
            - name: old
              primaryKey: ["#old.day_obs"]
              platebook: {partition: {by: day_obs, every: month}}
              columns: [{name: day_obs, datatype: int}]
            """;

    private static final String PARTITIONS =
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent in ('toy.ccd'::regclass, 'toy.old'::regclass,
                'toy_history.ccd_closed'::regclass)
            order by 1
            """;

    private static final String ESTIMATE =
            "select reltuples::bigint::text from pg_class where oid = 'toy.ccd'::regclass";

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final SchemaCatalog catalog = new SchemaCatalog(database);
    private final SchemaInstaller installer = new SchemaInstaller(database, catalog);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void partitions_are_made_ahead_for_tables_that_are_being_filled() {
        installer.install(felis(FELIS));
        write("ccd", 20251231);
        write("old", 20240101);

        assertThat(upkeep(AGES, JANUARY).pass().partitions()).isEqualTo(3);

        assertThat(texts(PARTITIONS))
                .containsExactly(
                        "ccd_202512",
                        "ccd_202601",
                        "ccd_202602",
                        "ccd_202603",
                        "ccd_closed_202512",
                        "ccd_closed_202601",
                        "ccd_closed_202602",
                        "ccd_closed_202603",
                        "old_202401");
        assertThat(upkeep(AGES, JANUARY).pass().partitions()).isZero();
    }

    @Test
    void what_is_older_than_its_age_is_deleted_and_the_rest_is_kept() {
        execute(
                """
                insert into platebook.request (caller, request_key, digest, answered_at)
                select 'ann', n::text, '', timestamptz '%s' - n * interval '1 day'
                from generate_series(1, 40) n
                """);
        execute(
                """
                insert into platebook.audit (began_at, ended_at, caller, client, request_id, method, path, status)
                select t, t, 'ann', '::1', n::text, 'POST', '/', 200
                from (select n, timestamptz '%s' - n * interval '1 day' as t
                    from generate_series(1, 1000) n) as days
                """);
        execute(
                """
                insert into platebook.work (schema_name, table_name, kind, object_name, finished_at)
                select 'toy', 'ccd', 'index', n::text, timestamptz '%s' - n * interval '1 day'
                from generate_series(80, 99) n
                """);

        var done = upkeep(AGES, JANUARY).pass();

        assertThat(done.requests()).as("of 31 to 40 days").isEqualTo(10);
        assertThat(done.audited()).as("kept for ever").isZero();
        assertThat(done.listed()).as("of 91 to 99 days").isEqualTo(9);
        var strict = upkeep(new UpkeepAges(null, 100, null, 0), JANUARY).pass();
        assertThat(strict.requests()).isZero();
        assertThat(strict.audited()).isEqualTo(900);
        assertThat(strict.listed()).isZero();
        assertThat(upkeep(AGES, JANUARY).pass().isAnything()).isFalse();
    }

    @Test
    void a_partitioned_table_is_analysed_as_a_whole_when_enough_has_changed() {
        installer.install(felis(FELIS));
        write("ccd", 20251231);
        assertThat(texts(ESTIMATE)).as("nobody looked at it").containsExactly("-1");
        fill(1, 1000);

        assertThat(upkeep(AGES, JANUARY).pass().analyzed()).isEqualTo(1);

        assertThat(texts(ESTIMATE)).containsExactly("1001");
        assertThat(upkeep(AGES, JANUARY).pass().analyzed()).as("nothing changed").isZero();
        fill(1001, 1050);
        assertThat(upkeep(AGES, JANUARY).pass().analyzed()).as("less than a tenth").isZero();
        fill(1051, 2000);
        assertThat(upkeep(AGES, JANUARY).pass().analyzed()).isEqualTo(1);
        assertThat(texts(ESTIMATE)).containsExactly("2001");
    }

    @Test
    void a_loop_goes_on_from_pass_to_pass_and_after_a_failure() throws Exception {
        installer.install(felis(FELIS));
        var indexed =
                FELIS.replace(
                        "# more\n", "  indexes: [{name: by_seeing, columns: [\"#ccd.seeing\"]}]\n");
        installer.update(felis(indexed));
        var now = new AtomicReference<>(JANUARY);
        var pauses = new SynchronousQueue<Duration>();
        var goesOn = new SynchronousQueue<Boolean>();
        var upkeep = new Upkeep(database, catalog, AGES, now::get);
        try (var loop =
                new UpkeepLoop(
                        upkeep,
                        Duration.ofHours(1),
                        time -> {
                            pauses.put(time);
                            goesOn.take();
                        })) {
            assertThat(loop).isNotNull();
            assertThat(pauses.take()).isEqualTo(Duration.ofHours(1));
            assertThat(upkeep.work().left())
                    .as("at the start")
                    .isEqualTo(new SchemaWork.Left(0, 0));

            execute("alter table platebook.request rename to hidden");
            goesOn.put(true);
            pauses.take();
            execute("alter table platebook.hidden rename to request");
            execute("drop index toy.by_seeing");
            now.set(JANUARY.plus(Duration.ofHours(1)));
            goesOn.put(true);
            pauses.take();
            assertThat(texts("select (to_regclass('toy.by_seeing') is not null)::text"))
                    .containsExactly("true");
        }
    }

    private Upkeep upkeep(UpkeepAges ages, Instant now) {
        return new Upkeep(database, catalog, ages, InstantSource.fixed(now));
    }

    /** What is counted is told to others at the end of a transaction that says so. */
    private void fill(int from, int to) {
        database.write(
                handle -> {
                    handle.execute(
                            "insert into toy.ccd (day_obs, id) select 20251201, n from generate_series(%d, %d) n"
                                    .formatted(from, to));
                    return handle.createQuery("select pg_stat_force_next_flush()::text")
                            .mapTo(String.class)
                            .one();
                });
    }

    private void write(String table, long day) {
        var values =
                table.equals("ccd")
                        ? Map.<String, Value>of(
                                "day_obs", new Value.Whole(day), "id", new Value.Whole(0))
                        : Map.<String, Value>of("day_obs", new Value.Whole(day));
        new PostgresLedger(database, TablePartitions::ensureAll)
                .write(
                        new Provenance("test", "test", "ann", "request-1"),
                        List.of(
                                new TableRecord(
                                        RecordIds.next(), new TableName("toy", table), values)));
    }

    private void execute(String sql) {
        database.write(handle -> handle.execute(sql.formatted(JANUARY)));
    }

    private List<String> texts(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static Schema felis(String text) {
        return new FelisReader().read("toy.yaml", text, FelisReader.Library.NONE);
    }
}
