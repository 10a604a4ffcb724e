package org.platebook.intake.flag;

import static org.platebook.store.sql.SqlText.quoted;

import org.platebook.model.failure.Refused;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.sql.LevelSql;

/** What marks are about. */
public enum Subject {
    EXPOSURE(Level.EXPOSURE, ColumnRole.EXPOSURE_ID),
    VISIT(Level.VISIT, ColumnRole.VISIT_ID);

    private final Level level;
    private final ColumnRole id;

    Subject(Level level, ColumnRole id) {
        this.level = level;
        this.id = id;
    }

    /** The level of what is marked. */
    public Level level() {
        return level;
    }

    /** The column of marks that says what is marked. */
    String key(Schema schema) {
        return marks(schema).name(id);
    }

    TableName flags(Schema schema) {
        return LevelSql.of(schema).name(marks(schema));
    }

    /** SQL with the names of its tables: marks, what is marked, the key of each, observing day. */
    String sql(String template, Schema schema) {
        var described = schema.levels().first(level);
        return template.formatted(
                quoted(key(schema)),
                flags(schema),
                LevelSql.of(schema).name(described),
                quoted(described.name(id)),
                quoted(described.name(ColumnRole.DAY_OBS)));
    }

    private Table marks(Schema schema) {
        return schema.levels()
                .filledBy(Flags.SOURCE, level)
                .orElseThrow(
                        () ->
                                new Refused(
                                        FlagCode.SCHEMA,
                                        "schema %s has no table for marks of the level %s"
                                                .formatted(schema.name(), level.word())));
    }
}
