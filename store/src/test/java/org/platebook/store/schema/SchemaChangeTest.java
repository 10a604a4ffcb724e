package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.platebook.store.schema.SchemaInstaller.Outcome.EXTENDED;
import static org.platebook.store.schema.SchemaInstaller.Outcome.UNCHANGED;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** How a schema changes when there are rows in it. */
class SchemaChangeTest {

    private static final String FIRST =
            """
            name: toy
            version: {current: 1.0.0}
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.id"
              platebook: {level: exposure}
              columns:
              - {name: id, datatype: long}
              - {name: airmass, datatype: double, description: Of the start.}
              - {name: note, datatype: string, length: 32}
            - name: other
              primaryKey: "#other.id"
              columns: [{name: id, datatype: long}]
            """;

    private static final String WITHOUT_AIRMASS =
            FIRST.replace("  - {name: airmass, datatype: double, description: Of the start.}\n", "")
                    .replace("1.0.0", "2.0.0");

    private final Installed site = new Installed();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_column_with_values_is_dropped_only_by_who_names_it_and_its_values_stay_known() {
        given();
        site.execute("create schema reports");
        site.execute("create view reports.seeing as select airmass from toy.exposure");
        site.execute(
                "insert into platebook.moment (name, moment, set_by) values ('dr1', now(), 'me')");

        assertThatThrownBy(() -> apply(WITHOUT_AIRMASS))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("column airmass would be dropped")
                .hasMessageContaining("rows with a value: 1")
                .hasMessageContaining("views that read it: reports.seeing")
                .hasMessageContaining("named moments: dr1")
                .hasMessageContaining("--force exposure.airmass");

        site.execute("drop view reports.seeing");
        assertThat(apply(WITHOUT_AIRMASS, "exposure.airmass")).isEqualTo(EXTENDED);

        assertThat(columns("toy.exposure")).containsExactly("id", "note");
        assertThat(
                        site.texts(
                                "select concat_ws(' ', id, airmass, known_until is null)"
                                        + " from toy_history.exposure order by id, known_from"))
                .containsExactly("1 1.5 f", "1 t", "2 t");
        assertThat(site.catalog.table(new TableName("toy", "exposure")).orElseThrow().columns())
                .hasSize(2);
    }

    @Test
    void a_plan_tells_what_would_be_done_and_who_would_suffer_and_does_nothing() {
        given();

        var proposal = site.installer.propose(Installed.felis(WITHOUT_AIRMASS));

        assertThat(proposal.fromVersion()).isEqualTo("1.0.0");
        assertThat(proposal.toVersion()).isEqualTo("2.0.0");
        assertThat(proposal.statements())
                .anySatisfy(one -> assertThat(one).contains("drop column \"airmass\""));
        assertThat(proposal.harms())
                .singleElement()
                .satisfies(
                        harm -> {
                            assertThat(harm.harm().name()).isEqualTo("exposure.airmass");
                            assertThat(harm.rows()).isEqualTo(1);
                        });
        assertThat(columns("toy.exposure")).contains("airmass");
    }

    @Test
    void a_table_is_dropped_only_by_who_names_it_and_its_rows_stay_known() {
        given();
        var without = FIRST.substring(0, FIRST.indexOf("- name: other"));

        assertThatThrownBy(() -> apply(without))
                .hasMessageContaining("table other: would be dropped with all its rows");
        apply(without, "other");

        assertThat(site.texts("select id::text from toy_history.other_closed"))
                .containsExactly("7");
        assertThat(site.texts("select to_regclass('toy.other') is null")).containsExactly("t");
    }

