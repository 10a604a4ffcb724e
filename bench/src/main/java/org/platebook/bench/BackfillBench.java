package org.platebook.bench;

import org.platebook.model.record.TableRecord;
import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many rows a second the Ledger takes, against a raw binary COPY of the same rows into the same
 * indexed table; and how long one LSSTCam exposure takes until it is committed.
 *
 * <p>Both ways commit after the same number of rows, on the same server, in turns.
 */
final class BackfillBench {

    private static final int EXPOSURES = 400;
    private static final int EXPOSURES_A_COMMIT = 100;
    private static final int ROUNDS = 5;
    private static final int WARM_EXPOSURES = 60;
    private static final int TIMED_EXPOSURES = 60;
    private static final double NANOS = 1e9;

    private BackfillBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        var folder = Files.createTempDirectory("platebook-bench");
        try (var site = new LedgerBenchSite(folder)) {
            backfill(site);
            exposures(site);
        }
    }

    private static void backfill(LedgerBenchSite site) throws SQLException, IOException {
        var parents = new ArrayList<TableRecord>();
        for (int i = 1; i <= EXPOSURES; i++) {
            parents.add(site.exposure(i));
        }
        site.ledger.write(LedgerBenchSite.HEADERS, parents);
        var ours = new double[ROUNDS];
        var raw = new double[ROUNDS];
        int rows = EXPOSURES * LedgerBenchSite.DETECTORS;
        for (int round = 0; round < ROUNDS; round++) {
            var commits = commits(site);
            empty(site);
            long begun = System.nanoTime();
            commits.forEach(commit -> site.ledger.write(LedgerBenchSite.HEADERS, commit));
            ours[round] = rows / seconds(begun);
            var copies = copiesOut(site);
            empty(site);
            begun = System.nanoTime();
            copyIn(site, copies);
            raw[round] = rows / seconds(begun);
            IO.println(
                    "round %d: Ledger %,.0f rows/s, raw COPY %,.0f rows/s"
                            .formatted(round + 1, ours[round], raw[round]));
        }
        IO.println(
                "back-fill of ccdexposure, median of %d: Ledger %,.0f rows/s, raw COPY %,.0f rows/s, ratio %.2f"
                        .formatted(
                                ROUNDS,
                                Times.median(ours),
                                Times.median(raw),
                                Times.median(ours) / Times.median(raw)));
    }

    private static List<List<TableRecord>> commits(LedgerBenchSite site) {
        var commits = new ArrayList<List<TableRecord>>();
        for (int first = 1; first <= EXPOSURES; first += EXPOSURES_A_COMMIT) {
            var commit = new ArrayList<TableRecord>();
            for (int exposure = first; exposure < first + EXPOSURES_A_COMMIT; exposure++) {
                for (int detector = 0; detector < LedgerBenchSite.DETECTORS; detector++) {
                    commit.add(site.ccdExposure(exposure, detector));
                }
            }
            commits.add(commit);
        }
        return commits;
    }

    private static void empty(LedgerBenchSite site) throws SQLException {
        site.database.write(handle -> handle.execute("truncate cdb_lsstcam.ccdexposure cascade"));
        site.database.write(handle -> handle.execute("truncate platebook.journal"));
        site.database.write(handle -> handle.execute("truncate platebook.journal_record"));
        try (var connection = connect(site);
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    private static Connection connect(LedgerBenchSite site) throws SQLException {
        var to = site.database.settings();
        return DriverManager.getConnection(to.url(), to.user(), to.password());
    }

    private static List<byte[]> copiesOut(LedgerBenchSite site) throws SQLException, IOException {
        var copies = new ArrayList<byte[]>();
        try (var connection = connect(site)) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (int first = 1; first <= EXPOSURES; first += EXPOSURES_A_COMMIT) {
                var bytes = new ByteArrayOutputStream();
                copy.copyOut(
                        """
                        copy (select * from cdb_lsstcam.ccdexposure
                            where exposure_id >= %d and exposure_id < %d) to stdout (format binary)
                        """
                                .formatted(first, first + EXPOSURES_A_COMMIT),
                        bytes);
                copies.add(bytes.toByteArray());
            }
        }
        return copies;
    }

    private static void copyIn(LedgerBenchSite site, List<byte[]> copies)
            throws SQLException, IOException {
        try (var connection = connect(site)) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var bytes : copies) {
                copy.copyIn(
                        "copy cdb_lsstcam.ccdexposure from stdin (format binary)",
                        new ByteArrayInputStream(bytes));
            }
        }
    }

    private static void exposures(LedgerBenchSite site) {
        var millis = new double[TIMED_EXPOSURES];
        for (int i = -WARM_EXPOSURES; i < TIMED_EXPOSURES; i++) {
            var records = exposure(site, 10_000L + i);
            long begun = System.nanoTime();
            site.ledger.write(LedgerBenchSite.HEADERS, records);
            if (i >= 0) {
                millis[i] = seconds(begun) * 1000;
            }
        }
        Arrays.sort(millis);
        IO.println(
                "one exposure (1 + 205 + 1 + 205 rows and its header), committed: median %.1f ms, 95%% within %.1f ms"
                        .formatted(Times.median(millis), millis[(int) (TIMED_EXPOSURES * 0.95)]));
    }

    private static List<TableRecord> exposure(LedgerBenchSite site, long id) {
        var records = new ArrayList<TableRecord>();
        records.add(site.exposure(id));
        records.add(site.visit(id));
        for (int detector = 0; detector < LedgerBenchSite.DETECTORS; detector++) {
            records.add(site.ccdExposure(id, detector));
            records.add(site.ccdVisit(id, detector));
        }
        records.add(site.header(id));
        return records;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / NANOS;
    }
}
