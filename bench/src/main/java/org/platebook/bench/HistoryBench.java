package org.platebook.bench;

import org.platebook.model.record.TableRecord;
import org.platebook.store.ledger.History;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.TablePartitions;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeping history costs: the same rows inserted, and then changed in every column, with it and
 * without, in turns on the same server.
 */
final class HistoryBench {

    private static final int ROUNDS = 8;
    private static final int EXPOSURES = 200;
    private static final int EXPOSURES_A_COMMIT = 20;
    private static final double BAR = 1.5;

    private HistoryBench() {}

    /** What one round took, in milliseconds. */
    private record Round(double inserts, double updates) {

        double both() {
            return inserts + updates;
        }
    }

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        var folder = Files.createTempDirectory("platebook-bench");
        try (var site = new LedgerBenchSite(folder)) {
            var parents = new ArrayList<TableRecord>();
            for (int i = 1; i <= EXPOSURES; i++) {
                parents.add(site.exposure(i));
            }
            site.ledger.write(LedgerBenchSite.HEADERS, parents);
            var off = new PostgresLedger(site.database, TablePartitions::ensureAll, History.OFF);
            var kept = new ArrayList<Round>();
            var lost = new ArrayList<Round>();
            for (int round = 0; round <= ROUNDS; round++) {
                boolean keptFirst = round % 2 == 0;
                var first = round(site, keptFirst ? site.ledger : off);
                var second = round(site, keptFirst ? off : site.ledger);
                if (round > 0) {
                    kept.add(keptFirst ? first : second);
                    lost.add(keptFirst ? second : first);
                }
            }
            tell(kept, lost);
        }
    }

    private static Round round(LedgerBenchSite site, Ledger ledger)
            throws IOException, SQLException, InterruptedException {
        empty(site);
        var first = commits(site);
        var second = commits(site);
        return new Round(
                Times.once(0, _ -> write(ledger, first)),
                Times.once(0, _ -> write(ledger, second)));
    }

    private static void write(Ledger ledger, List<List<TableRecord>> commits) {
        commits.forEach(commit -> ledger.write(LedgerBenchSite.HEADERS, commit));
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

    private static void empty(LedgerBenchSite site) {
        for (var table :
                List.of(
                        "cdb_lsstcam.ccdexposure",
                        "cdb_lsstcam_history.ccdexposure_closed",
                        "platebook.journal",
                        "platebook.journal_record")) {
            site.database.write(handle -> handle.execute("truncate " + table + " cascade"));
        }
        site.database.own(handle -> handle.execute("checkpoint"));
    }

    private static void tell(List<Round> kept, List<Round> lost) {
        int rows = EXPOSURES * LedgerBenchSite.DETECTORS;
        double keptInserts = Times.median(kept.stream().mapToDouble(Round::inserts).toArray());
        double lostInserts = Times.median(lost.stream().mapToDouble(Round::inserts).toArray());
        double keptUpdates = Times.median(kept.stream().mapToDouble(Round::updates).toArray());
        double lostUpdates = Times.median(lost.stream().mapToDouble(Round::updates).toArray());
        double keptBoth = Times.median(kept.stream().mapToDouble(Round::both).toArray());
        double lostBoth = Times.median(lost.stream().mapToDouble(Round::both).toArray());
        IO.println(
                "inserts: history on %,.0f rows/s, off %,.0f rows/s, times %.2f"
                        .formatted(
                                rows / keptInserts * 1000,
                                rows / lostInserts * 1000,
                                keptInserts / lostInserts));
        IO.println(
                "changes of every column: on %,.0f rows/s, off %,.0f rows/s, times %.2f"
                        .formatted(
                                rows / keptUpdates * 1000,
                                rows / lostUpdates * 1000,
                                keptUpdates / lostUpdates));
        IO.println(
                "both: times %.2f; bar %.1f (medians of %d)"
                        .formatted(keptBoth / lostBoth, BAR, ROUNDS));
    }
}
