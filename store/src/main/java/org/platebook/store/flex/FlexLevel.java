package org.platebook.store.flex;

import org.platebook.model.record.TableName;

import java.util.List;

/** What flexible metadata can be said of. */
public enum FlexLevel {
    /** An exposure, by its exposure_id. */
    EXPOSURE("exposure", "exposure_id", false),
    /** A detector of an exposure, by its ccdexposure_id. */
    CCDEXPOSURE("ccdexposure", "ccdexposure_id", true);

    private final String table;
    private final String idColumn;
    private final boolean ofDetector;

    FlexLevel(String table, String idColumn, boolean ofDetector) {
        this.table = table;
        this.idColumn = idColumn;
        this.ofDetector = ofDetector;
    }

    /** The table that holds what the values are said of, as in "exposure". */
    public String table() {
        return table;
    }

    /** The column of that table whose value is called obs_id here. */
    public String idColumn() {
        return idColumn;
    }

    /** Columns by which observers name what the values are said of. */
    List<String> identity() {
        return ofDetector
                ? List.of("day_obs", "seq_num", "detector")
                : List.of("day_obs", "seq_num");
    }

    TableName of(String schema) {
        return new TableName(schema, table);
    }

    TableName keys(String schema) {
        return new TableName(schema, table + "_flexdata_schema");
    }

    TableName values(String schema) {
        return new TableName(schema, table + "_flexdata");
    }
}
