package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.record.Provenance;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A site with an empty database, for tests of ingesting. */
final class IngestSite implements AutoCloseable {

    static final Provenance HEADERS = new Provenance("headers", "test", "tester", "request");
    private static final Provenance CORRECTIONS =
            new Provenance("corrections", "test", "tester", "request");
    private static final Instant START = Instant.parse("2026-01-16T12:00:00Z");

    private final Database database;
    private final Ledger ledger;
    private final Ingest ingest;
    private final CorrectionLoad corrections;
    private long seconds;
    private final InstantSource clock = () -> START.plusSeconds(seconds++);

    IngestSite(String... instruments) {
        this(CameraSchemas.load(), instruments);
    }

    IngestSite(CameraSchemas schemas, String... instruments) {
        database = Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
        var installer = new SchemaInstaller(database, new SchemaCatalog(database));
        for (var instrument : instruments) {
            installer.install(schemas.of(instrument));
        }
        ledger = new PostgresLedger(database, TablePartitions::ensureAll);
        ingest = new Ingest(KnownCameras.all(), schemas, CameraTables.ALL_THERE, ledger, clock);
        corrections =
                new CorrectionLoad(
                        KnownCameras.all(), schemas, CameraTables.ALL_THERE, ledger, clock);
    }

    IngestSummary load(Path... paths) {
        return ingest.load(List.of(paths), null, HEADERS, IngestListener.NONE);
    }

    CorrectionSummary correct(Path file) {
        return corrections.load(file, "tester", "a test", CORRECTIONS);
    }

    Database database() {
        return database;
    }

    Ledger ledger() {
        return ledger;
    }

    InstantSource clock() {
        return clock;
    }

    /** The rows of a query, column to value. */
    List<Map<String, Object>> rows(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapToMap().list());
    }

    /** The only row of a query. */
    Map<String, Object> row(String sql) {
        var rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError(sql + " gives " + rows.size() + " rows, expected one");
        }
        return rows.getFirst();
    }

    long count(String table) {
        return database.write(
                handle ->
                        handle.createQuery("select count(*) from " + table)
                                .mapTo(Long.class)
                                .one());
    }

    /** Everything that a schema holds, to see whether something changed. */
    List<List<Map<String, Object>>> everything(String schema) {
        return List.of(
                rows(
                        "select to_json(one)::text as row from "
                                + schema
                                + ".exposure as one order by exposure_id"),
                rows(
                        "select to_json(one)::text as row from "
                                + schema
                                + ".visit1 as one order by visit_id"),
                rows(
                        "select to_json(one)::text as row from "
                                + schema
                                + ".visit1_exposure as one order by visit_id, exposure_id"),
                rows(
                        "select to_json(one)::text as row from "
                                + schema
                                + ".ccdexposure as one order by ccdexposure_id"),
                rows(
                        "select to_json(one)::text as row from "
                                + schema
                                + ".ccdvisit1 as one order by ccdvisit_id"),
                rows(
                        "select * from "
                                + schema
                                + ".intake_problem order by exposure_id, part, problem_index"));
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * Writes a header of LSSTCam as YAML.
     *
     * @param seq place in the night of 2026-01-15
     * @param changes keyword and value in turn, over those of a plain science exposure
     */
    static Path header(Path folder, int seq, @Nullable Object... changes) {
        var cards = new LinkedHashMap<String, @Nullable Object>();
        var obsId = "MC_O_20260115_%06d".formatted(seq);
        cards.put("INSTRUME", "LSSTCam");
        cards.put("TELESCOP", "Simonyi Survey Telescope");
        cards.put("OBSID", obsId);
        cards.put("CONTRLLR", "O");
        cards.put("DAYOBS", "20260115");
        cards.put("SEQNUM", seq);
        cards.put("CAMCODE", "MC");
        cards.put("TIMESYS", "TAI");
        cards.put("DATE-OBS", "2026-01-16T03:%02d:00.000".formatted(seq % 60));
        cards.put("DATE-BEG", "2026-01-16T03:%02d:00.000".formatted(seq % 60));
        cards.put("DATE-END", "2026-01-16T03:%02d:30.000".formatted(seq % 60));
        cards.put("GROUPID", "2026-01-16T03:%02d:00.000".formatted(seq % 60));
        cards.put("CURINDEX", 1);
        cards.put("MAXINDEX", 1);
        cards.put("IMGTYPE", "OBJECT");
        cards.put("EXPTIME", 30.0);
        cards.put("SHUTTIME", 30.0);
        cards.put("DARKTIME", 30.1);
        cards.put("FILTER", "r_57");
        cards.put("FILTBAND", "r");
        cards.put("RA", 60.0);
        cards.put("DEC", -30.0);
        cards.put("RASTART", 60.0);
        cards.put("DECSTART", -30.0);
        cards.put("ROTPA", 120.0);
        cards.put("ROTCOORD", "sky");
        cards.put("TRACKSYS", "RADEC");
        cards.put("RADESYS", "ICRS");
        cards.put("AZSTART", 100.0);
        cards.put("ELSTART", 70.0);
        cards.put("AZEND", 100.2);
        cards.put("ELEND", 70.1);
        cards.put("AMSTART", 1.06);
        cards.put("VIGNETTE", "NO");
        cards.put("VIGN_MIN", "NO");
        cards.put("AIRTEMP", 11.5);
        cards.put("PRESSURE", 74_100.0);
        cards.put("HUMIDITY", 20.0);
        cards.put("PROGRAM", "BLOCK-365");
        cards.put("REASON", "science");
        cards.put("OBJECT", "field");
        cards.put("RAFTBAY", "R22");
        cards.put("CCDSLOT", "S11");
        cards.put("LSST_NUM", "E2V-CCD250-100");
        for (int i = 0; i < changes.length; i += 2) {
            cards.put(String.valueOf(changes[i]), changes[i + 1]);
        }
        return yaml(
                folder.resolve(
                        obsId + "_" + cards.get("RAFTBAY") + "_" + cards.get("CCDSLOT") + ".yaml"),
                cards);
    }

    static Path yaml(Path file, Map<String, @Nullable Object> cards) {
        var text = new StringBuilder();
        cards.forEach(
                (keyword, value) ->
                        text.append(keyword)
                                .append(": ")
                                .append(
                                        value instanceof String
                                                ? "'" + value + "'"
                                                : String.valueOf(value))
                                .append('\n'));
        return write(file, text.toString());
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