    @Test
    void numbers_get_another_unit_only_by_who_names_the_column() {
        given();
        var degrees =
                FIRST.replace(
                        "airmass, datatype: double", "airmass, datatype: double, ivoa:unit: deg");
        apply(degrees);
        var arcseconds = degrees.replace("unit: deg", "unit: arcsec");

        assertThatThrownBy(() -> apply(arcseconds))
                .hasMessageContaining("column airmass would change its unit from deg to arcsec")
                .hasMessageContaining("rows with a value: 1")
                .hasMessageContaining("--force exposure.airmass");
        assertThatThrownBy(() -> apply(FIRST)).hasMessageContaining("from deg to none");

        assertThat(apply(arcseconds, "exposure.airmass", "exposure.id")).isEqualTo(EXTENDED);
        assertThat(apply(arcseconds.replace("unit: arcsec", "unit: 'deg/3600'")))
                .as("the same unit in another spelling")
                .isEqualTo(EXTENDED);
        assertThat(site.texts("select airmass::text from toy.exposure where id = 1"))
                .containsExactly("1.5");
        assertThat(
                        site.texts(
                                "select forced::text from platebook.schema_change order by change_id"))
                .containsExactly("{}", "{}", "{exposure.airmass}", "{}");
    }

    @Test
    void what_is_said_anew_of_a_column_is_told_in_the_plan_and_in_the_event() {
        given();
        var said =
                FIRST.replace("Of the start.", "Of the middle.")
                        .replace(
                                "note, datatype: string",
                                "note, platebook: {visibility: staff}, datatype: string");

        var proposal = site.installer.propose(Installed.felis(said));
        assertThat(proposal.statements())
                .containsExactly(
                        "-- \"exposure\".\"airmass\": description \"Of the start.\" -> \"Of the middle.\"",
                        "-- \"exposure\".\"note\": visibility public -> staff");
        assertThat(proposal.harms()).isEmpty();
        apply(said);
        assertThat(new SchemaEvents(site.database).newest("toy", 1).getFirst().statements())
                .isEqualTo(proposal.statements());
    }

    @Test
    void an_older_file_is_applied_only_by_who_says_so() {
        given();
        apply(with("more").replace("1.0.0", "1.10.0"));
        var older = with("more").replace("Of the start.", "As it was.").replace("1.0.0", "1.9.1");

        assertThatThrownBy(() -> apply(older))
                .hasMessageContaining("version 1.9.1 is older than 1.10.0, which is installed")
                .hasMessageContaining("--force version");
        assertThat(site.installer.propose(Installed.felis(older)).harms())
                .singleElement()
                .satisfies(harm -> assertThat(harm.harm().name()).isEqualTo("version"));
        assertThat(apply(older, "version")).isEqualTo(EXTENDED);
    }

    @Test
    void a_type_and_an_absent_null_are_changed_by_who_names_the_column() {
        given();
        var retyped =
                FIRST.replace("airmass, datatype: double", "airmass, datatype: float")
                        .replace("length: 32", "length: 64");

        assertThatThrownBy(() -> apply(retyped, "exposure.airmass"))
                .hasMessageContaining("column note would change its type");
        apply(retyped, "exposure.airmass", "exposure.note");

        assertThat(
                        site.texts(
                                "select format_type(atttypid, atttypmod) from pg_attribute"
                                        + " where attrelid = 'toy.exposure'::regclass and attname in ('airmass', 'note')"
                                        + " order by attnum"))
                .containsExactly("real", "character varying(64)");
    }

    @Test
    void a_key_cannot_be_changed_by_anybody() {
        given();

        assertThatThrownBy(
                        () ->
                                apply(
                                        FIRST.replace("\"#exposure.id\"", "\"#exposure.note\""),
                                        "exposure"))
                .hasMessageContaining("its key would change")
                .hasMessageContaining("this cannot be forced");
    }

    @Test
    void every_change_is_an_event_with_who_and_what() {
        given();
        apply(WITHOUT_AIRMASS, "exposure.airmass");

        var events = new SchemaEvents(site.database).newest("toy", 10);

        assertThat(events).hasSize(2);
        var newest = events.getFirst();
        assertThat(newest.changedBy()).isEqualTo("maria");
        assertThat(newest.fromVersion()).isEqualTo("1.0.0");
        assertThat(newest.toVersion()).isEqualTo("2.0.0");
        assertThat(newest.forced()).containsExactly("exposure.airmass");
        assertThat(newest.statements())
                .anySatisfy(one -> assertThat(one).contains("drop column"))
                .noneSatisfy(one -> assertThat(one).startsWith("comment"));
    }

