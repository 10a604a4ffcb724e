package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.literal;
import static org.platebook.store.sql.SqlText.qualified;
import static org.platebook.store.sql.SqlText.quoted;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Index;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.ValidRange;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that make the tables of one schema. */
final class TableSql {

    /** Functions whose values are boxes, which only a GiST index can search. */
    private static final List<String> BOXES = List.of("sky.bound(", "sky.point(");

    private static final int UNSIGNED_BYTE_MAX = 255;

    private final Schema schema;

    TableSql(Schema schema) {
        this.schema = schema;
    }

    String create(Table table) {
        if (table.isView()) {
            return view(qualified(schema, table), table);
        }
        var lines = new ArrayList<String>();
        table.columns().forEach(column -> lines.add(definition(column)));
        if (!table.primaryKey().isEmpty()) {
            lines.add("_record_id uuid");
            lines.add("_known_from timestamptz not null default platebook.known_from()");
            lines.add("_source text not null default platebook.write_source()");
            lines.add("primary key (" + quoted(table.primaryKey()) + ")");
        }
        var valid = table.notes().valid();
        if (valid != null) {
            lines.add(apart(table, valid));
        }
        return "create table %s (\n    %s\n)%s"
                .formatted(
                        qualified(schema, table),
                        String.join(",\n    ", lines),
                        partitioned(qualified(schema, table), table.notes().partitioning()));
    }

    /** Partitions by hash are all there from the start. */
    private static String partitioned(String name, @Nullable Partitioning partitioning) {
        return switch (partitioning) {
            case null -> "";
            case Partitioning.ByDate(var column, _) ->
                    " partition by range (" + quoted(column) + ")";
            case Partitioning.ByNumber(var column, _, _) ->
                    " partition by range (" + quoted(column) + ")";
            case Partitioning.ByHash(var column, int parts) ->
                    " partition by hash (" + quoted(column) + ")" + hashParts(name, parts);
        };
    }

    private static String hashParts(String name, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(
                        part ->
                                ";\ncreate table %s partition of %s for values with (modulus %s, remainder %s)"
                                        .formatted(
                                                name.substring(0, name.length() - 1)
                                                        + "_h"
                                                        + part
                                                        + '"',
                                                name,
                                                parts,
                                                part))
                .collect(Collectors.joining());
    }

    /** Every view once more, over the tables as they were known at the moment of the reader. */
    List<String> viewsAsOf() {
        var views = schema.tables().stream().filter(Table::isView).toList();
        if (views.isEmpty()) {
            return List.of();
        }
        var place = quoted(HistoryNames.asOf(SqlText.stored(schema.name())));
        var statements = new ArrayList<String>();
        statements.add("create schema if not exists " + place);
        statements.add("set local search_path to %s, public".formatted(place));
        for (var view : views.reversed()) {
            statements.add(
                    "drop view if exists %s.%s cascade".formatted(place, quoted(view.name())));
        }
        for (var view : views) {
            statements.add(view(place + "." + quoted(view.name()), view));
        }
        statements.add("set local search_path to default");
        return statements;
    }

    private static String view(String name, Table table) {
        return "create view %s (%s) with (security_invoker = true) as %s"
                .formatted(
                        name,
                        quoted(table.columns().stream().map(Column::name).toList()),
                        table.notes().view());
    }

    /** No two rows of one kind hold for the same number or moment. */
    private static String apart(Table table, ValidRange valid) {
        boolean counts = table.column(valid.first()).orElseThrow().datatype() == Datatype.LONG;
        var same =
                valid.per().stream()
                        .map(column -> quoted(column) + " with =, ")
                        .collect(Collectors.joining());
        return "constraint %s exclude using gist (%s%s(%s, %s, '%s') with &&)"
                .formatted(
                        quoted(table.name() + "_valid"),
                        same,
                        counts ? "int8range" : "tsrange",
                        quoted(valid.first()),
                        quoted(valid.last()),
                        counts ? "[]" : "[)");
    }

    String dropTable(Table table) {
        return "drop table " + qualified(schema, table);
    }

    String dropColumn(Table table, Column column) {
        return alter(table, "drop column " + quoted(column.name()));
    }

    String retype(Table table, Column column) {
        var type = PostgresType.of(column);
        return alter(
                table,
                "alter column %1$s type %2$s using %1$s::%2$s"
                        .formatted(quoted(column.name()), type));
    }

    String setNotNull(Table table, Column column) {
        return alter(table, "alter column " + quoted(column.name()) + " set not null");
    }

    /** It may be wanted still, and not be there yet. */
    String dropConstraint(Table table, Constraint constraint) {
        return alter(table, "drop constraint if exists " + quoted(constraint.name()));
    }

    /** Holds for new rows at once, and for those there are when it is validated. */
    String addConstraintForNewRows(Table table, Constraint constraint) {
        return addConstraint(table, constraint) + " not valid";
    }

    String validate(Table table, String constraint) {
        return alter(table, "validate constraint " + quoted(constraint));
    }

    String dropView(Table table) {
        return "drop view " + qualified(schema, table);
    }

    String addColumn(Table table, Column column) {
        return alter(table, "add column " + definition(column));
    }

    String dropNotNull(Table table, Column column) {
        return alter(table, "alter column " + quoted(column.name()) + " drop not null");
    }

