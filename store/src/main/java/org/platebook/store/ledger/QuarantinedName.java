package org.platebook.store.ledger;

import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads how columns and records of the quarantine are named. */
public final class QuarantinedName {

    private static final int PARTS = 3;

    private QuarantinedName() {}

    /**
     * Columns by their tables.
     *
     * @param paths as in "cdb_lsstcam.exposure.airmass"; case does not matter
     * @throws Refused quarantine.column when one is written otherwise
     */
    public static Map<TableName, Set<String>> byTable(Collection<String> paths) {
        var byTable = new HashMap<TableName, Set<String>>();
        for (var path : paths) {
            var parts = path.toLowerCase(Locale.ROOT).split("\\.", -1);
            if (parts.length != PARTS) {
                throw new Refused(
                        LedgerCode.QUARANTINE_COLUMN,
                        "a column is named with schema and table, as in cdb_lsstcam.exposure.airmass, not '%s'"
                                .formatted(path));
            }
            byTable.computeIfAbsent(new TableName(parts[0], parts[1]), _ -> new HashSet<>())
                    .add(parts[2]);
        }
        return byTable;
    }

    /**
     * The name of a record.
     *
     * @throws Missing quarantine.record when it can be none
     */
    public static UUID record(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Missing(
                    LedgerCode.QUARANTINE_RECORD,
                    "no record %s waits in the quarantine".formatted(text),
                    e);
        }
    }
}
