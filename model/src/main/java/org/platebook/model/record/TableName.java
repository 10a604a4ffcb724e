package org.platebook.model.record;

/**
 * Names one table.
 *
 * @param schema as in "cdb_lsstcam"
 * @param table as in "exposure"
 */
public record TableName(String schema, String table) {

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
