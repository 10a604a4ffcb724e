package org.platebook.store.flex;

import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;

import java.util.List;
import java.util.stream.Stream;

/** What flexible metadata can be said of. */
public enum FlexLevel {
    /** An exposure. */
    EXPOSURE(Level.EXPOSURE, Level.EXPOSURE_KEY, Level.EXPOSURE_VALUE, ColumnRole.EXPOSURE_ID),
    /** A detector of an exposure. */
    CCDEXPOSURE(
            Level.EXPOSURE_DETECTOR,
            Level.DETECTOR_KEY,
            Level.DETECTOR_VALUE,
            ColumnRole.CCDEXPOSURE_ID);

    private final Level level;
    private final Level keys;
    private final Level values;
    private final ColumnRole id;

    FlexLevel(Level level, Level keys, Level values, ColumnRole id) {
        this.level = level;
        this.keys = keys;
        this.values = values;
        this.id = id;
    }

    /** The level of what the values are said of. */
    public Level level() {
        return level;
    }

    /** The role of the column whose value says which exposure or detector it is. */
    public ColumnRole id() {
        return id;
    }

    /** What observers name it by. */
    List<ColumnRole> identity() {
        return switch (this) {
            case EXPOSURE -> List.of(ColumnRole.DAY_OBS, ColumnRole.SEQ_NUM);
            case CCDEXPOSURE ->
                    List.of(ColumnRole.DAY_OBS, ColumnRole.SEQ_NUM, ColumnRole.DETECTOR);
        };
    }

    /** What names it, its number first. */
    List<ColumnRole> identityWithId() {
        return Stream.concat(Stream.of(id), identity().stream()).toList();
    }

    /** The table that holds what the values are said of. */
    public Table of(Schema schema) {
        return schema.levels().first(level);
    }

    Level valueLevel() {
        return values;
    }

    Table keys(Schema schema) {
        return schema.levels().first(keys);
    }

    Table values(Schema schema) {
        return schema.levels().first(values);
    }
}
