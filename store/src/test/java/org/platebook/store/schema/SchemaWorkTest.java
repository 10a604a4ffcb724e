package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.store.schema.SchemaInstaller.Outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** What a schema change leaves to be finished is a list that outlives the program. */
class SchemaWorkTest {

    private static final String FIRST =
            """
            name: toy
            tables:
            - name: exposure
              primaryKey: "#exposure.id"
            # more
              columns:
              - {name: id, datatype: long}
              - {name: airmass, datatype: double}
              - {name: note, datatype: string, length: 32}
            - name: ccd
              primaryKey: ["#ccd.day_obs", "#ccd.id"]
              platebook: {partition: {by: day_obs, every: month}}
            # ccd
              columns:
              - {name: day_obs, datatype: int}
              - {name: id, datatype: long}
              - {name: seeing, datatype: double}
            """;

    private static final String INDEXED =
            FIRST.replace(
                    "# more\n",
                    """
                      constraints:
                      - {name: high, "@type": Check, expression: airmass >= 1}
                      indexes:
                      - {name: by_airmass, columns: ["#exposure.airmass"]}
                    """);

    private static final String PARTITIONED =
            FIRST.replace(
                    "# ccd\n",
                    """
                      indexes:
                      - {name: by_seeing, columns: ["#ccd.seeing"]}
                    """);

    private static final String INDEX_STATE =
            """
            select coalesce((
                select indisvalid::text from pg_index where indexrelid = to_regclass('toy.by_airmass')),
                'none')
            """;

    private final Installed site = new Installed();
    private final SchemaWork work = new SchemaWork(site.database, site.catalog);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_start_leaves_indexes_and_validations_to_the_list_which_is_then_worked_off() {
        given();

        assertThat(site.installer.update(Installed.felis(INDEXED))).isEqualTo(Outcome.EXTENDED);

        assertThat(work.newest(10))
                .extracting(item -> item.kind() + " " + item.table() + " " + item.name())
                .containsExactlyInAnyOrder(
                        "INDEX toy.exposure by_airmass", "VALIDATION toy.exposure high");
        assertThat(work.left()).isEqualTo(new SchemaWork.Left(2, 0));
        assertThat(site.texts(INDEX_STATE)).containsExactly("none");

        assertThat(work.workOffAll()).isEqualTo(2);

        assertThat(work.left()).isEqualTo(new SchemaWork.Left(0, 0));
        assertThat(work.newest(10))
                .allSatisfy(item -> assertThat(item.finishedAt()).isNotNull())
                .allSatisfy(item -> assertThat(item.attempts()).isEqualTo(1));
        assertThat(site.texts(INDEX_STATE)).containsExactly("true");
        assertThat(
                        site.texts(
                                "select convalidated::text from pg_constraint where conname = 'high'"))
                .containsExactly("true");
        assertThat(new SchemaEvents(site.database).newest("toy", 1).getFirst().statements())
                .anySatisfy(one -> assertThat(one).contains("create index concurrently"));
        assertThat(work.workOffAll()).as("nothing is done twice").isZero();
    }

    @Test
    void what_a_killed_program_left_half_done_is_done_by_the_next_one() throws Exception {
        given();
        Process killed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new CountDownLatch(1);
            var holds = new CountDownLatch(1);
            var writer =
                    threads.submit(
                            () ->
                                    site.database.write(
                                            handle -> {
                                                handle.execute(
                                                        "insert into toy.exposure (id) values (3)");
                                                holds.countDown();
                                                await(ends);
                                                return true;
                                            }));
            holds.await();
            killed =
                    start(
                            INDEXED.replace(
                                    "  constraints:\n  - {name: high, \"@type\": Check, expression: airmass >= 1}\n",
                                    ""));
            until("false", killed);
            killed.destroyForcibly().waitFor();
            untilAlone();
            ends.countDown();
            writer.get();
        }
        assertThat(site.texts(INDEX_STATE)).as("half done").containsExactly("false");
        assertThat(work.left()).isEqualTo(new SchemaWork.Left(1, 0));

        assertThat(work.workOff(Instant.now())).isEqualTo(1);

