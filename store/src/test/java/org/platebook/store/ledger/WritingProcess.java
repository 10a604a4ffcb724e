package org.platebook.store.ledger;

import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.ccd;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.platebook.model.record.TableRecord;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;

import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that writes exposures with their detectors until it is killed. */
final class WritingProcess {

    static final int DETECTORS = 60;
    static final int DAY = 20_260_115;

    private WritingProcess() {}

    /** Argument: JDBC URL. Prints the number of each exposure that was acknowledged. */
    public static void main(String[] arguments) {
        var database = Database.open(DatabaseSettings.of(arguments[0], "postgres", null));
        var ledger = new PostgresLedger(database, LedgerFixture::ensure);
        for (int id = 1; ; id++) {
            ledger.write(HEADERS, records(id));
            IO.println(id);
        }
    }

    /** One exposure with its detectors. */
    static List<TableRecord> records(int id) {
        var records = new ArrayList<TableRecord>();
        records.add(exposure(id, "day_obs", DAY, "name", "e" + id));
        for (int detector = 0; detector < DETECTORS; detector++) {
            records.add(
                    ccd(
                            DAY,
                            (long) id * DETECTORS + detector,
                            "exposure_id",
                            id,
                            "detector",
                            detector));
        }
        return records;
    }
}
