package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.level.LevelHistory;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.TestPostgres;

import java.util.List;

/** The history of an exposure, for those who may not see all of what is known of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeenHistoryTest {

    private static final Schema SEEN =
            new FelisReader()
                    .read(
                            "seen.yaml",
                            """
                            name: cdb_seen
                            platebook: {visibility: public}
                            tables:
                            - name: exposure
                              primaryKey: "#exposure.exposure_id"
                              platebook: {level: exposure}
                              columns:
                              - {name: exposure_id, datatype: long}
                              - {name: band, datatype: text}
                              - {name: observer, datatype: text, platebook: {visibility: staff}}
                            - name: exposure_note
                              primaryKey: "#exposure_note.exposure_id"
                              platebook: {level: exposure}
                              columns:
                              - {name: exposure_id, datatype: long}
                              - {name: note, datatype: text, platebook: {visibility: staff}}
                            """,
                            FelisReader.Library.NONE);

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));

    @BeforeAll
    void fill() {
        new SchemaInstaller(database, new SchemaCatalog(database)).install(SEEN);
        database.write(
                handle ->
                        handle.execute(
                                """
                                insert into cdb_seen_history.exposure_closed
                                    (exposure_id, band, observer, _source, _ended_source, known)
                                values (1, 'g', 'Vera', 'a', 'b', '[2026-01-01T00:00:00Z,2026-01-02T00:00:00Z)'),
                                    (1, 'r', 'Vera', 'b', 'c', '[2026-01-02T00:00:00Z,2026-01-03T00:00:00Z)'),
                                    (1, 'r', 'Henrietta', 'c', 'd', '[2026-01-03T00:00:00Z,2026-01-04T00:00:00Z)');
                                insert into cdb_seen.exposure_note (exposure_id, note, _known_from, _source)
                                values (1, 'n', '2026-01-05T00:00:00Z', 'e')
                                """));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void who_sees_some_columns_is_told_what_became_of_those() {
        assertThat(events(Role.PUBLIC))
                .containsExactly("withdrawn null [band]", "changed b [band]", "added a [band]");
    }

    @Test
    void who_sees_all_of_it_is_told_all() {
        assertThat(events(Role.STAFF))
                .containsExactly(
                        "added e [note]",
                        "withdrawn d [band, observer]",
                        "changed c [observer]",
                        "changed b [band]",
                        "added a [band, observer]");
    }

    private List<String> events(Role role) {
        return database
                .reader(role)
                .read(handle -> new LevelHistory(SEEN, role, null).of(handle, Level.EXPOSURE, 1))
                .events()
                .stream()
                .map(
                        event ->
                                "%s %s %s"
                                        .formatted(
                                                event.change(),
                                                event.source(),
                                                event.values().stream()
                                                        .map(LevelHistory.ChangedValue::column)
                                                        .toList()))
                .toList();
    }
}
