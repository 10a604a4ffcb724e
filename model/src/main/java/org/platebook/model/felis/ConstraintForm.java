package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the constraints, indexes and groups of one table. */
final class ConstraintForm {

    private static final Set<String> COMMON =
            Set.of(
                    "name",
                    "@id",
                    "@type",
                    "description",
                    "votable:utype",
                    "deferrable",
                    "initially");
    private static final Set<String> ACTIONS =
            Set.of("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION");

    private final String table;
    private final Ids ids;
    private final UcdSyntax ucds;
    private final FelisProblems problems;

    ConstraintForm(String table, Ids ids, UcdSyntax ucds, FelisProblems problems) {
        this.table = table;
        this.ids = ids;
        this.ucds = ucds;
        this.problems = problems;
    }

    @Nullable Constraint constraint(YamlTree.Mapping mapping, Map<String, FileLine> others) {
        var fields = new Fields(mapping, problems);
        var name = ids.name(fields, "constraint", others);
        var id = ids.register(fields, "#" + name);
        var description = fields.text("description");
        var timing = timing(fields);
        var type = fields.requiredText("@type");
        return switch (type) {
            case "Unique" -> {
                only(fields, "columns");
                yield new Constraint.Unique(name, id, description, timing, own(fields, "columns"));
            }
            case "Check" -> {
                only(fields, "expression");
                yield new Constraint.Check(
                        name, id, description, timing, expression(fields, "expression"));
            }
            case "ForeignKey" -> {
                only(fields, "columns", "referencedColumns", "on_delete", "on_update");
                yield foreignKey(fields, name, id, description, timing);
            }
            default -> {
                fields.problem(
                        "@type",
                        "@type \"%s\" must be Unique, Check or ForeignKey".formatted(type));
                yield null;
            }
        };
    }

    Index index(YamlTree.Mapping mapping, Map<String, FileLine> others) {
        var fields = new Fields(mapping, problems);
        fields.only(
                Set.of("name", "@id", "description", "votable:utype", "columns", "expressions"));
        var name = ids.name(fields, "index", others);
        var id = ids.register(fields, "#" + name);
        if (fields.has("columns") == fields.has("expressions")) {
            problems.add(fields.place(), "an index is on columns or on expressions, never on both");
        }
        var expressions = new ArrayList<String>();
        for (var expression : fields.texts("expressions")) {
            refuseSemicolon(expression.place(), expression.text());
            expressions.add(expression.text().strip());
        }
        return new Index(
                name,
                id,
                fields.text("description"),
                fields.has("columns") ? own(fields, "columns") : List.of(),
                expressions);
    }

    ColumnGroup group(YamlTree.Mapping mapping, Map<String, FileLine> others) {
        var fields = new Fields(mapping, problems);
        fields.only(Set.of("name", "@id", "description", "votable:utype", "columns", "ivoa:ucd"));
        var name = ids.name(fields, "column group", others);
        return new ColumnGroup(
                name,
                ids.register(fields, "#%s.%s".formatted(table, name)),
                fields.text("description"),
                ColumnForm.ucd(fields, ucds),
                fields.text("votable:utype"),
                own(fields, "columns"));
    }

    /** The columns of this table that a list refers to, each once. */
    List<String> own(Fields fields, String key) {
        var names = new ArrayList<String>();
        var references = fields.texts(key);
        if (references.isEmpty()) {
            fields.problem(key, key + " must name at least one column");
        }
        for (var reference : references) {
            var name = ids.columnOf(table, reference);
            if (name != null && names.contains(name)) {
                problems.add(
                        reference.place(), "\"%s\" is there twice".formatted(reference.text()));
            } else if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private Constraint foreignKey(
            Fields fields,
            String name,
            String id,
            @Nullable String description,
            Constraint.Timing timing) {
        var columns = own(fields, "columns");
        var references = fields.texts("referencedColumns");
        if (references.size() != fields.texts("columns").size()) {
            fields.problem(
                    "referencedColumns", "columns and referencedColumns must be equally many");
        }
        var targetColumns = new ArrayList<String>();
        var targetTables = new ArrayList<String>();
        for (var reference : references) {
            var target = ids.column(reference);
            if (target != null) {
                targetColumns.add(target.column());
                if (!targetTables.contains(target.table())) {
                    targetTables.add(target.table());
                }
            }
        }
        if (targetTables.size() > 1) {
            fields.problem("referencedColumns", "must be of one table, not of " + targetTables);
        }
        return new Constraint.ForeignKey(
                name,
                id,
                description,
                timing,
                columns,
                targetTables.isEmpty() ? "" : targetTables.getFirst(),
                targetColumns,
                action(fields, "on_delete"),
                action(fields, "on_update"));
    }

    private String expression(Fields fields, String key) {
        var expression = fields.requiredText(key);
        refuseSemicolon(fields.place(key), expression);
        return expression;
    }

    private void refuseSemicolon(FileLine place, String expression) {
        if (expression.contains(";")) {
            problems.add(place, "an expression has no semicolon");
        }
    }

    private @Nullable String action(Fields fields, String key) {
        var action = fields.text(key);
        if (action != null && !ACTIONS.contains(action)) {
            fields.problem(
                    key,
                    "%s \"%s\" must be one of %s"
                            .formatted(key, action, ACTIONS.stream().sorted().toList()));
        }
        return action;
    }

    private Constraint.Timing timing(Fields fields) {
        var deferrable = Boolean.TRUE.equals(fields.flag("deferrable"));
        var initially = fields.text("initially");
        if (initially == null) {
            return deferrable ? Constraint.Timing.DEFERRABLE : Constraint.Timing.IMMEDIATE;
        }
        if (!deferrable) {
            fields.problem("initially", "only a deferrable constraint says initially");
        }
        return switch (initially.toUpperCase(Locale.ROOT)) {
            case "DEFERRED" -> Constraint.Timing.DEFERRED;
            case "IMMEDIATE" -> Constraint.Timing.DEFERRABLE;
            default -> {
                fields.problem(
                        "initially",
                        "initially \"%s\" must be IMMEDIATE or DEFERRED".formatted(initially));
                yield Constraint.Timing.DEFERRABLE;
            }
        };
    }

    private static void only(Fields fields, String... more) {
        var known = new HashSet<>(COMMON);
        known.addAll(List.of(more));
        fields.only(known);
    }
}
