package org.platebook.store.ledger;

import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.store.change.Changes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * Writes what can be written of Records that come from a stream, in their order; each that
     * cannot goes to the quarantine with its reason, and stands in the way of no other.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer; offering
     *     all of them again is safe
     * @throws org.platebook.model.failure.Uncertain when the answer to a commit was lost; the same
     */
    Offered offer(Provenance provenance, List<TableRecord> records);

    /**
     * What became of Records that were offered.
     *
     * @param report what was written
     * @param quarantined how many Records went to the quarantine
     */
    record Offered(WriteReport report, int quarantined) {}

    /**
     * Tries once more to write what is in the quarantine, in the order in which it came. What
     * cannot be written, or would overwrite what was written since, stays there.
     *
     * @return what was written, and how many Records stay
     */
    default Offered replayQuarantine() {
        return replayQuarantine(Map.of(), "");
    }

    /**
     * The same, leaving out columns: those that are there no more, or whose values can never be
     * right. Which were left out of a Record, and who said so, is kept with it.
     *
     * @param leftOut table to the names of its columns
     * @param by who decided it
     */
    Offered replayQuarantine(Map<TableName, Set<String>> leftOut, String by);

    /**
     * Decides that Records in the quarantine will never be written; they stay there, with the
     * reason, and are tried no more.
     *
     * @param by who decided it
     * @throws org.platebook.model.failure.Refused quarantine.reason when the reason is blank
     * @throws org.platebook.model.failure.Missing quarantine.record when one of them does not wait
     *     there; then none is discarded
     */
    void discardQuarantined(Set<UUID> records, String by, String why);

    /**
     * Applies all that the journal holds of a table, in order and in one transaction: a table that
     * was lost is made anew, one that was not ends as it was. Values of columns that were dropped
     * or retyped since, which cannot hold them, are left out.
     *
     * @return how many Records were applied
     */
    long replay(TableName table);

    /**
     * Runs reads and writes in one transaction.
     *
     * @param work is run again from the start when the transaction met another one, so it must not
     *     act on anything but its scope
     */
    <R> R transact(Provenance provenance, Function<Scope, R> work);

    /**
     * Runs reads and writes in one transaction, once: the same request again, from the same user
     * and with the same key, does nothing and gets the answer that it got before.
     *
     * @param key what the caller calls the request
     * @param digest stands for all that is asked; the same key with another one is refused
     * @param work as for {@link #transact}; what it returns is kept
     * @throws org.platebook.model.failure.Refused request.key when the key stood for another
     *     request
     */
    String once(Provenance provenance, String key, String digest, Function<Scope, String> work);

    /**
     * A Record as it was accepted.
     *
     * @param record the Record; a moment is to the microsecond, a number as its column holds it
     * @param provenance where it came from
     */
    record Found(TableRecord record, Provenance provenance) {}

    /** Looks up a Record that was accepted. */
    Optional<Found> find(UUID recordId);

    /** What this Ledger changes from now on, and, where it listens, what others change. */
    Changes changes();
}
