package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.model.felis.VotableType;
import org.platebook.store.sql.AdqlNames;
import org.platebook.store.sql.SqlText;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells in TAP_SCHEMA what of a schema may be queried (TAP 1.1, section 4). */
final class TapSchema {

    private static final String FORGET =
            """
            delete from tap_schema.schemas where schema_name = :schema
            """;

    private static final String FORGET_KEY_COLUMNS =
            """
            delete from tap_schema.key_columns p using tap_schema.keys k, tap_schema.tables t
            where p.key_id = k.key_id and t.table_name in (k.from_table, k.target_table)
                and t.schema_name = :schema
            """;

    private static final String FORGET_KEYS =
            """
            delete from tap_schema.keys k using tap_schema.tables t
            where t.table_name in (k.from_table, k.target_table) and t.schema_name = :schema
            """;

    private static final String FORGET_COLUMNS =
            """
            delete from tap_schema.columns c using tap_schema.tables t
            where t.table_name = c.table_name and t.schema_name = :schema
            """;

    private static final String FORGET_TABLES =
            """
            delete from tap_schema.tables where schema_name = :schema
            """;

    private static final String TELL_SCHEMA =
            """
            insert into tap_schema.schemas (schema_name, utype, description, visibility)
            values (:name, :utype, :description, :visibility)
            """;

    private static final String TELL_TABLE =
            """
            insert into tap_schema.tables
                (schema_name, table_name, table_type, utype, description, table_index, visibility)
            values (:schema, :name, :type, :utype, :description, :index, :visibility)
            """;

    private static final String TELL_COLUMN =
            """
            insert into tap_schema.columns
                (table_name, column_name, datatype, arraysize, xtype, size, description, utype,
                unit, ucd, indexed, principal, std, column_index, visibility)
            values (:table, :name, :datatype, :arraysize, :xtype, :size, :description, :utype,
                :unit, :ucd, :indexed, :principal, :std, :index, :visibility)
            """;

    private static final String TELL_KEY =
            """
            insert into tap_schema.keys
                (key_id, from_table, target_table, description, visibility)
            values (:key, :from, :target, :description, :visibility)
            """;

    private static final String TELL_KEY_COLUMN =
            """
            insert into tap_schema.key_columns (key_id, from_column, target_column, visibility)
            values (:key, :from, :target, :visibility)
            """;

    private static final Pattern BOUNDED = Pattern.compile("(\\d+)\\*?");

    private static final String HERE = "tap_schema.";

    private final AdqlNames names;
    private final String place;

    TapSchema(AdqlNames names) {
        this(names, "tap_schema");
    }

    /**
     * @param place the schema whose tables it is told in; they are named as those of TAP_SCHEMA
     */
    TapSchema(AdqlNames names, String place) {
        this.names = names;
        this.place = place;
    }

    private String there(String sql) {
        return sql.replace(HERE, place + ".");
    }

    /** Replaces all that is told of a schema. */
    void tell(Handle handle, Schema schema) {
        var name = SqlText.stored(schema.name());
        for (var sql :
                List.of(FORGET_KEY_COLUMNS, FORGET_KEYS, FORGET_COLUMNS, FORGET_TABLES, FORGET)) {
            handle.createUpdate(there(sql)).bind("schema", name).execute();
        }
        var tables = schema.tables().stream().filter(TapSchema::isTold).toList();
        if (tables.isEmpty()) {
            return;
        }
        handle.createUpdate(there(TELL_SCHEMA))
                .bind("name", name)
                .bind("utype", schema.utype())
                .bind("description", schema.description())
                .bind("visibility", word(leastStrict(tables)))
                .execute();
        tellTables(handle, schema, tables);
        tellColumns(handle, schema, tables);
        tellKeys(handle, schema, tables);
    }

    private void tellTables(Handle handle, Schema schema, List<Table> tables) {
        var batch = handle.prepareBatch(there(TELL_TABLE));
        for (int i = 0; i < tables.size(); i++) {
            var table = tables.get(i);
            var index = table.tableIndex();
            batch.bind("schema", SqlText.stored(schema.name()))
                    .bind("name", names.of(schema.name(), table.name()))
                    .bind("type", table.isView() ? "view" : "table")
                    .bind("utype", table.utype())
                    .bind("description", table.description())
                    .bind("index", index == null ? i + 1 : index)
                    .bind("visibility", word(table.notes().visibility()))
                    .add();
        }
        batch.execute();
    }