    @Test
    void constraints_and_indexes_of_old_tables_are_made_without_holding_writers_up() {
        given();
        var grown =
                FIRST.replace(
                        "  platebook: {level: exposure}\n",
                        """
                          platebook: {level: exposure}
                          constraints:
                          - {name: airmass_range, "@type": Check, description: From one up., expression: airmass >= 1}
                          - {name: note_once, "@type": Unique, description: No two., columns: ["#exposure.note"]}
                          indexes:
                          - {name: by_airmass, description: Low ones., columns: ["#exposure.airmass"]}
                        """
                                .indent(0));

        assertThat(apply(grown)).isEqualTo(EXTENDED);

        assertThat(
                        site.texts(
                                "select conname || ' ' || convalidated from pg_constraint"
                                        + " where conrelid = 'toy.exposure'::regclass and contype in ('c', 'u') order by 1"))
                .contains("airmass_range true", "note_once true");
        assertThat(new SchemaEvents(site.database).newest("toy", 1).getFirst().statements())
                .anySatisfy(one -> assertThat(one).contains("not valid"))
                .anySatisfy(one -> assertThat(one).contains("create index concurrently"))
                .anySatisfy(one -> assertThat(one).contains("validate constraint"));
        assertThat(apply(grown)).isEqualTo(UNCHANGED);
    }

    @Test
    void a_constraint_that_rows_break_is_refused_with_how_many() {
        given();
        var strict =
                FIRST.replace(
                        "  platebook: {level: exposure}\n",
                        """
                          platebook: {level: exposure}
                          constraints: [{name: high, "@type": Check, expression: airmass > 2}]
                        """);

        assertThatThrownBy(() -> apply(strict))
                .hasMessageContaining("1 rows break constraint high");
    }

    @Test
    void what_a_site_added_stays_when_the_program_brings_a_newer_form_of_its_own() {
        site.install(FIRST);
        apply(with("extra").replace("1.0.0", "1.0.1"));

        site.installer.update(Installed.felis(with("newer")));

        assertThat(columns("toy.exposure")).contains("extra", "newer", "airmass", "note");
        assertThat(
                        site.texts(
                                "select version from platebook.schema_installed order by installed_id desc limit 1"))
                .containsExactly("1.0.1");
        assertThat(site.installer.update(Installed.felis(with("newer")))).isEqualTo(UNCHANGED);
    }

    private static String with(String column) {
        return FIRST.replace(
                "  - {name: note,",
                "  - {name: %s, datatype: int}\n  - {name: note,".formatted(column));
    }

    @Test
    void a_reader_that_takes_long_is_waited_for_and_keeps_nobody_else_waiting() throws Exception {
        given();
        var reads = new CountDownLatch(1);
        var ends = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader =
                    threads.submit(
                            () ->
                                    site.database.<List<String>>write(
                                            handle -> {
                                                var found =
                                                        handle.createQuery(
                                                                        "select note from toy.exposure")
                                                                .mapTo(String.class)
                                                                .list();
                                                reads.countDown();
                                                await(ends);
                                                return found;
                                            }));
            reads.await();
            var change = threads.submit(() -> apply(with("extra")));
            for (int i = 0; i < 20; i++) {
                assertThat(site.texts("select count(*)::text from toy.exposure"))
                        .containsExactly("2");
            }
            assertThat(change.isDone()).isFalse();
            ends.countDown();
            assertThat(reader.get()).hasSize(2);
            assertThat(change.get()).isEqualTo(EXTENDED);
        }
        assertThat(columns("toy.exposure")).contains("extra");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void given() {
        site.install(FIRST);
        site.execute(
                "insert into toy.exposure (id, airmass, note) values (1, 1.5, 'a'), (2, null, 'b')");
        site.execute("insert into toy.other (id) values (7)");
    }

    private SchemaInstaller.Outcome apply(String felis, String... forced) {
        return site.installer.apply(
                Installed.felis(felis), new SchemaChangeRequest("maria", "test", Set.of(forced)));
    }

    private List<String> columns(String table) {
        return site.texts(
                "select attname from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attname not like '\\_%%' order by attnum"
                        .formatted(table));
    }
}
