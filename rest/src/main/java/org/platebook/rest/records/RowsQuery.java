package org.platebook.rest.records;

import io.helidon.common.uri.UriQuery;

import org.jspecify.annotations.Nullable;
import org.platebook.model.cell.Cell;
import org.platebook.model.cell.ColumnCells;
import org.platebook.model.cell.ColumnCells.Spelling;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Column;
import org.platebook.model.record.Value;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.store.database.Role;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of a table that a request chooses by simple conditions, as a query in ADQL: what TAP
 * checks and shows, this does.
 */
final class RowsQuery {

    /** Names in the query of an address that are no columns. */
    static final Set<String> PARAMETERS = Set.of("columns", "order", "limit", "as_of", "format");

    private static final Map<String, String> COMPARISONS =
            Map.of("", "=", "ne", "<>", "gt", ">", "gte", ">=", "lt", "<", "lte", "<=");

    private final SiteTable table;
    private final List<Column> seen;
    private final UriQuery query;

    RowsQuery(SiteTable table, Role role, UriQuery query) {
        this.table = table;
        this.seen = table.columnsFor(role);
        this.query = query;
    }

    /**
     * The query.
     *
     * @throws Refused rest.column for a column that is not there, or not for the caller;
     *     rest.parameter for a value that cannot be right
     */
    String adql() {
        var columns = list("columns").map(this::columns).orElse(seen);
        var adql =
                new StringBuilder("SELECT ")
                        .append(
                                columns.stream()
                                        .map(RowsQuery::name)
                                        .collect(Collectors.joining(", ")))
                        .append(" FROM ")
                        .append(SqlText.quoted(table.name().schema()))
                        .append('.')
                        .append(SqlText.quoted(table.name().table()));
        var conditions = conditions();
        if (!conditions.isEmpty()) {
            adql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        list("order")
                .ifPresent(
                        order ->
                                adql.append(" ORDER BY ")
                                        .append(
                                                order.stream()
                                                        .map(this::order)
                                                        .collect(Collectors.joining(", "))));
        return adql.toString();
    }

    /** How many rows at most; empty for all. */
    Optional<Long> limit() {
        return first("limit")
                .map(
                        text -> {
                            if (!text.matches("\\d{1,12}")) {
                                throw wrong("limit", text, "a whole number, 0 or more");
                            }
                            return Long.valueOf(text);
                        });
    }

    private List<String> conditions() {
        var conditions = new ArrayList<String>();
        for (var name : query.names()) {
            if (!PARAMETERS.contains(name)) {
                int dot = name.indexOf('.');
                var column = column(dot < 0 ? name : name.substring(0, dot));
                var comparison = dot < 0 ? "" : name.substring(dot + 1);
                for (var text : query.all(name)) {
                    conditions.add(condition(column, name, comparison, text));
                }
            }
        }
        return conditions;
    }

    private static String condition(Column column, String name, String comparison, String text) {
        var operator = COMPARISONS.get(comparison);
        if (operator != null) {
            return name(column) + " " + operator + " " + literal(column, name, text);
        }
        return switch (comparison) {
            case "in" ->
                    Arrays.stream(text.split(",", -1))
                            .map(each -> literal(column, name, each))
                            .collect(Collectors.joining(", ", name(column) + " IN (", ")"));
            case "null" ->
                    switch (text) {
                        case "yes" -> name(column) + " IS NULL";
                        case "no" -> name(column) + " IS NOT NULL";
                        default -> throw wrong(name, text, "yes or no");
                    };
            default ->
                    throw new Refused(
                            RestCode.PARAMETER,
                            "%s: there is no comparison %s; there are gt, gte, lt, lte, ne, in and null"
                                    .formatted(name, comparison));
        };
    }

    private static String literal(Column column, String name, String text) {
        return switch (ColumnCells.of(column, Spelling.LOOSE, null).of(text)) {
            case Cell.Right(var value) -> literal(value, name, text);
            case Cell.Wrong(var rule) ->
                    throw new Refused(
                            RestCode.PARAMETER, "%s is \"%s\": it %s".formatted(name, text, rule));
        };
    }

    private static String literal(Value value, String name, String text) {
        return switch (value) {
            case Value.Whole(long whole) -> Long.toString(whole);
            case Value.Real(double real) when Double.isFinite(real) -> Double.toString(real);
            case Value.Text(String one) -> "'" + one.replace("'", "''") + "'";
            case Value.Flag(boolean flag) -> flag ? "'true'" : "'false'";
            case Value.SkyTime(var moment) -> "CAST('" + moment + "' AS TIMESTAMP)";
            default -> throw wrong(name, text, "a number, a text, a time or a truth value");
        };
    }

    private String order(String text) {
        return text.startsWith("-")
                ? name(column(text.substring(1))) + " DESC"
                : name(column(text));
    }

    private List<Column> columns(List<String> names) {
        return names.stream().map(this::column).toList();
    }

    private Column column(String name) {
        return seen.stream()
                .filter(column -> column.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        RestCode.COLUMN,
                                        "there is no column %s in %s"
                                                .formatted(name, table.name())));
    }

    private static String name(Column column) {
        return SqlText.quoted(column.name());
    }

    private Optional<List<String>> list(String name) {
        return first(name).map(text -> List.of(text.split(",", -1)));
    }

    @SuppressWarnings("NullAway") // an empty parameter is as good as none
    private Optional<String> first(String name) {
        return query.first(name).asOptional().filter(text -> !text.isEmpty());
    }

    private static Refused wrong(String name, @Nullable String value, String expected) {
        return new Refused(
                RestCode.PARAMETER, name + " is \"" + value + "\", expected " + expected);
    }
}
