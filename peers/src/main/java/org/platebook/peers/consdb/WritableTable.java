package org.platebook.peers.consdb;

import org.platebook.http.access.TableSources;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that clients write, one row for each observation.
 *
 * @param name its name
 * @param table what its schema says of it
 * @param idColumn the column that holds the number of the observation
 */
record WritableTable(TableName name, Table table, String idColumn) {

    /** The one that a table has first is the number of its observations. */
    private static final List<String> ID_COLUMNS =
            List.of("ccdvisit_id", "visit_id", "ccdexposure_id", "exposure_id");

    private static final List<String> IDENTITY = List.of("day_obs", "seq_num", "detector");

    /**
     * A table in which an observation may be known.
     *
     * @param table name of the table
     * @param idColumn the column that holds its number
     */
    record Known(String table, String idColumn) {}

    /** Whether it has one row for each observation. */
    static boolean isOne(Table table) {
        var idColumn = idColumn(table);
        return !table.isView()
                && idColumn.isPresent()
                && !table.primaryKey().isEmpty()
                && table.primaryKey().stream()
                        .allMatch(key -> idColumn.get().equals(key) || IDENTITY.contains(key));
    }

    private static Optional<String> idColumn(Table table) {
        return ID_COLUMNS.stream().filter(id -> table.column(id).isPresent()).findFirst();
    }

    static WritableTable of(TableName name, Table table) {
        return new WritableTable(name, table, idColumn(table).orElseThrow());
    }

    /** Of day_obs, seq_num and detector those that it has. */
    List<String> identity() {
        return IDENTITY.stream().filter(column -> table.column(column).isPresent()).toList();
    }

    /** The tables that its observations are known from, the nearest first. */
    List<Known> parents() {
        return switch (idColumn) {
            case "ccdvisit_id" ->
                    List.of(
                            new Known("ccdvisit1", idColumn),
                            new Known("ccdexposure", "ccdexposure_id"));
            case "visit_id" ->
                    List.of(new Known("visit1", idColumn), new Known("exposure", "exposure_id"));
            case "ccdexposure_id" -> List.of(new Known("ccdexposure", idColumn));
            default -> List.of(new Known("exposure", idColumn));
        };
    }

    /** Whether its rows are what makes observations known. */
    boolean isRoot() {
        return name.schema().startsWith("cdb_")
                && parents().getFirst().table().equals(name.table());
    }

    /** What ConsDB calls an observation that is not known. */
    String unknown() {
        return idColumn.startsWith("ccd") ? "ccdexposure_id" : "exposure_id";
    }

    /** Columns that a new row must name. */
    Set<String> mandatory() {
        return table.columns().stream()
                .filter(column -> !column.nullable() && column.value() == null)
                .filter(column -> !column.autoincrement())
                .map(Column::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    String source() {
        var source = table.notes().source();
        return source == null ? TableSources.NOBODY : source;
    }
}
