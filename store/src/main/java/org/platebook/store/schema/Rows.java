package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.quoted;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.schema.SchemaPlan.Step;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks whether the rows that there are keep the constraints that are added. */
final class Rows {

    private final Handle handle;
    private final Schema schema;

    Rows(Handle handle, Schema schema) {
        this.handle = handle;
        this.schema = schema;
    }

    /**
     * Looks at all new constraints on columns that were there before.
     *
     * @throws Refused schema.broken naming each that rows break, and how many
     */
    void requireKeeping(SchemaPlan plan) {
        var broken = new ArrayList<String>();
        for (var step : plan.steps()) {
            if (step instanceof Step.AddConstraint(var table, var constraint)
                    && !isNew(plan, table, constraint)) {
                var query = breaking(table, constraint);
                long rows = query == null ? 0 : count(query);
                if (rows > 0) {
                    broken.add(
                            "table %s: %s rows break constraint %s"
                                    .formatted(table.name(), rows, constraint.name()));
                }
            }
        }
        if (!broken.isEmpty()) {
            throw new Refused(
                    SchemaCode.BROKEN,
                    "schema %s is not changed, for\n%s"
                            .formatted(schema.name(), String.join("\n", broken)));
        }
    }

    private static boolean isNew(SchemaPlan plan, Table table, Constraint constraint) {
        return plan.steps().stream()
                .anyMatch(
                        step ->
                                switch (step) {
                                    case Step.AddTable(var made) ->
                                            made.name().equals(table.name())
                                                    || pointsTo(constraint, made);
                                    case Step.AddColumn(var changed, var column) ->
                                            changed.name().equals(table.name())
                                                    && mentions(constraint, column.name());
                                    default -> false;
                                });
    }

    private static boolean pointsTo(Constraint constraint, Table table) {
        return constraint instanceof Constraint.ForeignKey key
                && key.targetTable().equals(table.name());
    }

    private static boolean mentions(Constraint constraint, String column) {
        return switch (constraint) {
            case Constraint.Unique unique -> unique.columns().contains(column);
            case Constraint.ForeignKey key -> key.columns().contains(column);
            case Constraint.Check check -> check.expression().contains(column);
        };
    }

    private @Nullable String breaking(Table table, Constraint constraint) {
        var from = SqlText.qualified(schema, table);
        return switch (constraint) {
            case Constraint.Check check ->
                    "select count(*) from %s where not (%s)".formatted(from, check.expression());
            case Constraint.Unique unique ->
                    "select count(*) from (select from %1$s where (%2$s) is not null group by %2$s having count(*) > 1) as twice"
                            .formatted(from, quoted(unique.columns()));
            case Constraint.ForeignKey key ->
                    "select count(*) from %s as one where (%s) is not null and not exists (select from %s.%s as other where (%s) = (%s))"
                            .formatted(
                                    from,
                                    of("one", key.columns()),
                                    quoted(schema.name()),
                                    quoted(key.targetTable()),
                                    of("other", key.targetColumns()),
                                    of("one", key.columns()));
        };
    }

    private static String of(String alias, List<String> columns) {
        return columns.stream()
                .map(column -> alias + "." + quoted(column))
                .collect(Collectors.joining(", "));
    }

    private long count(String query) {
        handle.execute("set local search_path to %s, public".formatted(quoted(schema.name())));
        long rows = handle.createQuery(query).mapTo(Long.class).one();
        handle.execute("set local search_path to default");
        return rows;
    }
}
