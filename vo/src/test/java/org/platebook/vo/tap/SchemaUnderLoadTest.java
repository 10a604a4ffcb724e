package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaChangeRequest;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestData;
import org.platebook.testkit.TestPostgres;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Schemas grow while others read through TAP and write through the ledger, and no request fails.
 */
class SchemaUnderLoadTest {

    private static final int VERSIONS = 25;
    private static final int READERS = 2;
    private static final int WRITERS = 2;
    private static final int STAGES = 3;
    private static final TableName EXPOSURE = new TableName("toy", "exposure");
    private static final List<String> QUERIES =
            List.of(
                    "SELECT COUNT(*) FROM toy.exposure",
                    "SELECT TOP 5 * FROM toy.exposure",
                    "SELECT TOP 5 * FROM toy.exposure_wide WHERE value0 > 0",
                    "SELECT TOP 100 column_name FROM TAP_SCHEMA.columns WHERE table_name = 'toy.exposure_wide'",
                    "SELECT COUNT(*) FROM toy.look JOIN toy.exposure USING (id)");

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final SchemaCatalog catalog = new SchemaCatalog(database);
    private final SchemaInstaller installer = new SchemaInstaller(database, catalog);
    private final PostgresLedger ledger = new PostgresLedger(database, TablePartitions::ensureAll);
    private final TapService tap =
            new TapService(
                    database,
                    new TapLimits(1000, 2000, Duration.ofSeconds(30)),
                    InstantSource.system());

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_version_of_a_schema_is_applied_under_load_and_no_request_fails() throws Exception {
        var versions = versions(new SplittableRandom(20_260_115));
        apply(versions.getFirst());

        underLoad(() -> versions.forEach(this::apply));

        assertThat(failures).isEmpty();
        assertThat(read.get()).isGreaterThan(VERSIONS);
        assertThat(text("SELECT COUNT(*) AS n FROM toy.exposure").lines().skip(1).findFirst())
                .hasValue(Long.toString(written.get()));
        assertThat(catalog.schema("toy").orElseThrow().table("exposure"))
                .hasValueSatisfying(
                        table ->
                                assertThat(table.columns().size())
                                        .isGreaterThan(
                                                versions.getFirst()
                                                        .tables()
                                                        .getFirst()
                                                        .columns()
                                                        .size()));
    }

    @Test
    void the_schemas_of_another_observatory_grow_in_stages_under_load_and_no_request_fails()
            throws Exception {
        var folder = TestData.require("consdb/felis");
        apply(versions(new SplittableRandom(1)).getFirst());
        var schemas =
                List.of(
                                "cdb_latiss",
                                "cdb_lsstcam",
                                "cdb_startrackerfast",
                                "efd_scheduler",
                                "obsloctap")
                        .stream()
                        .map(name -> new FelisReader().read(folder.resolve(name + ".yaml")))
                        .toList();

        underLoad(
                () -> {
                    for (var schema : schemas) {
                        for (int stage = 1; stage <= STAGES; stage++) {
                            apply(upTo(schema, stage));
                        }
                        assertThat(catalog.schema(schema.name()).orElseThrow().tables())
                                .hasSameSizeAs(schema.tables());
                    }
                });

        assertThat(failures).isEmpty();
    }

    private void apply(Schema schema) {
        installer.apply(schema, new SchemaChangeRequest("test", "test", Set.of()));
    }

