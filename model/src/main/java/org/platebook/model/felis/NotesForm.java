package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what Platebook's own annotations say of a table. */
final class NotesForm {

    private static final Set<String> KNOWN =
            Set.of("source", "level", "first", "visibility", "partition", "view", "rows", "valid");

    private final Fields fields;
    private final FelisProblems problems;
    private final Visibility otherwise;

    NotesForm(YamlTree.Mapping mapping, Visibility otherwise, FelisProblems problems) {
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
        var valid = fields.mapping("valid");
        if (view != null && valid != null) {
            fields.problem("valid", "a view holds for the ranges that its tables hold for");
        }
        var level = fields.text("level");
        var isFirst = Boolean.TRUE.equals(fields.flag("first"));
        if (isFirst && (level == null || view != null)) {
            fields.problem("first", "the first table of a level is a stored table with a level");
        }
        return new TableNotes(
                fields.text("source"),
                level,
                isFirst,
                visibility == null ? otherwise : visibility,
                partition == null
                        ? null
                        : new PartitioningForm(partition, problems).read(columns, primaryKey),
                view,
                rows == null ? null : new RowRulesForm(rows, columns, problems).read(),
                valid == null ? null : valid(valid, columns, primaryKey));
    }

    /** The first of the range and what it is per make the key, so that a range can be divided. */
    private ValidRange valid(
            YamlTree.Mapping mapping, List<Column> columns, List<String> primaryKey) {
        var valid = new Fields(mapping, problems);
        valid.only(Set.of("first", "last", "per"));
        var first = valid.requiredText("first");
        var last = valid.requiredText("last");
        var per = valid.texts("per").stream().map(YamlTree.Scalar::text).toList();
        var types = new HashMap<String, Datatype>();
        columns.forEach(column -> types.put(column.name(), column.datatype()));
        var type = types.get(first);
        boolean isRange =
                (type == Datatype.LONG || type == Datatype.TIMESTAMP) && type == types.get(last);
        if (!isRange) {
            valid.problem(
                    "first",
                    "a range goes from one long or timestamp column to another of the same type;"
                            + " \"%s\" to \"%s\" does not".formatted(first, last));
        }
        var key = new HashSet<>(per);
        key.add(first);
        if (!key.equals(Set.copyOf(primaryKey))) {
            valid.problem("per", "the primary key must be %s, not %s".formatted(key, primaryKey));
        }
        return new ValidRange(first, last, per);
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
}