    private void tellColumns(Handle handle, Schema schema, List<Table> tables) {
        var batch = handle.prepareBatch(there(TELL_COLUMN));
        for (var table : tables) {
            var place = 0;
            for (var column : table.columns()) {
                place++;
                if (table.visibilityOf(column) != Visibility.INTERNAL) {
                    tellColumn(batch, schema, table, column, place);
                }
            }
        }
        batch.execute();
    }

    private void tellColumn(
            PreparedBatch batch, Schema schema, Table table, Column column, int place) {
        var type = VotableType.of(column);
        var index = column.columnIndex();
        batch.bind("table", names.of(schema.name(), table.name()))
                .bind("name", names.of(column.name()))
                .bind("datatype", type.datatype())
                .bind("arraysize", type.arraysize())
                .bind("xtype", type.xtype())
                .bind("size", size(type))
                .bind("description", column.description())
                .bind("utype", column.utype())
                .bind("unit", column.unit())
                .bind("ucd", column.ucd())
                .bind("indexed", isIndexed(table, column) ? 1 : 0)
                .bind("principal", column.principal() ? 1 : 0)
                .bind("std", column.std() ? 1 : 0)
                .bind("index", index == null ? place : index)
                .bind("visibility", word(table.visibilityOf(column)))
                .add();
    }

    private void tellKeys(Handle handle, Schema schema, List<Table> tables) {
        var keys = handle.prepareBatch(there(TELL_KEY));
        var columns = handle.prepareBatch(there(TELL_KEY_COLUMN));
        for (var table : tables) {
            for (var constraint : table.constraints()) {
                if (!(constraint instanceof Constraint.ForeignKey key)) {
                    continue;
                }
                var target = schema.table(key.targetTable()).orElseThrow();
                var visibility = target.notes().visibility().stricter(table.notes().visibility());
                if (visibility == Visibility.INTERNAL) {
                    continue;
                }
                var id = SqlText.stored(schema.name()) + "." + SqlText.stored(key.name());
                keys.bind("key", id)
                        .bind("from", names.of(schema.name(), table.name()))
                        .bind("target", names.of(schema.name(), target.name()))
                        .bind("description", key.description())
                        .bind("visibility", word(visibility))
                        .add();
                for (int i = 0; i < key.columns().size(); i++) {
                    columns.bind("key", id)
                            .bind("from", names.of(key.columns().get(i)))
                            .bind("target", names.of(key.targetColumns().get(i)))
                            .bind("visibility", word(visibility))
                            .add();
                }
            }
        }
        if (keys.size() > 0) {
            keys.execute();
            columns.execute();
        }
    }

    /** The arraysize of one dimension without its star; null where there is none. */
    private static @Nullable Integer size(VotableType type) {
        var arraysize = type.arraysize();
        if (arraysize == null) {
            return null;
        }
        var match = BOUNDED.matcher(arraysize);
        return match.matches() ? Integer.valueOf(match.group(1)) : null;
    }

    /** Whether the column leads a key or an index, or an index is on an expression of it. */
    private static boolean isIndexed(Table table, Column column) {
        if (table.isView()) {
            return false;
        }
        var leads =
                leads(table.primaryKey(), column)
                        || table.constraints().stream()
                                .anyMatch(
                                        one ->
                                                one instanceof Constraint.Unique unique
                                                        && leads(unique.columns(), column));
        var word = Pattern.compile("\\b" + Pattern.quote(column.name()) + "\\b");
        return leads
                || table.indexes().stream()
                        .anyMatch(
                                index ->
                                        leads(index.columns(), column)
                                                || index.expressions().stream()
                                                        .anyMatch(
                                                                expression ->
                                                                        word.matcher(expression)
                                                                                .find()));
    }

    private static boolean leads(List<String> columns, Column column) {
        return !columns.isEmpty() && columns.getFirst().equals(column.name());
    }

    private static boolean isTold(Table table) {
        return table.notes().visibility() != Visibility.INTERNAL;
    }

    private static Visibility leastStrict(List<Table> tables) {
        return tables.stream()
                .map(table -> table.notes().visibility())
                .min(Comparator.naturalOrder())
                .orElse(Visibility.INTERNAL);
    }

    private static String word(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }
}
