package org.platebook.store.ledger;

import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableRecord;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The one door for writes: Records are checked against the installed schema, kept in the journal
 * and applied, all in one transaction. May be used by many threads.
 */
public interface Ledger {

    /**
     * Writes Records, all of them or none.
     *
     * <p>A Record sets the columns that it names and leaves the others as they are; a Record whose
     * id was written before changes nothing. Writing the same Records again after {@link
     * org.platebook.model.failure.Uncertain} is therefore safe.
     *
     * @return what became of them, table by table
     * @throws org.platebook.model.failure.Refused naming every problem of every Record: table, row
     *     key, column, value and rule
     * @throws org.platebook.model.failure.Unreachable when the database does not answer; nothing is
     *     written
     * @throws org.platebook.model.failure.Uncertain when the commit was sent and its answer lost
     */
    WriteReport write(Provenance provenance, List<TableRecord> records);

    /**
     * Runs reads and writes in one transaction.
     *
     * @param work is run again from the start when the transaction met another one, so it must not
     *     act on anything but its scope
     */
    <R> R transact(Provenance provenance, Function<Scope, R> work);

    /**
     * A Record as it was accepted.
     *
     * @param record the Record; a moment is to the microsecond, a number as its column holds it
     * @param provenance where it came from
     */
    record Found(TableRecord record, Provenance provenance) {}

    /** Looks up a Record that was accepted. */
    Optional<Found> find(UUID recordId);

    /** What this Ledger changes from now on. */
    Changes changes();
}
