package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.failure.Missing;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Role;
import org.platebook.store.history.Diff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whoever may not see a column now does not see what it was, and sees what the others were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryVisibilityTest {

    private static final String FELIS =
            """
            name: past1
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.exposure_id"
              platebook: {level: exposure}
              columns:
              - {name: exposure_id, datatype: long, ivoa:ucd: meta.id}
              - {name: band, datatype: text}
              - {name: observer, datatype: text, platebook: {visibility: staff}}
            - name: exposure_quicklook
              primaryKey: "#exposure_quicklook.exposure_id"
              platebook: {level: exposure}
              columns:
              - {name: exposure_id, datatype: long, ivoa:ucd: meta.id}
              - {name: seeing, datatype: double}
            """;

    private static final String ROWS_BY_RULE =
            """
            - name: visit
              primaryKey: "#visit.visit_id"
              platebook:
                rows: {public: {released: released_at}, rights: all}
              columns:
              - {name: visit_id, datatype: long}
              - {name: released_at, datatype: timestamp}
              - {name: observer, datatype: text, platebook: {visibility: staff}}
            """;

    private static final Instant THEN = Instant.parse("2026-01-16T12:00:00Z");

    private final Installed site = new Installed();

    @BeforeAll
    void install() {
        site.install(FELIS + ROWS_BY_RULE);
        site.execute(
                """
                insert into past1.exposure (exposure_id, band, observer, _known_from, _source)
                values (1, 'r', 'Vera', '2026-01-17T00:00:00Z', 'headers');
                insert into past1_history.exposure_closed
                    (exposure_id, band, observer, _source, known)
                values (1, 'g', 'Henrietta', 'headers', '[2026-01-16T00:00:00Z,2026-01-17T00:00:00Z)');
                insert into past1.visit (visit_id, released_at, observer)
                values (1, '2020-01-01T00:00:00', 'Vera')
                """);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void versions_tell_each_role_the_columns_that_it_sees_now() {
        var bands =
                "select band || ' ' || known_source from past1_history.exposure order by known_from";

        for (var role : Role.values()) {
            assertThat(site.texts(role, bands))
                    .as(role.name())
                    .containsExactly("g headers", "r headers");
        }
        assertThat(site.texts(Role.STAFF, "select observer from past1_history.exposure order by 1"))
                .containsExactly("Henrietta", "Vera");
    }

    @Test
    void a_hidden_column_stays_hidden_however_its_past_is_asked_for() {
        for (var role : new Role[] {Role.PUBLIC, Role.RIGHTS}) {
            for (var sql :
                    new String[] {
                        "select observer from past1_history.exposure",
                        "select * from past1_history.exposure",
                        "select e::text from past1_history.exposure e",
                        "select band from past1_history.exposure order by observer",
                        "select count(*)::text from past1_history.exposure where observer = 'Vera'",
                        "select observer from past1_as_of.exposure",
                        "select observer from past1_history.exposure_closed",
                        "select band from past1_history.exposure_closed",
                        "select observer from past1_history.exposure_at(now())",
                        "select band from past1_history.exposure_at(now())"
                    }) {
                assertThatThrownBy(() -> site.texts(role, sql))
                        .as("%s: %s", role, sql)
                        .isInstanceOf(RuntimeException.class)
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void a_read_as_of_a_moment_gives_each_role_its_columns() {
        for (var table : new String[] {"exposure", "exposure_wide"}) {
            assertThat(asOf(Role.PUBLIC, "select band from past1_as_of." + table))
                    .containsExactly("g");
        }
        assertThat(asOf(Role.STAFF, "select observer from past1_as_of.exposure"))
                .containsExactly("Henrietta");
    }

    @Test
    void where_rows_are_for_fewer_too_a_hidden_column_hides_the_past() {
        var ids = "select visit_id::text from past1_history.visit";

        assertThat(site.texts(Role.STAFF, ids)).containsExactly("1");
        assertThatThrownBy(() -> site.texts(Role.PUBLIC, ids)).isInstanceOf(Missing.class);
        assertThat(site.texts(Role.PUBLIC, "select visit_id::text from past1.visit"))
                .containsExactly("1");
    }

    @Test
    void who_may_see_the_past_changes_with_the_schema() {
        try (var other = new Installed()) {
            var felis = FELIS.replace("past1", "past2");
            var band = "select band from past2_history.exposure";
            other.install(felis.replace(", platebook: {visibility: staff}}", "}"));
            assertThat(other.texts(Role.PUBLIC, "select observer from past2_history.exposure"))
                    .isEmpty();
            other.install(felis);
            assertThat(other.texts(Role.PUBLIC, band)).isEmpty();
            assertThatThrownBy(
                            () ->
                                    other.texts(
                                            Role.PUBLIC,
                                            "select observer from past2_history.exposure"))
                    .isInstanceOf(RuntimeException.class);
            other.install(
                    felis.replace(
                            "platebook: {level: exposure}\n  columns:\n  - {name: exposure_id, datatype: long, ivoa:ucd: meta.id}\n  - {name: band",
                            "platebook: {level: exposure, rows: {public: none, rights: all}}\n  columns:\n  - {name: exposure_id, datatype: long, ivoa:ucd: meta.id}\n  - {name: band"));
            assertThatThrownBy(() -> other.texts(Role.PUBLIC, band))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void differences_are_told_of_the_columns_that_a_reader_sees() {
        assertThat(differences(Role.PUBLIC, List.of("exposure_id", "band")))
                .containsExactly("{exposure_id=1} CHANGED band \"g\" \"r\" headers");
        assertThat(differences(Role.STAFF, null))
                .containsExactly(
                        "{exposure_id=1} CHANGED band \"g\" \"r\" headers",
                        "{exposure_id=1} CHANGED observer \"Henrietta\" \"Vera\" headers");
        assertThat(differences(Role.STAFF, List.of("exposure_id", "band", "observer")))
                .as("either way tells the same")
                .isEqualTo(differences(Role.STAFF, null));
        assertThatThrownBy(() -> differences(Role.PUBLIC, null)).isInstanceOf(Missing.class);
        assertThatThrownBy(
                        () -> differences(Role.PUBLIC, List.of("exposure_id", "band", "observer")))
                .isInstanceOf(Missing.class);
    }

    @Test
    void rows_that_came_and_went_are_told_to_who_sees_some_columns() {
        try (var other = new Installed()) {
            other.install(FELIS.replace("past1", "past3"));
            other.execute(
                    """
                    insert into past3.exposure (exposure_id, observer, _known_from, _source)
                    values (2, 'Vera', '2026-01-17T00:00:00Z', 'headers');
                    insert into past3_history.exposure_closed (exposure_id, band, _source, known)
                    values (3, 'g', 'headers', '[2026-01-16T00:00:00Z,2026-01-17T00:00:00Z)'),
                        (4, 'g', 'headers', '[2026-01-16T13:00:00Z,2026-01-17T00:00:00Z)')
                    """);

            assertThat(differences(other, "past3", Role.PUBLIC, List.of("exposure_id", "band")))
                    .containsExactly(
                            "{exposure_id=2} ADDED null null null headers",
                            "{exposure_id=3} WITHDRAWN null null null null");
        }
    }

    private List<String> differences(Role role, @Nullable List<String> columns) {
        return differences(site, "past1", role, columns);
    }

    private static List<String> differences(
            Installed site, String schema, Role role, @Nullable List<String> columns) {
        var told = new ArrayList<String>();
        new Diff(site.database.reader(role))
                .between(
                        new TableName(schema, "exposure"),
                        columns,
                        THEN,
                        THEN.plus(Duration.ofDays(2)),
                        one ->
                                told.add(
                                        "%s %s %s %s %s %s"
                                                .formatted(
                                                        one.key(),
                                                        one.change(),
                                                        one.column(),
                                                        one.before(),
                                                        one.after(),
                                                        one.source())));
        return told;
    }

    private List<String> asOf(Role role, String sql) {
        return site.database
                .reader(role)
                .asOf(THEN)
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
