package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads and writes within one transaction; for one thread, and only until the work returns. */
public interface Scope {

    /** Waits until no other transaction holds this name, and holds it until this one ends. */
    void lock(String name);

    /** Reads what is stored, this transaction's own writes included. */
    <R> R read(Function<Handle, R> query);

    /** Writes Records as {@link Ledger#write} does; they become visible to others at the end. */
    WriteReport write(List<TableRecord> records);

    /**
     * Holds a row until the transaction ends, and tells what made it what it is.
     *
     * @param key all key columns of the table with their values
     * @return empty where there is no such row
     */
    Optional<RowVersion> version(TableName table, Map<String, Value> key);

    /**
     * Gives a table that has neither rows nor history a past: what was known of it before, in
     * another form.
     *
     * @param table the table
     * @param past what was known when, the earliest first
     * @throws org.platebook.model.failure.Refused ledger.past when the table has rows or a history
     */
    void recall(TableName table, List<PastWrite> past);

    /**
     * Takes one row away: gone from the present, and there in the past.
     *
     * @param key all key columns of the table with their values
     * @return whether the row was there
     */
    boolean withdraw(TableName table, Map<String, Value> key);
}
