package org.platebook.store.flex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.flex.FlexPromotion.Wish;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys of flexible metadata that become columns. */
class FlexPromotionTest {

    private static final Provenance FLEX = new Provenance("flex", "test", "tester", "request");
    private static final TableName KEYS = new TableName("cdb_hsc", "exposure_flexdata_schema");
    private static final TableName VALUES = new TableName("cdb_hsc", "exposure_flexdata");

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final PostgresLedger ledger = new PostgresLedger(database, TablePartitions::ensureAll);
    private final SchemaCatalog catalog = new SchemaCatalog(database);
    private final SchemaInstaller installer = new SchemaInstaller(database, catalog);
    private final FlexPromotion promotion = new FlexPromotion(database, installer, ledger);

    FlexPromotionTest() {
        installer.update(CameraSchemas.load().of("HSC"));
        ledger.write(
                FLEX,
                List.of(
                        record(
                                KEYS,
                                Map.of(
                                        "key", new Value.Text("Cloud"),
                                        "dtype", new Value.Text("float"),
                                        "doc", new Value.Text("Cloud extinction."),
                                        "unit", new Value.Text("mag")))));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_key_becomes_a_column_with_its_values_and_their_history() {
        set(1, "0.5");
        set(2, "0.25");
        var first = now();
        set(1, "0.75");
        var second = now();
        withdraw(2);
        set(3, null);

        var promoted = promote("cloud_mag");

        assertThat(promoted.table()).isEqualTo(new TableName("cdb_hsc", "exposure_cloud_mag"));
        assertThat(promoted.versions()).isEqualTo(4);
        assertThat(promoted.present()).isEqualTo(2);
        assertThat(values("cdb_hsc.exposure_cloud_mag")).containsExactly("1 0.75", "3");
        assertThat(values("cdb_hsc_history.exposure_cloud_mag_at('%s')".formatted(first)))
                .containsExactly("1 0.5", "2 0.25");
        assertThat(values("cdb_hsc_history.exposure_cloud_mag_at('%s')".formatted(second)))
                .containsExactly("1 0.75", "2 0.25");
        var column =
                catalog.table(promoted.table()).orElseThrow().column("cloud_mag").orElseThrow();
        assertThat(column.unit()).isEqualTo("mag");
        assertThat(column.description()).isEqualTo("Cloud extinction.");
        assertThat(texts("select count(*)::text from cdb_hsc.exposure_flexdata"))
                .containsExactly("0");
        assertThat(
                        texts(
                                "select column_name from tap_schema.columns where table_name = 'cdb_hsc.exposure_wide' and column_name = 'cloud_mag'"))
                .containsExactly("cloud_mag");
        assertThat(ledger.replay(promoted.table())).isPositive();
        assertThat(values("cdb_hsc.exposure_cloud_mag")).containsExactly("1 0.75", "3");
    }

    @Test
    void what_cannot_become_a_column_is_refused_and_stays() {
        set(1, "wet");

        assertThatThrownBy(() -> promote("cloud"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'wet', expected float");
        assertThatThrownBy(() -> promote("no name"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'no name'");
        assertThatThrownBy(
                        () ->
                                promotion.promote(
                                        catalog.schema("cdb_hsc").orElseThrow(),
                                        new Wish(FlexLevel.EXPOSURE, "Fog", null, null),
                                        FLEX))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("'Fog'");
        assertThat(texts("select value from cdb_hsc.exposure_flexdata")).containsExactly("wet");
    }

    private FlexPromotion.Promoted promote(String column) {
        return promotion.promote(
                catalog.schema("cdb_hsc").orElseThrow(),
                new Wish(FlexLevel.EXPOSURE, "Cloud", null, column),
                FLEX);
    }

    private void set(long exposure, @Nullable String value) {
        var values = new LinkedHashMap<String, Value>();
        values.put("obs_id", new Value.Whole(exposure));
        values.put("key", new Value.Text("Cloud"));
        values.put("value", value == null ? Value.CLEARED : new Value.Text(value));
        ledger.write(FLEX, List.of(record(VALUES, values)));
    }

    private void withdraw(long exposure) {
        ledger.<Boolean>transact(
                FLEX,
                scope ->
                        scope.withdraw(
                                VALUES,
                                Map.of(
                                        "obs_id", new Value.Whole(exposure),
                                        "key", new Value.Text("Cloud"))));
    }

    private static TableRecord record(TableName table, Map<String, Value> values) {
        return new TableRecord(RecordIds.next(), table, values);
    }

    private String now() {
        return texts("select clock_timestamp()::text").getFirst();
    }

    private List<String> values(String from) {
        return texts(
                "select concat_ws(' ', exposure_id, cloud_mag) from %s order by exposure_id"
                        .formatted(from));
    }

    private List<String> texts(String sql) {
        return database.reader(Role.STAFF)
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
