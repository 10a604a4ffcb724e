package org.platebook.peers.consdb;

import org.platebook.http.access.TableSources;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.sql.LevelSql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that clients write, one row for each observation.
 *
 * @param name its name
 * @param table what its schema says of it
 * @param number what it has the number of
 */
record WritableTable(TableName name, Table table, ColumnRole number) {

    /** The one that a table has first is the number of its observations. */
    private static final List<ColumnRole> NUMBERS =
            List.of(
                    ColumnRole.CCDVISIT_ID,
                    ColumnRole.VISIT_ID,
                    ColumnRole.CCDEXPOSURE_ID,
                    ColumnRole.EXPOSURE_ID);

    private static final List<ColumnRole> IDENTITY =
            List.of(ColumnRole.DAY_OBS, ColumnRole.SEQ_NUM, ColumnRole.DETECTOR);

    /**
     * Where an observation may be known: the first table of a level.
     *
     * @param number the role of the column that holds its number
     */
    record Known(Level level, ColumnRole number) {}

    /** Whether it has one row for each observation. */
    static boolean isOne(Table table) {
        return !table.isView()
                && !table.primaryKey().isEmpty()
                && numberOf(table)
                        .filter(
                                number ->
                                        table.primaryKey().stream()
                                                .allMatch(key -> isOf(table, number, key)))
                        .isPresent();
    }

    private static boolean isOf(Table table, ColumnRole number, String key) {
        return Stream.concat(Stream.of(number), IDENTITY.stream())
                .flatMap(role -> table.column(role).stream())
                .anyMatch(column -> column.name().equals(key));
    }

    /** What a table has the number of. */
    static Optional<ColumnRole> numberOf(Table table) {
        return NUMBERS.stream().filter(role -> table.column(role).isPresent()).findFirst();
    }

    static WritableTable of(TableName name, Table table) {
        return new WritableTable(name, table, numberOf(table).orElseThrow());
    }

    /** The column that holds the number of the observation. */
    String idColumn() {
        return table.name(number);
    }

    /** Of day_obs, seq_num and detector those that it has. */
    List<ColumnRole> identity() {
        return IDENTITY.stream().filter(role -> table.column(role).isPresent()).toList();
    }

    /** Where its observations are known from, the nearest first. */
    List<Known> parents() {
        var exposures = new Known(Level.EXPOSURE, ColumnRole.EXPOSURE_ID);
        var detectors = new Known(Level.EXPOSURE_DETECTOR, ColumnRole.CCDEXPOSURE_ID);
        return switch (number) {
            case CCDVISIT_ID -> List.of(new Known(Level.VISIT_DETECTOR, number), detectors);
            case VISIT_ID -> List.of(new Known(Level.VISIT, number), exposures);
            case CCDEXPOSURE_ID -> List.of(detectors);
            default -> List.of(exposures);
        };
    }

    /** Whether its rows are what makes observations known. */
    boolean isRoot(Schema schema) {
        return isFirst(schema, parents().getFirst().level());
    }

    /** Whether its rows make visits. */
    boolean definesVisits(Schema schema) {
        return isFirst(schema, Level.EXPOSURE) || isFirst(schema, Level.EXPOSURE_DETECTOR);
    }

    private boolean isFirst(Schema schema, Level level) {
        return schema.levels()
                .find(level)
                .filter(first -> LevelSql.of(schema).name(first).equals(name))
                .isPresent();
    }

    /** What ConsDB calls an observation that is not known. */
    String unknown() {
        return number == ColumnRole.CCDVISIT_ID || number == ColumnRole.CCDEXPOSURE_ID
                ? WireNames.DETECTOR
                : WireNames.EXPOSURE;
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