    private void underLoad(Runnable work) throws Exception {
        var load = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < READERS; i++) {
                int first = i;
                load.add(threads.submit(() -> readOn(first)));
            }
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                load.add(threads.submit(() -> writeOn(writer)));
            }
            try {
                work.run();
            } finally {
                ended.set(true);
            }
        }
        for (var each : load) {
            each.get();
        }
    }

    private void readOn(int first) {
        for (int i = first; !ended.get(); i++) {
            var query = QUERIES.get(i % QUERIES.size());
            try {
                var answer =
                        tap.sync(
                                Site.parameters(
                                        "LANG", "ADQL", "QUERY", query, "RESPONSEFORMAT", "csv"),
                                Identity.site(Role.PUBLIC));
                var text = Site.text(answer);
                if (answer.status() != 200) {
                    failures.add(query + ": " + text);
                }
                read.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(query + ": " + e);
            }
        }
    }

    /** Writes rows that name a column which the newest version may have brought. */
    private void writeOn(int writer) {
        var random = new SplittableRandom(writer);
        for (long i = 0; !ended.get(); i++) {
            var values = new LinkedHashMap<String, Value>();
            values.put("id", new Value.Whole(i * WRITERS + writer));
            var table = catalog.table(EXPOSURE).orElseThrow();
            var numbers =
                    table.columns().stream()
                            .filter(column -> column.datatype() == Datatype.DOUBLE)
                            .toList();
            var column = numbers.get(random.nextInt(numbers.size()));
            values.put(column.name(), new Value.Real(1));
            try {
                ledger.write(
                        new Provenance("test", "test", "test", "test"),
                        List.of(new TableRecord(RecordIds.next(), EXPOSURE, values)));
                written.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(column.name() + ": " + e);
            }
        }
    }

    private String text(String query) {
        return Site.text(
                tap.sync(
                        Site.parameters("LANG", "ADQL", "QUERY", query, "RESPONSEFORMAT", "csv"),
                        Identity.site(Role.PUBLIC)));
    }

    /** Versions of a schema, each with something more than the one before. */
    private static List<Schema> versions(SplittableRandom random) {
        var versions = new ArrayList<Schema>();
        var columns =
                new StringBuilder("  - {name: value0, datatype: double, description: First.}\n");
        var looks = new StringBuilder();
        var tables = new StringBuilder();
        var constraints = new StringBuilder();
        var indexes = new StringBuilder();
        for (int version = 0; version < VERSIONS; version++) {
            versions.add(felis(version, constraints, indexes, columns, looks, tables));
            int next = version + 1;
            switch (random.nextInt(6)) {
                case 0, 1 ->
                        columns.append(
                                "  - {name: value%d, datatype: double, description: Another.}\n"
                                        .formatted(next));
                case 2 ->
                        columns.append(
                                "  - {name: count%d, datatype: int, nullable: false, value: 5}\n"
                                        .formatted(next));
                case 3 -> looks.append("  - {name: seen%d, datatype: float}\n".formatted(next));
                case 4 ->
                        indexes.append(
                                "  - {name: index%d, columns: [\"#exposure.value0\"]}\n"
                                        .formatted(next));
                default ->
                        constraints.append(
                                "  - {name: check%d, \"@type\": Check, expression: value0 < 1000}\n"
                                        .formatted(next));
            }
            if (next % 7 == 0) {
                tables.append(
                        """
                        - name: table%1$d
                          primaryKey: "#table%1$d.id"
                          constraints:
                          - {name: table%1$d_exposure, "@type": ForeignKey, columns: ["#table%1$d.id"], referencedColumns: ["#exposure.id"]}
                          columns: [{name: id, datatype: long}]
                        """
                                .formatted(next));
            }
        }
        return versions;
    }

    private static Schema felis(
            int version,
            CharSequence constraints,
            CharSequence indexes,
            CharSequence columns,
            CharSequence looks,
            CharSequence tables) {
        var text =
                """
                name: toy
                version: {current: 1.%d.0}
                platebook: {visibility: public}
                tables:
                - name: exposure
                  primaryKey: "#exposure.id"
                  platebook: {level: exposure}
                %s%s  columns:
                  - {name: id, datatype: long}
                %s- name: look
                  primaryKey: "#look.id"
                  platebook: {level: exposure}
                  columns:
                  - {name: id, datatype: long}
                  - {name: sharpness, datatype: double}
                %s%s"""
                        .formatted(
                                version,
                                constraints.isEmpty() ? "" : "  constraints:\n" + constraints,
                                indexes.isEmpty() ? "" : "  indexes:\n" + indexes,
                                columns,
                                looks,
                                tables);
        return new FelisReader().read("toy.yaml", text, FelisReader.Library.NONE);
    }

    /**
     * A schema as it may once have been: of each table what its keys need, and some of the rest.
     */
    private static Schema upTo(Schema schema, int stage) {
        return schema.with(
                schema.tables().stream().map(table -> upTo(schema, table, stage)).toList());
    }

    private static Table upTo(Schema schema, Table table, int stage) {
        var needed = new HashSet<>(table.primaryKey());
        for (var each : schema.tables()) {
            for (var constraint : each.constraints()) {
                if (constraint instanceof Constraint.ForeignKey key
                        && key.targetTable().equals(table.name())) {
                    needed.addAll(key.targetColumns());
                }
            }
        }
        table.constraints()
                .forEach(
                        constraint ->
                                needed.addAll(
                                        switch (constraint) {
                                            case Constraint.Unique unique -> unique.columns();
                                            case Constraint.ForeignKey key -> key.columns();
                                            case Constraint.Check _ -> names(table);
                                        }));
        table.indexes().forEach(index -> needed.addAll(index.columns()));
        int kept = table.columns().size() * stage / STAGES;
        var columns = new ArrayList<Column>();
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            if (i < kept || needed.contains(column.name()) || !column.nullable()) {
                columns.add(column);
            }
        }
        return new Table(
                table.name(),
                table.id(),
                table.description(),
                table.utype(),
                table.tableIndex(),
                columns,
                table.primaryKey(),
                table.constraints(),
                table.indexes(),
                List.of(),
                table.notes());
    }

    private static List<String> names(Table table) {
        return table.columns().stream().map(Column::name).toList();
    }
}
