package org.platebook.intake.load;

import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableRecord;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.WriteReport;

import java.util.List;

/** Writes and takes all of it back: tells what would happen. */
final class Rehearsal {

    /** Ends the transaction, so that nothing of it stays. */
    private static final class Over extends RuntimeException {

        private final transient WriteReport report;

        Over(WriteReport report) {
            super(null, null, false, false);
            this.report = report;
        }
    }

    private Rehearsal() {}

    static WriteReport of(Ledger ledger, Provenance provenance, List<TableRecord> records) {
        try {
            return ledger.transact(
                    provenance,
                    scope -> {
                        throw new Over(scope.write(records));
                    });
        } catch (Over over) {
            return over.report;
        }
    }
}