    String setDefault(Table table, Column column) {
        var value = column.value();
        return alter(
                table,
                "alter column %s %s"
                        .formatted(
                                quoted(column.name()),
                                value == null
                                        ? "drop default"
                                        : "set default " + defaultValue(column, value)));
    }

    String addConstraint(Table table, Constraint constraint) {
        var condition =
                switch (constraint) {
                    case Constraint.Unique unique -> "unique (" + quoted(unique.columns()) + ")";
                    case Constraint.Check check -> "check (" + check.expression() + ")";
                    case Constraint.ForeignKey key -> foreignKey(key);
                };
        return alter(
                table,
                "add constraint %s %s%s"
                        .formatted(
                                quoted(constraint.name()), condition, timing(constraint.timing())));
    }

    String createIndex(Table table, Index index) {
        return createIndex(qualified(schema, table), index);
    }

    /** The same for one partition, or for another table of the same columns. */
    static String createIndex(String relation, Index index) {
        var isBox =
                index.expressions().stream()
                        .anyMatch(expression -> BOXES.stream().anyMatch(expression::startsWith));
        var what =
                index.expressions().isEmpty()
                        ? quoted(index.columns())
                        : "(" + String.join("), (", index.expressions()) + ")";
        return "create index %s on %s using %s (%s)"
                .formatted(quoted(index.name()), relation, isBox ? "gist" : "btree", what);
    }

    /** It may be wanted still, and not be there yet. */
    String dropIndex(Index index) {
        return "drop index if exists " + quoted(schema.name()) + "." + quoted(index.name());
    }

    /**
     * What is told of the schema, its tables, columns, constraints and indexes in the database.
     *
     * @param except constraints and indexes that are not there yet
     */
    List<String> comments(Set<String> except) {
        var comments = new ArrayList<String>();
        comments.add(comment("schema " + quoted(schema.name()), schema.description()));
        for (var table : schema.tables()) {
            var name = qualified(schema, table);
            comments.add(
                    comment((table.isView() ? "view " : "table ") + name, table.description()));
            for (var column : table.columns()) {
                comments.add(
                        comment("column " + name + "." + quoted(column.name()), meaning(column)));
            }
            if (table.isView()) {
                continue;
            }
            table.constraints().stream()
                    .filter(constraint -> !except.contains(constraint.name()))
                    .forEach(constraint -> comments.add(comment(table, constraint)));
            table.indexes().stream()
                    .filter(index -> !except.contains(index.name()))
                    .forEach(index -> comments.add(comment(index)));
        }
        return comments;
    }

    String comment(Table table, Constraint constraint) {
        return comment(
                "constraint %s on %s"
                        .formatted(quoted(constraint.name()), qualified(schema, table)),
                constraint.description());
    }

    String comment(Index index) {
        return comment(
                "index " + quoted(schema.name()) + "." + quoted(index.name()), index.description());
    }

    private static String comment(String what, @Nullable String text) {
        return "comment on %s is %s".formatted(what, text == null ? "null" : literal(text));
    }

    /** Description, unit and UCD, as in "Start of the exposure [unit: d] [ucd: time.start]". */
    static @Nullable String meaning(Column column) {
        var text = new StringBuilder();
        if (column.description() != null) {
            text.append(column.description());
        }
        if (column.unit() != null) {
            text.append(" [unit: ").append(column.unit()).append(']');
        }
        if (column.ucd() != null) {
            text.append(" [ucd: ").append(column.ucd()).append(']');
        }
        return text.isEmpty() ? null : text.toString().strip();
    }

    private String alter(Table table, String action) {
        return "alter table " + qualified(schema, table) + " " + action;
    }

    private static String definition(Column column) {
        var text = new StringBuilder(quoted(column.name()));
        text.append(' ').append(PostgresType.of(column));
        if (column.autoincrement()) {
            text.append(" generated by default as identity");
        }
        var value = column.value();
        if (value != null) {
            text.append(" default ").append(defaultValue(column, value));
        }
        if (!column.nullable()) {
            text.append(" not null");
        }
        if (column.datatype() == Datatype.BYTE && !column.isArray()) {
            text.append(
                    " check (%s between 0 and %s)"
                            .formatted(quoted(column.name()), UNSIGNED_BYTE_MAX));
        }
        return text.toString();
    }

    private static String defaultValue(Column column, String value) {
        return switch (column.datatype()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> value;
            case TIMESTAMP ->
                    value.equalsIgnoreCase("CURRENT_TIMESTAMP") || value.equalsIgnoreCase("now()")
                            ? value.toLowerCase(Locale.ROOT)
                            : literal(value);
            case CHAR, STRING, UNICODE, TEXT, BINARY -> literal(value);
        };
    }

    private String foreignKey(Constraint.ForeignKey key) {
        var text =
                new StringBuilder(
                        "foreign key (%s) references %s.%s (%s)"
                                .formatted(
                                        quoted(key.columns()),
                                        quoted(schema.name()),
                                        quoted(key.targetTable()),
                                        quoted(key.targetColumns())));
        if (key.onDelete() != null) {
            text.append(" on delete ").append(key.onDelete());
        }
        if (key.onUpdate() != null) {
            text.append(" on update ").append(key.onUpdate());
        }
        return text.toString();
    }

    static String timing(Constraint.Timing timing) {
        return switch (timing) {
            case IMMEDIATE -> "";
            case DEFERRABLE -> " deferrable";
            case DEFERRED -> " deferrable initially deferred";
        };
    }
}
