package org.platebook.intake.valid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What holds from somewhere to somewhere, and what was believed of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangesTest {

    private static final Provenance CORRECTIONS =
            new Provenance("corrections", "test", "tester", "request");
    private static final Provenance CALIBRATIONS =
            new Provenance("calibrations", "test", "tester", "request");
    private static final int EXPOSURES = 30;

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final PostgresLedger ledger = new PostgresLedger(database, TablePartitions::ensureAll);
    private final Schema schema = CameraSchemas.load().of("HSC");
    private final Calibrations calibrations = new Calibrations(ledger);

    RangesTest() {
        new SchemaInstaller(database, new SchemaCatalog(database)).install(schema);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.write(
                handle ->
                        handle.execute(
                                """
                                truncate cdb_hsc.calibration, cdb_hsc.correction_card,
                                    cdb_hsc_history.calibration_closed, cdb_hsc_history.correction_card_closed
                                """));
    }

    @Test
    void a_later_value_takes_over_where_it_holds() {
        calibrate("plate_scale", "2026-01-01", null, 0.2);
        calibrate("plate_scale", "2026-02-01", null, 0.21);
        var before = now();
        calibrate("plate_scale", "2026-01-10", "2026-01-20", 0.25);
        calibrate("gain", "2026-01-10", "2026-01-20", 1.5);

        assertThat(ranges("cdb_hsc.calibration"))
                .containsExactly(
                        "2026-01-01 2026-01-10 0.2",
                        "2026-01-10 2026-01-20 0.25",
                        "2026-01-20 2026-02-01 0.2",
                        "2026-02-01 - 0.21");
        assertThat(ranges("cdb_hsc_history.calibration_at('" + before + "')"))
                .as("what was believed before")
                .containsExactly("2026-01-01 2026-02-01 0.2", "2026-02-01 - 0.21");
    }

    @Test
    void a_value_that_covers_others_takes_their_place() {
        calibrate("plate_scale", "2026-01-05", "2026-01-06", 0.1);
        calibrate("plate_scale", "2026-01-07", "2026-01-08", 0.2);
        calibrate("plate_scale", "2026-01-01", null, 0.3);
        calibrate("plate_scale", "2026-01-01", "2026-01-02", 0.4);

        assertThat(ranges("cdb_hsc.calibration"))
                .containsExactly("2026-01-01 2026-01-02 0.4", "2026-01-02 - 0.3");
        assertThatThrownBy(() -> calibrate("plate_scale", "2026-01-02", "2026-01-01", 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("before it begins");
    }

    @Test
    void two_rows_that_hold_at_once_are_refused_however_they_come() {
        calibrate("plate_scale", "2026-01-01", null, 0.2);

        assertThatThrownBy(
                        () ->
                                ledger.write(
                                        CALIBRATIONS,
                                        List.of(
                                                new TableRecord(
                                                        RecordIds.next(),
                                                        new TableName("cdb_hsc", "calibration"),
                                                        Map.of(
                                                                "quantity",
                                                                new Value.Text("plate_scale"),
                                                                "valid_from",
                                                                new Value.SkyTime(at("2026-03-01")),
                                                                "value",
                                                                new Value.Real(1),
                                                                "reason",
                                                                new Value.Text("-"),
                                                                "author",
                                                                new Value.Text("-"))))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("another row holds for part of the same range");
    }

    @Seeded(runs = 20)
    void for_each_exposure_the_last_word_is_in_force(RandomGenerator random) {
        empty();
        var inForce = new TreeMap<Integer, Integer>();
        for (int word = 0; word < 12; word++) {
            int first = random.nextInt(EXPOSURES);
            int last = first + random.nextInt(EXPOSURES - first);
            put(first, last, word);
            for (int exposure = first; exposure <= last; exposure++) {
                inForce.put(exposure, word);
            }
        }
        for (int exposure = 0; exposure < EXPOSURES; exposure++) {
            assertThat(
                            texts(
                                    "select card_value::text from cdb_hsc.correction_card where %d between exposure_id_first and exposure_id_last"
                                            .formatted(exposure)))
                    .as("exposure %d", exposure)
                    .isEqualTo(
                            inForce.containsKey(exposure)
                                    ? List.of(inForce.get(exposure).toString())
                                    : List.of());
        }
    }

    private void put(long first, long last, int word) {
        ledger.<Integer>transact(
                CORRECTIONS,
                scope ->
                        new Ranges(scope, schema, "correction_card")
                                .put(
                                        Map.of(
                                                "keyword", new Value.Text("FILTER"),
                                                "exposure_id_first", new Value.Whole(first),
                                                "exposure_id_last", new Value.Whole(last),
                                                "card_value", new Value.Json("" + word),
                                                "correction_id", new Value.Text("c" + word))));
    }

    private void calibrate(String quantity, String from, @Nullable String until, double value) {
        calibrations.set(
                schema,
                new Calibrations.Calibration(
                        quantity,
                        at(from),
                        until == null ? null : at(until),
                        value,
                        "arcsec",
                        null,
                        "measured",
                        "ann"),
                CALIBRATIONS);
    }

    private static Tai at(String day) {
        return new Tai(Instant.parse(day + "T00:00:00Z").toEpochMilli() * 1_000_000);
    }

    private String now() {
        return texts("select clock_timestamp()::text").getFirst();
    }

    private List<String> ranges(String from) {
        return texts(
                """
                select concat_ws(' ', valid_from::date, coalesce(valid_until::date::text, '-'), value)
                from %s where quantity = 'plate_scale' order by valid_from
                """
                        .formatted(from));
    }

    private List<String> texts(String sql) {
        return database.reader(Role.STAFF)
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
