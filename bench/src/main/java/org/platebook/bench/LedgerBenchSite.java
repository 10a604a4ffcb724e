package org.platebook.bench;

import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Table;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** An embedded server with LSSTCam's tables, and Records that fill all of their columns. */
final class LedgerBenchSite implements AutoCloseable {

    static final Provenance HEADERS = new Provenance("headers", "bench", "bench", "bench");
    static final int DETECTORS = 205;
    static final int DAY = 20_260_115;

    private static final String SCHEMA = "cdb_lsstcam";
    private static final int CARDS = 400;

    final EmbeddedServer server;
    final Database database;
    final Ledger ledger;
    private final List<Table> tables;
    private final RandomGenerator random = new SplittableRandom(7);

    LedgerBenchSite(Path folder) {
        this.server = EmbeddedServer.start(EmbeddedSettings.of(folder, 0));
        this.database = Database.open(server.database());
        var schema = CameraSchemas.load().named(SCHEMA).orElseThrow();
        new SchemaInstaller(database, new SchemaCatalog(database)).install(schema);
        this.tables = schema.tables();
        this.ledger = new PostgresLedger(database, TablePartitions::ensureAll);
    }

    TableRecord exposure(long exposure) {
        return record("exposure", Map.of("exposure_id", exposure, "seq_num", exposure));
    }

    TableRecord visit(long visit) {
        return record("visit1", Map.of("visit_id", visit));
    }

    TableRecord ccdExposure(long exposure, int detector) {
        return record(
                "ccdexposure",
                Map.of(
                        "ccdexposure_id",
                        exposure * 1000 + detector,
                        "exposure_id",
                        exposure,
                        "detector",
                        (long) detector));
    }

    TableRecord ccdVisit(long visit, int detector) {
        return record(
                "ccdvisit1",
                Map.of(
                        "ccdvisit_id",
                        visit * 1000 + detector,
                        "visit_id",
                        visit,
                        "detector",
                        (long) detector));
    }

    TableRecord header(long exposure) {
        var values =
                new LinkedHashMap<>(
                        record("exposure_header", Map.of("exposure_id", exposure)).values());
        var cards = new StringBuilder("[");
        for (int i = 0; i < CARDS; i++) {
            cards.append(i == 0 ? "" : ",")
                    .append("[\"KEY%d\", %d, \"what it means\"]".formatted(i, random.nextInt()));
        }
        values.put("cards", new Value.Json(cards.append(']').toString()));
        return new TableRecord(UUID.randomUUID(), new TableName(SCHEMA, "exposure_header"), values);
    }

    /** Names of a table's columns that are neither arrays nor JSON, in their order. */
    List<String> scalarColumns(String table) {
        return table(table).columns().stream()
                .filter(column -> !column.isArray())
                .filter(column -> !"JSONB".equalsIgnoreCase(column.postgresqlDatatype()))
                .map(Column::name)
                .toList();
    }

    private Table table(String name) {
        return tables.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private TableRecord record(String table, Map<String, Long> given) {
        var values = new LinkedHashMap<String, Value>();
        for (var column : table(table).columns()) {
            values.put(
                    column.name(),
                    given.containsKey(column.name())
                            ? new Value.Whole(Objects.requireNonNull(given.get(column.name())))
                            : value(column));
        }
        return new TableRecord(UUID.randomUUID(), new TableName(SCHEMA, table), values);
    }

    private Value value(Column column) {
        if (column.name().equals("day_obs")) {
            return new Value.Whole(DAY);
        }
        if (column.isArray()) {
            return region();
        }
        if ("JSONB".equalsIgnoreCase(column.postgresqlDatatype())) {
            return new Value.Json("[]");
        }
        return switch (column.datatype()) {
            case BOOLEAN -> new Value.Flag(random.nextBoolean());
            case BYTE, SHORT -> new Value.Whole(random.nextInt(100));
            case INT -> new Value.Whole(random.nextInt(1, Integer.MAX_VALUE));
            case LONG -> new Value.Whole(random.nextLong(1, Long.MAX_VALUE));
            case FLOAT, DOUBLE -> new Value.Real(random.nextDouble());
            case TIMESTAMP -> new Value.SkyTime(new Tai(1_768_000_000_000_000_000L));
            case CHAR, STRING, UNICODE, TEXT, BINARY ->
                    new Value.Text(
                            "R%02d_S%02d"
                                    .formatted(random.nextInt(45), random.nextInt(23))
                                    .substring(0, shortest(column)));
        };
    }

    private static int shortest(Column column) {
        int most = "R00_S00".length();
        return column.length() == null ? most : Math.min(most, column.length());
    }

    /** A square of the size of a detector. */
    private Value region() {
        double ra = random.nextDouble(1, 359);
        double dec = random.nextDouble(-60, 60);
        double half = 0.11;
        return new Value.Reals(
                new double[] {
                    ra + half,
                    dec - half,
                    ra + half,
                    dec + half,
                    ra - half,
                    dec + half,
                    ra - half,
                    dec - half
                });
    }

    @Override
    public void close() {
        database.close();
        server.close();
    }
}
