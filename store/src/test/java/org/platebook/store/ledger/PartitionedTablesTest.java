package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaChangeRequest;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables that are partitioned in each way take rows, change them and keep what they were. */
@TestInstance(Lifecycle.PER_CLASS)
class PartitionedTablesTest {

    private static final Provenance US = new Provenance("test", "test", "ann", "request-1");

    private static final String PARTITIONS =
            """
            select c.relname || ' ' || pg_get_expr(c.relpartbound, c.oid)
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = '%s'::regclass order by 1
            """;

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final SchemaInstaller installer =
            new SchemaInstaller(database, new SchemaCatalog(database));
    private final Ledger ledger = new PostgresLedger(database, TablePartitions::ensureAll);

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days   | every: day   | int       | t_20251231 FOR VALUES FROM (20251231) TO (20260101);t_20260101 FOR VALUES FROM (20260101) TO (20260102)",
                "months | every: month | int       | t_202512 FOR VALUES FROM (20251201) TO (20260101);t_202601 FOR VALUES FROM (20260101) TO (20260201)",
                "times  | every: day   | timestamp | t_20251231 FOR VALUES FROM ('2025-12-31 00:00:00') TO ('2026-01-01 00:00:00');t_20260101 FOR VALUES FROM ('2026-01-01 00:00:00') TO ('2026-01-02 00:00:00')",
                "counts | values: 5000 | long      | t_4050 FOR VALUES FROM ('20250000') TO ('20255000');t_4052 FOR VALUES FROM ('20260000') TO ('20265000')",
                "hashes | hash: 2      | int       | t_h0 FOR VALUES WITH (modulus 2, remainder 0);t_h1 FOR VALUES WITH (modulus 2, remainder 1)",
            })
    void rows_find_their_partitions_and_keep_their_past(
            String name, String how, String type, String partitions) {
        var table = table(name, how, type);
        var early = key(type, 20251231, "2025-12-31T23:59:59.999999");
        var late = key(type, 20260101, "2026-01-01T00:00:00");

        write(table, early, 1);
        write(table, late, 2);
        var before = text("select clock_timestamp()::text").getFirst();
        write(table, late, 3);

        assertThat(text(PARTITIONS.formatted(table))).containsExactly(partitions.split(";"));
        assertThat(text(PARTITIONS.formatted(name + "_history.t_closed")))
                .as("the closed versions are partitioned alike")
                .containsExactlyElementsOf(
                        List.of(partitions.replace("t_", "t_closed_").split(";")));
        assertThat(text("select worth::text from %s order by 1".formatted(table)))
                .containsExactly("1", "3");
        assertThat(
                        text(
                                "select worth::text from %s_history.t_at('%s') order by 1"
                                        .formatted(name, before)))
                .containsExactly("1", "2");
        assertThat(new Consistency(database).findings(Depth.WHOLE, _ -> {}))
                .filteredOn(finding -> finding.toString().startsWith(name))
                .isEmpty();
    }

    @Test
    void a_table_that_is_dropped_keeps_its_rows_in_the_history_however_it_was_partitioned() {
        var table = table("dropped", "values: 10", "int");
        write(table, new Value.Whole(15), 1);
        write(table, new Value.Whole(-3), 2);

        var empty =
                new FelisReader()
                        .read(
                                "dropped",
                                felis("dropped", "", "int")
                                        .replace("- name: t\n", "- name: other\n")
                                        .replace("#t.", "#other."),
                                FelisReader.Library.NONE);
        installer.apply(empty, new SchemaChangeRequest("me", "test", Set.of("t")));

        assertThat(text("select id || ' ' || worth from dropped_history.t_closed order by 1"))
                .containsExactly("-3 2", "15 1");
    }

    @Test
    void partitions_cannot_be_made_another_way_once_there_are_some() {
        table("fixed", "every: month", "int");
        assertThatThrownBy(() -> table("fixed", "every: day", "int"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("table t: it would be partitioned another way");
    }

    @Test
    void an_index_that_comes_later_is_built_on_partitions_by_hash_too() {
        var table = table("indexed", "hash: 3", "int");
        write(table, new Value.Whole(1), 1);

        installer.install(
                schema(
                        "indexed",
                        felis("indexed", "hash: 3", "int")
                                .replace(
                                        "  columns:\n",
                                        """
                                          indexes: [{name: by_worth, columns: ["#t.worth"]}]
                                          columns:
                                        """)));

        assertThat(
                        text(
                                "select count(*)::text from pg_index i join pg_class c on c.oid = i.indexrelid"
                                        + " where c.relname like 'by_worth%' and i.indisvalid"))
                .containsExactly("4");
    }

    private TableName table(String name, String how, String type) {
        installer.install(schema(name, felis(name, how, type)));
        return new TableName(name, "t");
    }

    private static Schema schema(String name, String felis) {
        return new FelisReader().read(name + ".yaml", felis, FelisReader.Library.NONE);
    }

    private static String felis(String name, String how, String type) {
        return """
        name: %s
        tables:
        - name: t
          primaryKey: "#t.id"
          platebook: {level: thing%s}
          columns:
          - {name: id, datatype: %s}
          - {name: worth, datatype: int}
        """
                .formatted(name, how.isEmpty() ? "" : ", partition: {by: id, " + how + "}", type);
    }

    private static Value key(String type, long number, String time) {
        return type.equals("timestamp")
                ? new Value.SkyTime(Tai.parse(time))
                : new Value.Whole(number);
    }

    private void write(TableName table, Value id, long worth) {
        ledger.write(
                US,
                List.of(
                        new TableRecord(
                                RecordIds.next(),
                                table,
                                Map.of("id", id, "worth", new Value.Whole(worth)))));
    }

    private List<String> text(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