        assertThat(site.texts(INDEX_STATE)).containsExactly("true");
        assertThat(work.newest(1).getFirst().attempts()).isEqualTo(2);
        assertThat(work.left().left()).isZero();
    }

    @Test
    void what_fails_keeps_its_reason_and_is_tried_again_later_each_time() {
        given();
        site.installer.update(
                Installed.felis(
                        FIRST.replace(
                                "# more\n",
                                """
                                  constraints:
                                  - {name: note_once, "@type": Unique, columns: ["#exposure.note"]}
                                """)));
        site.execute("insert into toy.exposure (id, note) values (8, 'same'), (9, 'same')");
        var now = Instant.now();

        assertThat(work.workOff(now)).isZero();

        var failed = work.newest(1).getFirst();
        assertThat(failed.failure()).contains("note_once", "same");
        assertThat(work.left()).isEqualTo(new SchemaWork.Left(1, 1));
        assertThat(work.workOff(now)).isZero();
        assertThat(work.newest(1).getFirst().attempts()).as("not due yet").isEqualTo(1);
        work.workOff(now.plus(Duration.ofMinutes(2)));
        assertThat(work.newest(1).getFirst().attempts()).isEqualTo(2);
        work.workOff(now.plus(Duration.ofMinutes(2)));
        assertThat(work.newest(1).getFirst().attempts()).as("two minutes now").isEqualTo(2);

        site.execute("update toy.exposure set note = 'other' where id = 9");
        assertThat(work.workOffAll()).isEqualTo(1);
        assertThat(work.newest(1).getFirst().failure()).isNull();
        assertThat(work.left()).isEqualTo(new SchemaWork.Left(0, 0));
    }

    @Test
    void a_change_works_off_what_its_schema_has_open_and_says_why_it_could_not() {
        given();
        var once =
                FIRST.replace(
                        "# more\n",
                        """
                          constraints:
                          - {name: note_once, "@type": Unique, columns: ["#exposure.note"]}
                        """);
        site.installer.update(Installed.felis(once));
        site.execute("insert into toy.exposure (id, note) values (8, 'same'), (9, 'same')");

        assertThatThrownBy(() -> apply(once))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("note_once");
        assertThat(work.left()).isEqualTo(new SchemaWork.Left(1, 1));

        site.execute("delete from toy.exposure where id = 9");
        assertThat(apply(once)).isEqualTo(Outcome.UNCHANGED);
        assertThat(work.left()).isEqualTo(new SchemaWork.Left(0, 0));
    }

    @Test
    void what_no_schema_wants_any_more_is_done_with() {
        given();
        site.installer.update(Installed.felis(INDEXED));
        apply(FIRST, "exposure.high");

        assertThat(work.left().left()).isZero();
        assertThat(site.texts(INDEX_STATE)).containsExactly("none");
    }

    @Test
    void an_index_on_partitions_goes_on_with_those_that_lack_it() {
        given();
        site.execute("create index by_seeing on only toy.ccd using btree (seeing)");
        site.execute("create index by_seeing_202601 on toy.ccd_202601 (seeing)");
        site.execute("alter index toy.by_seeing attach partition toy.by_seeing_202601");
        var before = site.texts("select 'toy.by_seeing_202601'::regclass::oid::text");

        apply(PARTITIONED);

        assertThat(site.texts("select 'toy.by_seeing_202601'::regclass::oid::text"))
                .as("not built twice")
                .isEqualTo(before);
        assertThat(
                        site.texts(
                                """
                                select c.relname || ' ' || i.indisvalid from pg_index i
                                join pg_class c on c.oid = i.indexrelid
                                where c.relname like 'by_seeing%' order by 1
                                """))
                .containsExactly(
                        "by_seeing true", "by_seeing_202601 true", "by_seeing_202602 true");
    }

    @Test
    void one_program_at_a_time_works_the_list_off() {
        given();
        site.installer.update(Installed.felis(INDEXED));

        site.database.each(
                handle -> {
                    handle.execute(
                            "select pg_advisory_lock(hashtextextended('platebook.work', 0))");
                    assertThat(work.workOffAll()).isZero();
                    return handle.execute(
                            "select pg_advisory_unlock(hashtextextended('platebook.work', 0))");
                });

        assertThat(work.workOffAll()).isEqualTo(2);
    }

    @Test
    void indexes_that_were_dropped_by_hand_are_found() {
        given();
        apply(INDEXED);
        site.execute("drop index toy.by_airmass");

        assertThat(work.lookForMore()).isEqualTo(1);
        assertThat(work.lookForMore()).isZero();
        assertThat(work.workOffAll()).isEqualTo(1);

        assertThat(site.texts(INDEX_STATE)).containsExactly("true");
    }

    private Outcome apply(String felis, String... forced) {
        return site.installer.apply(
                Installed.felis(felis), new SchemaChangeRequest("me", "test", Set.of(forced)));
    }

    private void given() {
        site.install(FIRST);
        site.execute(
                "insert into toy.exposure (id, airmass, note) values (1, 1.5, 'a'), (2, null, 'b')");
        for (var month : List.of(202601, 202602)) {
            site.execute(
                    "create table toy.ccd_%1$d partition of toy.ccd for values from (%1$d01) to (%1$d99)"
                            .formatted(month));
        }
    }

    private Process start(String felis) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ApplyProcess.class.getName(),
                        site.database.settings().url(),
                        felis)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits until the index is in a state, while the program runs. */
    private void until(String state, Process process) {
        while (!site.texts(INDEX_STATE).contains(state)) {
            assertThat(process.isAlive()).as("the program that builds the index").isTrue();
            Thread.onSpinWait();
        }
    }

    /** Waits until the server has noticed that the program is gone. */
    private void untilAlone() {
        while (!site.texts(
                        "select pid::text from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
