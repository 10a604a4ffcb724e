package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** Reads which rows of a table each role sees. */
final class RowRulesForm {

    private static final int MOST_DAYS = 36_500;
    private static final String USUAL_DAY = "day_obs";

    private final Fields fields;
    private final FelisProblems problems;
    private final List<Column> columns;

    RowRulesForm(YamlTree.Mapping mapping, List<Column> columns, FelisProblems problems) {
        this.fields = new Fields(mapping, problems);
        this.columns = columns;
        this.problems = problems;
    }

    RowRules read() {
        fields.only(Set.of("public", "rights", "as", "by"));
        if (fields.has("as")) {
            if (fields.has("public") || fields.has("rights")) {
                fields.problem("as", "rows are seen as those of another table, or by role");
            }
            var column = fields.requiredText("by");
            requireColumn(fields, "by", column, null);
            return new RowRules.As(fields.requiredText("as"), column);
        }
        return new RowRules.ByRole(rule("public"), rule("rights"));
    }

    private RowRule rule(String role) {
        var value = fields.value(role);
        if (value instanceof YamlTree.Mapping mapping) {
            return rule(new Fields(mapping, problems));
        }
        var word = value == null ? "" : fields.text(role);
        if ("all".equals(word)) {
            return new RowRule.All();
        }
        if (!"none".equals(word)) {
            fields.problem(
                    role,
                    "%s must say which rows it sees: all, none, {days: N} or {released: COLUMN}"
                            .formatted(role));
        }
        return new RowRule.None();
    }

    private RowRule rule(Fields rule) {
        rule.only(Set.of("days", "by", "released"));
        if (rule.has("released") == rule.has("days")) {
            rule.problem("days", "a rule has either days or released");
        }
        if (rule.has("released")) {
            var column = rule.requiredText("released");
            requireColumn(rule, "released", column, Datatype.TIMESTAMP);
            return new RowRule.Released(column);
        }
        var days = rule.whole("days", 0, MOST_DAYS);
        var by = rule.has("by") ? rule.requiredText("by") : USUAL_DAY;
        requireColumn(rule, "by", by, Datatype.INT);
        return days == null ? new RowRule.None() : new RowRule.Days(days, by);
    }

    private void requireColumn(Fields at, String key, String name, @Nullable Datatype type) {
        boolean isThere =
                columns.stream()
                        .anyMatch(
                                column ->
                                        column.name().equals(name)
                                                && (type == null || column.datatype() == type));
        if (!isThere) {
            at.problem(
                    key,
                    "the table has no column \"%s\"%s"
                            .formatted(name, type == null ? "" : " of type " + type));
        }
    }
}
