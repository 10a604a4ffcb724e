package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what Platebook's own annotations say of a table. */
final class NotesForm {

    private static final Set<String> KNOWN =
            Set.of("source", "level", "visibility", "partition", "view", "rows");
    private static final String MONTH = "month";

    private final Fields fields;
    private final Problems problems;
    private final Visibility otherwise;

    NotesForm(YamlTree.Mapping mapping, Visibility otherwise, Problems problems) {
        this.fields = new Fields(mapping, problems);
        this.problems = problems;
        this.otherwise = otherwise;
    }

    TableNotes read(List<Column> columns, List<String> primaryKey) {
        fields.only(KNOWN);
        var visibility = visibility(fields);
        var view = fields.text("view");
        if (view != null && view.contains(";")) {
            fields.problem("view", "a view is one query, without semicolons");
        }
        var partition = fields.mapping("partition");
        var rows = fields.mapping("rows");
        if (view != null && rows != null) {
            fields.problem("rows", "a view shows the rows that its tables show");
        }
        return new TableNotes(
                fields.text("source"),
                fields.text("level"),
                visibility == null ? otherwise : visibility,
                partition == null ? null : partitionedBy(partition, columns, primaryKey),
                view,
                rows == null ? null : new RowRulesForm(rows, columns, problems).read());
    }

    /** The visibility that the annotations state; null where they state none. */
    static @Nullable Visibility visibility(Fields fields) {
        var text = fields.text("visibility");
        if (text == null) {
            return null;
        }
        for (var visibility : Visibility.values()) {
            if (visibility.name().toLowerCase(Locale.ROOT).equals(text)) {
                return visibility;
            }
        }
        fields.problem(
                "visibility",
                "visibility \"%s\" must be one of %s"
                        .formatted(
                                text,
                                Arrays.stream(Visibility.values())
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .toList()));
        return null;
    }

    private @Nullable String partitionedBy(
            YamlTree.Mapping mapping, List<Column> columns, List<String> primaryKey) {
        var partition = new Fields(mapping, problems);
        partition.only(Set.of("by", "every"));
        var by = partition.requiredText("by");
        var every = partition.requiredText("every");
        if (!every.isEmpty() && !every.equals(MONTH)) {
            partition.problem("every", "a table is partitioned every month, not every " + every);
        }
        var isDay =
                columns.stream()
                        .anyMatch(
                                column ->
                                        column.name().equals(by)
                                                && column.datatype() == Datatype.INT);
        if (!isDay || !primaryKey.contains(by)) {
            partition.problem(
                    "by",
                    "a table is partitioned by an observing day, an int column of its primary key;"
                            + " \"%s\" is not".formatted(by));
        }
        return by;
    }
}
