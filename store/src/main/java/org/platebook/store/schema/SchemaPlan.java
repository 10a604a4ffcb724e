package org.platebook.store.schema;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Index;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.SchemaVersion;
import org.platebook.model.felis.Table;
import org.platebook.model.unit.Unit;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.wide.WideViews;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How to get from the schema that is installed to the one that is wanted.
 *
 * @param steps what is done, in order; none of it loses data or refuses what was accepted before
 *     but for new constraints, which the database checks against the rows there are
 * @param harms what would be lost or refused; it is done only where somebody insists on each
 */
public record SchemaPlan(List<Step> steps, List<Harm> harms) {

    public SchemaPlan {
        steps = List.copyOf(steps);
        harms = List.copyOf(harms);
    }

    /**
     * A change that takes something away, or refuses what was accepted before.
     *
     * @param name of what it is done to, by which somebody may insist on it: "exposure" for a
     *     table, "exposure.airmass" for a column, constraint or index of one, "version" for the
     *     schema's
     * @param text what would happen, in words
     * @param steps how it is done; empty where it cannot be done whoever insists
     */
    public record Harm(String name, String text, List<Step> steps) {

        public Harm {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The same plan, which nobody carries out by mistake with a file that is older than what is
     * installed.
     */
    SchemaPlan notBack(@Nullable Schema installed, Schema wanted) {
        var from = installed == null ? null : installed.version();
        var to = wanted.version();
        if (from == null || to == null || !to.isBefore(from)) {
            return this;
        }
        var all = new ArrayList<>(harms);
        all.add(
                new Harm(
                        "version",
                        "version %s is older than %s, which is installed"
                                .formatted(to.current(), from.current()),
                        List.of(new Step.GoBack(to))));
        return new SchemaPlan(steps, all);
    }

    /** The harms that nobody insists on. */
    List<Harm> refused(Set<String> forced) {
        return harms.stream()
                .filter(harm -> harm.steps().isEmpty() || !forced.contains(harm.name()))
                .toList();
    }

    /** All steps: what is taken away, in the order of the harms, then what is added. */
    List<Step> allSteps() {
        var all = new ArrayList<Step>();
        harms.forEach(harm -> all.addAll(harm.steps()));
        all.addAll(steps);
        return all;
    }

    /** One change to the database. */
    public sealed interface Step {

        /** A new table or view. */
        record AddTable(Table table) implements Step {}

        /** A view whose query or columns changed. */
        record ReplaceView(Table before, Table table) implements Step {}

        /** A new column of a table. */
        record AddColumn(Table table, Column column) implements Step {}

        /** A column that may be null from now on. */
        record AllowNull(Table table, Column column) implements Step {}

        /** Another default for new rows. */
        record SetDefault(Table table, Column column) implements Step {}

        /** A new constraint. */
        record AddConstraint(Table table, Constraint constraint) implements Step {}

        /** A new index. */
        record AddIndex(Table table, Index index) implements Step {}

        /** An index that is no longer wanted, or not in this form. */
        record DropIndex(Index index) implements Step {}

        /** A table or view that goes, with all its rows; its history stays. */
        record DropTable(Table table) implements Step {}

        /** A column that goes; its history stays. */
        record DropColumn(Table table, Column column) implements Step {}

        /** A column that gets another type. */
        record Retype(Table table, Column before, Column column) implements Step {}

        /** A column that may no longer be null. */
        record ForbidNull(Table table, Column column) implements Step {}

        /** A constraint that goes. */
        record DropConstraint(Table table, Constraint constraint) implements Step {}

        /** A column whose values mean something else from now on; they stay as they are. */
        record Reunit(Table table, Column before, Column column) implements Step {}

        /** A description that is older than the one that is installed. */
        record GoBack(SchemaVersion version) implements Step {}
    }

    /** Compares two schemas; with none installed all tables are new. */
    public static SchemaPlan between(@Nullable Schema installed, Schema wanted) {
        var plan = new Comparison();
        for (var table : wanted.tables()) {
            var before = installed == null ? null : installed.table(table.name()).orElse(null);
            if (before == null) {
                plan.add(table);
            } else {
                plan.compare(before, table);
            }
        }
        if (installed != null) {
            installed.tables().reversed().stream()
                    .filter(before -> wanted.table(before.name()).isEmpty())
                    .forEach(plan::drop);
        }
        return plan.result();
    }

    private static final class Comparison {

        private final List<Step> tables = new ArrayList<>();
        private final List<Step> columns = new ArrayList<>();
        private final List<Step> constraints = new ArrayList<>();
        private final List<Step> indexes = new ArrayList<>();
        private final List<Step> views = new ArrayList<>();
        private final List<Harm> harms = new ArrayList<>();

        SchemaPlan result() {
            var steps = new ArrayList<>(tables);
            steps.addAll(columns);
            // keys that others point to come before what points to them
            constraints.stream().filter(step -> !pointsAway(step)).forEach(steps::add);
            constraints.stream().filter(Comparison::pointsAway).forEach(steps::add);
            steps.addAll(indexes);
            steps.addAll(views);
            return new SchemaPlan(steps, harms);
        }

        void drop(Table table) {
            if (table.isView() && WideViews.isNamedSo(table.name())) {
                views.addFirst(new Step.DropTable(table));
                return;
            }
            harm(
                    table.name(),
                    table,
                    table.isView()
                            ? "the view would be dropped"
                            : "would be dropped with all its rows",
                    new Step.DropTable(table));
        }

        void add(Table table) {
            if (table.isView()) {
                views.add(new Step.AddTable(table));
                return;
            }
            tables.add(new Step.AddTable(table));
            table.constraints().forEach(one -> addConstraint(table, one));
            table.indexes().forEach(one -> indexes.add(new Step.AddIndex(table, one)));
        }

        void compare(Table before, Table table) {
            if (before.isView() != table.isView()) {
                harm(
                        before.name(),
                        before,
                        before.isView() ? "is a view" : "is a table, not a view");
            } else if (table.isView()) {
                compareView(before, table);
            } else {
                compareTable(before, table);
            }
        }

        /** Columns of a wide view follow from those of tables, which are told themselves. */
        private void compareView(Table before, Table table) {
            var isSame =
                    Objects.equals(before.notes().view(), table.notes().view())
                            && shape(before).equals(shape(table));
            if (isSame) {
                return;
            }
            var replaced = new Step.ReplaceView(before, table);
            var lost =
                    WideViews.isNamedSo(before.name())
                            ? List.<Column>of()
                            : before.columns().stream()
                                    .filter(column -> table.column(column.name()).isEmpty())
                                    .toList();
            lost.forEach(
                    column ->
                            harm(
                                    before.name() + "." + column.name(),
                                    before,
                                    "column %s would be dropped".formatted(column.name()),
                                    replaced));
            if (lost.isEmpty()) {
                views.add(replaced);
            }
        }

        private void compareTable(Table before, Table table) {
            if (!before.primaryKey().equals(table.primaryKey())) {
                harm(
                        before.name(),
                        before,
                        "its key would change from %s to %s"
                                .formatted(before.primaryKey(), table.primaryKey()));
            }
            if (!Objects.equals(before.notes().partitioning(), table.notes().partitioning())) {
                harm(before.name(), before, "it would be partitioned another way");
            }
            if (!Objects.equals(before.notes().valid(), table.notes().valid())) {
                harm(before.name(), before, "its rows would hold for ranges of another kind");
            }
            before.columns().forEach(column -> compareColumn(before, column, table));
            table.columns().stream()
                    .filter(column -> before.column(column.name()).isEmpty())
                    .forEach(column -> addColumn(table, column));
            compareConstraints(before, table);
            compareIndexes(before, table);
        }

        private void compareColumn(Table before, Column column, Table table) {
            var wanted = table.column(column.name()).orElse(null);
            if (wanted == null) {
                harm(
                        name(before, column),
                        before,
                        "column %s would be dropped".formatted(column.name()),
                        before.primaryKey().contains(column.name())
                                ? List.of()
                                : List.of(new Step.DropColumn(before, column)));
                return;
            }
            var type = PostgresType.of(column);
            var wantedType = PostgresType.of(wanted);
            if (!type.equals(wantedType) || column.autoincrement() != wanted.autoincrement()) {
                harm(
                        name(before, column),
                        before,
                        "column %s would change its type from %s to %s"
                                .formatted(column.name(), type, wantedType),
                        before.primaryKey().contains(column.name())
                                        || column.autoincrement() != wanted.autoincrement()
                                ? List.of()
                                : List.of(new Step.Retype(table, column, wanted)));
            }
            if (column.nullable() && !wanted.nullable()) {
                harm(
                        name(before, column),
                        before,
                        "column %s could no longer be null".formatted(column.name()),
                        new Step.ForbidNull(table, wanted));
            }
            if (isOtherUnit(column.unit(), wanted.unit())) {
                harm(
                        name(before, column),
                        before,
                        "column %s would change its unit from %s to %s, and its values stay the numbers that they are"
                                .formatted(
                                        column.name(),
                                        column.unit(),
                                        Objects.requireNonNullElse(wanted.unit(), "none")),
                        new Step.Reunit(table, column, wanted));
            }
            if (!column.nullable() && wanted.nullable()) {
                columns.add(new Step.AllowNull(table, wanted));
            }
            if (!Objects.equals(column.value(), wanted.value())) {
                columns.add(new Step.SetDefault(table, wanted));
            }
        }

        /** Another spelling of a unit is none other; one that was not told before may be told. */
        private static boolean isOtherUnit(@Nullable String before, @Nullable String wanted) {
            if (before == null || before.equals(wanted)) {
                return false;
            }
            var from = Unit.of(before);
            return wanted == null || from.isEmpty() || !from.equals(Unit.of(wanted));
        }

        private void addColumn(Table table, Column column) {
            if (!column.nullable() && column.value() == null && !column.autoincrement()) {
                harm(
                        name(table, column),
                        table,
                        "new column %s is never null and has no default, so the rows there are"
                                        .formatted(column.name())
                                + " could not have it");
            }
            columns.add(new Step.AddColumn(table, column));
        }

        private void compareConstraints(Table before, Table table) {
            for (var constraint : before.constraints()) {
                var wanted =
                        table.constraints().stream()
                                .filter(one -> one.name().equals(constraint.name()))
                                .findFirst();
                if (wanted.isEmpty()) {
                    harm(
                            before.name() + "." + constraint.name(),
                            before,
                            "constraint %s would be dropped".formatted(constraint.name()),
                            new Step.DropConstraint(before, constraint));
                } else if (!meaning(wanted.get()).equals(meaning(constraint))) {
                    harm(
                            before.name() + "." + constraint.name(),
                            before,
                            "constraint %s would change".formatted(constraint.name()),
                            new Step.DropConstraint(before, constraint),
                            new Step.AddConstraint(table, wanted.get()));
                }
            }
            table.constraints().stream()
                    .filter(
                            constraint ->
                                    before.constraints().stream()
                                            .noneMatch(one -> one.name().equals(constraint.name())))
                    .forEach(constraint -> addConstraint(table, constraint));
        }

        private void compareIndexes(Table before, Table table) {
            for (var index : before.indexes()) {
                var isKept = table.indexes().stream().anyMatch(one -> isSame(one, index));
                if (!isKept) {
                    columns.add(new Step.DropIndex(index));
                }
            }
            for (var index : table.indexes()) {
                if (before.indexes().stream().noneMatch(one -> isSame(one, index))) {
                    indexes.add(new Step.AddIndex(table, index));
                }
            }
        }

        private void addConstraint(Table table, Constraint constraint) {
            constraints.add(new Step.AddConstraint(table, constraint));
        }

        private static boolean pointsAway(Step step) {
            return step instanceof Step.AddConstraint(_, var constraint)
                    && constraint instanceof Constraint.ForeignKey;
        }

        private static boolean isSame(Index one, Index other) {
            return one.name().equals(other.name())
                    && one.columns().equals(other.columns())
                    && one.expressions().equals(other.expressions());
        }

        private static List<Object> meaning(Constraint constraint) {
            return switch (constraint) {
                case Constraint.Unique unique -> List.of(unique.columns(), unique.timing());
                case Constraint.Check check -> List.of(check.expression(), check.timing());
                case Constraint.ForeignKey key ->
                        List.of(
                                key.columns(),
                                key.targetTable(),
                                key.targetColumns(),
                                String.valueOf(key.onDelete()),
                                String.valueOf(key.onUpdate()),
                                key.timing());
            };
        }

        private static List<String> shape(Table table) {
            return table.columns().stream()
                    .map(column -> column.name() + " " + PostgresType.of(column))
                    .toList();
        }

        private static String name(Table table, Column column) {
            return table.name() + "." + column.name();
        }

        private void harm(String name, Table table, String what, Step... steps) {
            harm(name, table, what, List.of(steps));
        }

        private void harm(String name, Table table, String what, List<Step> steps) {
            harms.add(new Harm(name, "table %s: %s".formatted(table.name(), what), steps));
        }
    }
}
