package org.platebook.store.check;

import org.platebook.model.record.Value;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the Records of one transaction make of one row, as the journal tells. */
final class Outcome {

    private final Instant moment;
    private final String source;
    private final Set<UUID> records = new HashSet<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> untold = new HashSet<>();
    private UUID last;
    private boolean gone;
    private boolean anew;
    private boolean made;

    /**
     * @param first the first Record
     * @param moment when the transaction became known
     */
    Outcome(UUID first, Instant moment, String source) {
        this.last = first;
        this.moment = moment;
        this.source = source;
    }

    /**
     * Sets columns.
     *
     * @param named the columns with values that can still be compared
     * @param others columns that were set too, to what cannot be compared any more
     */
    void set(UUID record, Map<String, Value> named, Set<String> others) {
        add(record);
        made |= gone || records.size() == 1;
        gone = false;
        values.putAll(named);
        untold.removeAll(named.keySet());
        untold.addAll(others);
        values.keySet().removeAll(others);
    }

    /**
     * Takes the row away.
     *
     * @param key its key
     */
    void withdraw(UUID record, Map<String, Value> key) {
        add(record);
        gone = true;
        anew = true;
        values.clear();
        values.putAll(key);
        untold.clear();
    }

    private void add(UUID record) {
        records.add(record);
        last = record;
    }

    Instant moment() {
        return moment;
    }

    String source() {
        return source;
    }

    /** The newest of its Records. */
    UUID last() {
        return last;
    }

    boolean has(UUID record) {
        return records.contains(record);
    }

    Map<String, Value> values() {
        return values;
    }

    Set<String> untold() {
        return untold;
    }

    /** Whether the row is not there when the transaction ends. */
    boolean gone() {
        return gone;
    }

    /** Whether the row was taken away within the transaction, and what it was is no more. */
    boolean anew() {
        return anew;
    }

    /** Whether the transaction itself may have made the row that it took away. */
    boolean made() {
        return made;
    }
}
