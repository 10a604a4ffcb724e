package org.platebook.store.wide;

import static org.platebook.store.sql.SqlText.quoted;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.TableNotes;
import org.platebook.model.record.TableName;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One wide view: the first table of a level, left-joined to the others of the level by a key that
 * each has of its own, so that it has one row for each row of the first, and the database leaves
 * out whatever a query does not ask for.
 *
 * <p>Columns keep their names, those of the first table first. A column that only says once more
 * which row it is (the same name as an earlier one, and a UCD that begins with "meta.") is left
 * out. Any other whose name is taken gets the name of its table before it, without that of the
 * first table: s_ra of visit1_quicklook becomes quicklook_s_ra. What its audience may not see is
 * left out.
 */
final class WideView {

    private static final String IDENTITY = "meta.";

    private static final Derivations DERIVATIONS = Derivations.load();

    /** What reads one value costs no more the second time. */
    private static final Pattern PLAIN = Pattern.compile("\"[^\"]+\"\\.(\"[^\"]+\"|value\\[[12]])");

    private final SeenLevel level;
    private final Table base;
    private final Map<String, List<String>> joined = new LinkedHashMap<>();
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> expressions = new LinkedHashMap<>();
    private final Map<String, String> steps = new LinkedHashMap<>();
    private final Map<String, String> derived = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private WideView(SeenLevel level) {
        this.level = level;
        this.base = level.base();
    }

    /** The view of a level; empty where there is nothing to join. */
    static Optional<WideView> of(SeenLevel level) {
        if (!level.base().primaryKey().stream().allMatch(key -> level.shows(level.base(), key))) {
            return Optional.empty();
        }
        var view = new WideView(level);
        view.take(level.base());
        for (var table : level.schema().tables()) {
            var key = view.keyOf(table);
            if (key != null) {
                view.joined.put(table.name(), key);
                view.take(table);
            }
        }
        view.workOut();
        return view.joined.isEmpty() ? Optional.empty() : Optional.of(view);
    }

    String name() {
        return WideViews.name(base.name(), isForAll() ? null : level.audience());
    }

    /** Whether all may see it who may see the first table. */
    private boolean isForAll() {
        return level.audience() == base.notes().visibility();
    }

    /** Whether it shows what another shows, and nothing else. */
    boolean showsSameAs(WideView other) {
        return columns.keySet().equals(other.columns.keySet());
    }

    TableName qualifiedName() {
        return new TableName(SqlText.stored(level.schema().name()), SqlText.stored(name()));
    }

    /** Where each column comes from. */
    Map<String, Origin> origins() {
        return Collections.unmodifiableMap(origins);
    }

