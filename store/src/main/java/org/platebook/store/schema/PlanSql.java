package org.platebook.store.schema;

import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.schema.SchemaPlan.Step;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements of a plan. What would read a whole table under a lock is left for later: indexes
 * and unique constraints of tables that were there before are made, and other constraints of theirs
 * are validated, when the rest is done ({@link SchemaWork}).
 */
final class PlanSql {

    private final Schema schema;
    private final TableSql sql;
    private final List<Step> steps;
    private final Set<String> made = new HashSet<>();
    private final Set<String> later = new HashSet<>();

    PlanSql(Schema schema, SchemaPlan plan) {
        this.schema = schema;
        this.sql = new TableSql(schema);
        this.steps = plan.allSteps();
        for (var step : steps) {
            if (step instanceof Step.AddTable(var table)) {
                made.add(table.name());
            }
        }
        for (var step : steps) {
            switch (step) {
                case Step.AddIndex(var table, var index) when !made.contains(table.name()) ->
                        later.add(index.name());
                case Step.AddConstraint(var table, Constraint.Unique unique)
                        when !made.contains(table.name()) ->
                        later.add(unique.name());
                default -> {}
            }
        }
    }

    /** What is done at once, in order; views that change go first and come last. */
    List<String> statements(boolean isNew) {
        var statements = new ArrayList<String>();
        if (isNew) {
            statements.add("create schema " + SqlText.quoted(schema.name()));
        }
        statements.add(
                "set local search_path to %s, public".formatted(SqlText.quoted(schema.name())));
        steps.forEach(step -> dropped(step, statements));
        steps.forEach(step -> done(step, statements));
        statements.addAll(sql.comments(later));
        statements.add("set local search_path to default");
        return statements;
    }

    private void dropped(Step step, List<String> statements) {
        switch (step) {
            case Step.ReplaceView(var before, _) -> statements.add(sql.dropView(before));
            case Step.DropTable(var table) when table.isView() ->
                    statements.add(sql.dropView(table));
            default -> {}
        }
    }

    private void done(Step step, List<String> statements) {
        switch (step) {
            case Step.AddTable(var table) -> statements.add(sql.create(table));
            case Step.ReplaceView(_, var table) -> statements.add(sql.create(table));
            case Step.AddColumn(var table, var column) ->
                    statements.add(sql.addColumn(table, column));
            case Step.AllowNull(var table, var column) ->
                    statements.add(sql.dropNotNull(table, column));
            case Step.SetDefault(var table, var column) ->
                    statements.add(sql.setDefault(table, column));
            case Step.AddConstraint(var table, var constraint) ->
                    added(table, constraint, statements);
            case Step.AddIndex(var table, var index) -> {
                if (!later.contains(index.name())) {
                    statements.add(sql.createIndex(table, index));
                }
            }
            case Step.DropIndex(var index) -> statements.add(sql.dropIndex(index));
            case Step.DropTable(var table) -> {
                if (!table.isView()) {
                    statements.add(sql.dropTable(table));
                }
            }
            case Step.DropColumn(var table, var column) ->
                    statements.add(sql.dropColumn(table, column));
            case Step.Retype(var table, _, var column) -> statements.add(sql.retype(table, column));
            case Step.ForbidNull(var table, var column) ->
                    statements.add(sql.setNotNull(table, column));
            case Step.DropConstraint(var table, var constraint) ->
                    statements.add(sql.dropConstraint(table, constraint));
            case Step.Reunit _, Step.GoBack _ -> {
                // Comments and TAP_SCHEMA tell it; no row changes.
            }
        }
    }

    private void added(Table table, Constraint constraint, List<String> statements) {
        if (made.contains(table.name())) {
            statements.add(sql.addConstraint(table, constraint));
        } else if (!later.contains(constraint.name())) {
            statements.add(sql.addConstraintForNewRows(table, constraint));
        }
    }
}
