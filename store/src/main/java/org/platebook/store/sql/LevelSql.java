package org.platebook.store.sql;

import org.platebook.model.failure.Refused;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.FelisCode;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Levels;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL over the tables of a schema's levels, which names tables by their level and columns by their
 * role. In braces, {@code {visit}} stands for the first table of a level, {@code {visit/observers}}
 * for the table of that level that a source fills, {@code {visit:day_obs}} for the column of a role
 * in such a table.
 */
public final class LevelSql {

    private static final Pattern PLACE =
            Pattern.compile("\\{([a-z_]+(?:/[a-z_-]+)?)(?::([a-z0-9_]+))?}");

    private final Schema schema;
    private final Levels levels;
    private final Function<Table, String> tableName;
    private final UnaryOperator<String> columnName;

    private LevelSql(
            Schema schema, Function<Table, String> tableName, UnaryOperator<String> columnName) {
        this.schema = schema;
        this.levels = schema.levels();
        this.tableName = tableName;
        this.columnName = columnName;
    }

    /** With tables named with their schema. */
    public static LevelSql of(Schema schema) {
        return new LevelSql(schema, table -> SqlText.qualified(schema, table), SqlText::quoted);
    }

    /** With tables named without their schema: as the search path has them. */
    public static LevelSql inPath(Schema schema) {
        return new LevelSql(schema, table -> SqlText.quoted(table.name()), SqlText::quoted);
    }

    /** In ADQL, with quotes only where it needs them. */
    public static LevelSql adql(Schema schema) {
        var names = AdqlNames.load();
        return new LevelSql(schema, table -> names.of(schema.name(), table.name()), names::of);
    }

    /**
     * The SQL with all names filled in.
     *
     * @throws Refused schema.level, schema.role where the schema has no such table or column
     */
    public String text(String template) {
        var result = new StringBuilder();
        var places = PLACE.matcher(template);
        while (places.find()) {
            var table = table(places.group(1));
            var role = places.group(2);
            var name = role == null ? tableName.apply(table) : column(table, role);
            places.appendReplacement(result, Matcher.quoteReplacement(name));
        }
        places.appendTail(result);
        return result.toString();
    }

    /** The first table of a level, as the database names it. */
    public TableName name(Level level) {
        return name(levels.first(level));
    }

    /** A table of the schema, as the database names it. */
    public TableName name(Table table) {
        return new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
    }

    /**
     * The table that a place names, as in "visit" or "visit/observers"; empty where there is none.
     */
    public static Optional<Table> find(Schema schema, String place) {
        var parts = List.of(place.split("/", -1));
        return level(parts.getFirst())
                .flatMap(
                        level ->
                                parts.size() == 1
                                        ? schema.levels().find(level)
                                        : schema.levels().filledBy(parts.getLast(), level));
    }

    private static Optional<Level> level(String word) {
        return Arrays.stream(Level.values()).filter(one -> one.word().equals(word)).findFirst();
    }

    private Table table(String place) {
        return find(schema, place)
                .orElseThrow(
                        () ->
                                new Refused(
                                        FelisCode.SCHEMA_LEVEL,
                                        "schema %s has no table of the level %s"
                                                .formatted(schema.name(), place)));
    }

    private String column(Table table, String role) {
        return columnName.apply(
                table.name(
                        ColumnRole.named(role)
                                .orElseThrow(() -> new IllegalArgumentException(role))));
    }
}