    /** The columns with their types, as SQL declares them. */
    String typedColumns() {
        return columns.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + " " + PostgresType.of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The view as a table of the schema. */
    Table table() {
        var id = "#" + name();
        var index = base.tableIndex();
        return new Table(
                name(),
                id,
                "%s With all tables of its level (%s) and what is worked out of them%s."
                        .formatted(
                                Objects.requireNonNullElse(base.description(), ""),
                                String.join(", ", joined.keySet()),
                                isForAll() ? "" : ", with what fewer may see")
                        .strip(),
                null,
                index == null ? null : index + 1,
                columns.entrySet().stream()
                        .map(entry -> named(entry.getValue(), entry.getKey(), id))
                        .toList(),
                base.primaryKey(),
                List.of(),
                List.of(),
                List.of(),
                new TableNotes(
                        null,
                        base.notes().level(),
                        level.audience(),
                        null,
                        query(name -> quoted(name))));
    }

    /** The query, reading each table from what is given for its name. */
    String query(UnaryOperator<String> tables) {
        var text = new StringBuilder("select ");
        var items = new ArrayList<String>();
        columns.keySet()
                .forEach(
                        name -> {
                            var expression =
                                    expressions.containsKey(name)
                                            ? Objects.requireNonNull(expressions.get(name))
                                            : Formula.over(
                                                    Objects.requireNonNull(derived.get(name)),
                                                    tables);
                            items.add(expression + " as " + quoted(name));
                        });
        text.append(String.join(",\n    ", items));
        text.append("\nfrom %s as %s".formatted(tables.apply(base.name()), quoted(base.name())));
        joined.forEach((table, key) -> text.append(join(table, key, tables)));
        steps.forEach((name, expression) -> text.append(join(name, expression, tables)));
        return text.toString();
    }

    private String join(String table, List<String> key, UnaryOperator<String> tables) {
        var conditions =
                key.stream()
                        .map(
                                column ->
                                        "%s = %s"
                                                .formatted(
                                                        reference(table, column),
                                                        reference(base.name(), column)))
                        .collect(Collectors.joining(" and "));
        return "\nleft join %s as %s on %s"
                .formatted(tables.apply(table), quoted(table), conditions);
    }

    /**
     * A step is a query of one row ("having" without a table), so that PostgreSQL neither repeats
     * it in every column that needs it nor works it out for a query that asks for none of them, and
     * remembers it for rows that share what it is worked out of, as the detectors of a visit share
     * the Moon.
     */
    private static String join(String step, String expression, UnaryOperator<String> tables) {
        return "\nleft join lateral (select %s as value having true) as %s on true"
                .formatted(Formula.over(expression, tables), quoted(alias(step)));
    }

    private static String alias(String step) {
        return "the " + step;
    }

    /** Columns that are unique in a table of the level and that the first table has as well. */
    private @Nullable List<String> keyOf(Table table) {
        var isOther =
                !table.name().equals(base.name())
                        && !table.isView()
                        && Objects.equals(table.notes().level(), base.notes().level())
                        && level.shows(table);
        if (!isOther) {
            return null;
        }
        if (isShared(table.primaryKey())) {
            return table.primaryKey();
        }
        return table.constraints().stream()
                .filter(Constraint.Unique.class::isInstance)
                .map(one -> ((Constraint.Unique) one).columns())
                .filter(this::isShared)
                .findFirst()
                .orElse(null);
    }

    private boolean isShared(List<String> key) {
        return !key.isEmpty() && key.stream().allMatch(name -> level.shows(base, name));
    }

    private void take(Table table) {
        var isBase = table.name().equals(base.name());
        for (var column : table.columns()) {
            if (level.shows(table, column) && !saysAgain(table, column)) {
                var name = freeName(table, column);
                columns.put(name, isBase ? column : absent(column));
                expressions.put(name, reference(table.name(), column.name()));
                origins.put(name, Origin.stored(table.name()));
            }
        }
    }

    private boolean saysAgain(Table table, Column column) {
        var ucd = column.ucd();
        return columns.containsKey(column.name())
                && (joined.getOrDefault(table.name(), List.of()).contains(column.name())
                        || (ucd != null && ucd.startsWith(IDENTITY)));
    }

    private String freeName(Table table, Column column) {
        if (!columns.containsKey(column.name())) {
            return column.name();
        }
        var start = base.name() + "_";
        var shorter =
                table.name().startsWith(start)
                        ? table.name().substring(start.length())
                        : table.name();
        var name = shorter + "_" + column.name();
        return columns.containsKey(name) ? table.name() + "_" + column.name() : name;
    }

    private void workOut() {
        var known = new HashMap<>(expressions);
        var told = new HashMap<String, String>();
        columns.keySet().forEach(name -> told.put(name, name));
        var done = new HashSet<String>();
        for (var step : DERIVATIONS.steps()) {
            var expression = step.formula().expression(level, known);
            if (expression.isPresent() && done.add(step.name())) {
                known.put(step.name(), stepped(step.name(), expression.get()));
                told.put(step.name(), step.formula().told(level, told));
            }
        }
        for (var derivation : DERIVATIONS.columns()) {
            var unless = derivation.unless();
            var isThere =
                    columns.containsKey(derivation.name())
                            || (unless != null && unless.expression(level, known).isPresent());
            if (!isThere) {
                derivation
                        .formula()
                        .expression(level, known)
                        .ifPresent(
                                expression -> {
                                    columns.put(derivation.name(), derivation.column());
                                    derived.put(derivation.name(), expression);
                                    origins.put(
                                            derivation.name(),
                                            Origin.workedOut(
                                                    derivation.formula().told(level, told),
                                                    derivation.reference()));
                                });
            }
        }
        dropUnneeded();
    }

    /** What a step's name stands for: its value, worked out where it is not at hand. */
    private String stepped(String name, String expression) {
        if (PLAIN.matcher(expression).matches()) {
            return expression;
        }
        steps.put(name, expression);
        return quoted(alias(name)) + ".value";
    }

    /** Steps are dropped from the last to the first, since they build on each other. */
    private void dropUnneeded() {
        for (var name : List.copyOf(steps.keySet()).reversed()) {
            var value = quoted(alias(name)) + ".value";
            var isNeeded =
                    Stream.concat(derived.values().stream(), steps.values().stream())
                            .anyMatch(expression -> expression.contains(value));
            if (!isNeeded) {
                steps.remove(name);
            }
        }
    }

    private static String reference(String table, String column) {
        return quoted(table) + "." + quoted(column);
    }

    /** A column of a joined table, of which there may be no row. */
    private static Column absent(Column column) {
        return copy(column, column.name(), column.id(), true);
    }

    private static Column named(Column column, String name, String viewId) {
        return copy(column, name, viewId + "." + name, column.nullable());
    }

    private static Column copy(Column column, String name, String id, boolean nullable) {
        return column.draft()
                .named(name, id)
                .nullable(nullable)
                .value(null)
                .autoincrement(false)
                .columnIndex(null)
                .visibility(null)
                .column();
    }
}
