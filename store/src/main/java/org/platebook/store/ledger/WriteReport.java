package org.platebook.store.ledger;

import org.platebook.model.record.TableName;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of Records, table by table, in the order in which the tables were written.
 *
 * @param tables counts of each table
 */
public record WriteReport(Map<TableName, Counts> tables) {

    /** Nothing was written. */
    public static final WriteReport EMPTY = new WriteReport(Map.of());

    /**
     * How many Records made a row, changed one, and changed nothing.
     *
     * @param inserted made a new row
     * @param updated changed at least one value of a row
     * @param unchanged said nothing new
     */
    public record Counts(long inserted, long updated, long unchanged) {

        /** Counts of no Records. */
        public static final Counts NONE = new Counts(0, 0, 0);

        /** These and others together. */
        public Counts plus(Counts other) {
            return new Counts(
                    inserted + other.inserted,
                    updated + other.updated,
                    unchanged + other.unchanged);
        }
    }

    public WriteReport {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** Counts of one table; none where it was not written. */
    public Counts of(TableName table) {
        return tables.getOrDefault(table, Counts.NONE);
    }

    /** Counts of all tables together. */
    public Counts total() {
        return tables.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    /** This report and another one together. */
    public WriteReport plus(WriteReport other) {
        var sum = new LinkedHashMap<>(tables);
        other.tables.forEach((table, counts) -> sum.merge(table, counts, Counts::plus));
        return new WriteReport(sum);
    }
}
