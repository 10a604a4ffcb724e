package org.platebook.rest.level;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.store.database.Role;
import org.platebook.store.sql.SqlText;
import org.platebook.store.wide.WideViews;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * All that a role may see of a row of a level, such as an exposure: the columns of the wide view of
 * its level, and those of its own table that the view leaves out.
 */
public final class LevelRow {

    private final Schema schema;
    private final Role role;
    private final Table base;

    /**
     * @param level as of exposures
     */
    public LevelRow(Schema schema, Role role, Level level) {
        this.schema = schema;
        this.role = role;
        this.base = schema.levels().first(level);
    }

    /** Every column but arrays, in order, with its value for one row. */
    public List<DescribedValue> fields(Handle handle, long id) {
        var fields = new ArrayList<DescribedValue>();
        var names = new HashSet<String>();
        for (var table : tables()) {
            var columns =
                    columns(table).stream()
                            .filter(column -> names.add(SqlText.stored(column.name())))
                            .toList();
            if (!columns.isEmpty()) {
                fields.addAll(fields(handle, table, columns, id));
            }
        }
        return List.copyOf(fields);
    }

    /**
     * The columns of these names, with their meaning and no value.
     *
     * @throws Refused rest.parameter when one of them is none, or not for this role
     */
    public Chosen chosen(List<String> names) {
        var table = tables().getFirst();
        var known = columns(table);
        var columns =
                names.stream()
                        .map(
                                name ->
                                        known.stream()
                                                .filter(
                                                        column ->
                                                                column.name()
                                                                        .equalsIgnoreCase(name))
                                                .findFirst()
                                                .orElseThrow(() -> none(table, name)))
                        .toList();
        return new Chosen(table, columns);
    }

    private Refused none(Table table, String name) {
        return new Refused(
                RestCode.PARAMETER,
                "columns has \"%s\", expected columns of %s.%s"
                        .formatted(name, schema.name(), table.name()));
    }

    /** Some columns of the rows of a level. */
    public final class Chosen {

        private final Table table;
        private final List<Column> columns;

        private Chosen(Table table, List<Column> columns) {
            this.table = table;
            this.columns = columns;
        }

        /** What they mean. */
        public List<DescribedValue> meanings() {
            var origins = WideViews.origins(schema, table);
            return columns.stream()
                    .map(
                            column ->
                                    DescribedValue.of(
                                            schema, column, origins.get(column.name()), null))
                    .toList();
        }

        /** Their values, in order, for each of these rows. */
        public Map<Long, List<@Nullable Object>> values(Handle handle, Long[] ids) {
            var values = new HashMap<Long, List<@Nullable Object>>();
            if (columns.isEmpty() || ids.length == 0) {
                return values;
            }
            handle.createQuery(
                            "select %s, %s from %s where %s = any (:ids)"
                                    .formatted(key(), list(columns), quoted(table), key()))
                    .bind("ids", ids)
                    .map(
                            (row, _) -> {
                                var of = new ArrayList<@Nullable Object>();
                                for (int i = 0; i < columns.size(); i++) {
                                    of.add(DescribedValue.value(columns.get(i), row, i + 2));
                                }
                                return values.put(row.getLong(1), of);
                            })
                    .list();
            return values;
        }
    }

    private List<DescribedValue> fields(Handle handle, Table table, List<Column> columns, long id) {
        var origins = WideViews.origins(schema, table);
        return handle.createQuery(
                        "select %s from %s where %s = :id"
                                .formatted(list(columns), quoted(table), key()))
                .bind("id", id)
                .map(
                        (row, _) -> {
                            var fields = new ArrayList<DescribedValue>();
                            for (int i = 0; i < columns.size(); i++) {
                                var column = columns.get(i);
                                fields.add(
                                        DescribedValue.of(
                                                schema,
                                                column,
                                                origins.get(column.name()),
                                                DescribedValue.value(column, row, i + 1)));
                            }
                            return fields;
                        })
                .one();
    }

    /** The wide view that shows this role most, where there is one, and the level's first table. */
    private List<Table> tables() {
        var tables = new ArrayList<Table>();
        WideViews.of(schema, base.name()).stream()
                .filter(view -> SiteTable.isSeen(view.notes().visibility(), role))
                .findFirst()
                .ifPresent(tables::add);
        tables.add(base);
        return tables;
    }

    private List<Column> columns(Table table) {
        return table.columns().stream()
                .filter(column -> !column.isArray())
                .filter(column -> SiteTable.isSeen(table.visibilityOf(column), role))
                .toList();
    }

    private String key() {
        return SqlText.quoted(base.primaryKey().getFirst());
    }

    private static String quoted(Table table) {
        return SqlText.quoted(table.name());
    }

    private static String list(List<Column> columns) {
        return SqlText.quoted(columns.stream().map(Column::name).toList());
    }
}
