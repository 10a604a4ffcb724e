package org.platebook.store.history;

import org.platebook.model.record.TableName;

import java.util.List;
import java.util.Set;

/** The names under which the history of a table is kept. */
public final class HistoryNames {

    /** Hidden column of each table: the Record that made the row what it is. */
    public static final String RECORD_ID = "_record_id";

    /** Hidden column of each table: when the row became known as it is. */
    public static final String KNOWN_FROM = "_known_from";

    /** Hidden column of each table: the source of the Record. */
    public static final String SOURCE = "_source";

    /** What names of hidden columns begin with by which rows are found on the sky. */
    public static final String SKY_KEY = "_sky_";

    /** Column of closed versions: from when to when the version was what is known. */
    public static final String KNOWN = "known";

    /** Column of closed versions: the Record that ended the version. */
    public static final String ENDED_BY = "_ended_by";

    /** Column of closed versions: the source of that Record. */
    public static final String ENDED_SOURCE = "_ended_source";

    /** Columns that every version of a row has before its own, when it is read as a version. */
    public static final List<String> VERSION_COLUMNS =
            List.of("known_from", "known_until", "known_source", "known_record");

    /** Names that no table may give to a column of its own. */
    public static final Set<String> RESERVED =
            Set.of(
                    RECORD_ID,
                    KNOWN_FROM,
                    SOURCE,
                    ENDED_BY,
                    ENDED_SOURCE,
                    KNOWN,
                    "known_from",
                    "known_until",
                    "known_source",
                    "known_record");

    private static final String TRIAL_SUFFIX = "_trial";
    private static final String SCHEMA_SUFFIX = "_history";
    private static final String AS_OF_SUFFIX = "_as_of";
    private static final String CLOSED_SUFFIX = "_closed";
    private static final String AT_SUFFIX = "_at";

    private HistoryNames() {}

    /** The schema that holds the history of a schema. */
    public static String schema(String schema) {
        return schema + SCHEMA_SUFFIX;
    }

    /**
     * The schema whose tables, named as in the present, are what they were known to be at the
     * moment that a {@link org.platebook.store.database.Reader#asOf reader} goes back to.
     */
    public static String asOf(String schema) {
        return schema + AS_OF_SUFFIX;
    }

    /**
     * The schema that holds the results of trial runs, which are kept apart from a schema's own.
     */
    public static String trial(String schema) {
        return schema + TRIAL_SUFFIX;
    }

    /** The schema whose trial runs a schema holds. */
    public static String tried(String trial) {
        return trial.substring(0, trial.length() - TRIAL_SUFFIX.length());
    }

    /** Whether a schema holds results of trial runs. */
    public static boolean isTrial(String schema) {
        return schema.endsWith(TRIAL_SUFFIX);
    }

    /** Whether a schema shows the past of another. */
    public static boolean isHistory(String schema) {
        return schema.endsWith(SCHEMA_SUFFIX) || schema.endsWith(AS_OF_SUFFIX);
    }

    /** The schema whose past a schema shows; the schema itself where it shows none. */
    public static String present(String schema) {
        for (var suffix : List.of(SCHEMA_SUFFIX, AS_OF_SUFFIX)) {
            if (schema.endsWith(suffix)) {
                return schema.substring(0, schema.length() - suffix.length());
            }
        }
        return schema;
    }

    /** The table of the closed versions of a table's rows. */
    public static TableName closed(TableName table) {
        return new TableName(schema(table.schema()), table.table() + CLOSED_SUFFIX);
    }

    /** The view of all versions of a table's rows, open ones included. */
    public static TableName versions(TableName table) {
        return new TableName(schema(table.schema()), table.table());
    }

    /** The function that gives a table as it was known at a moment. */
    public static TableName at(TableName table) {
        return new TableName(schema(table.schema()), table.table() + AT_SUFFIX);
    }

    /** Whether a column is one of those that are kept beside a table's own. */
    public static boolean isHidden(String column) {
        return column.equals(RECORD_ID)
                || column.equals(KNOWN_FROM)
                || column.equals(SOURCE)
                || column.startsWith(SKY_KEY);
    }

    /** A name of the database, quoted as it stands. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quoted(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.table());
    }
}
