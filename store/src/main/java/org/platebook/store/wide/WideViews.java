package org.platebook.store.wide;

import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The wide views of a schema, made from its description: for each level of which several tables
 * share their key, one view with all of them and what is worked out of them. Nothing of a camera
 * stands here.
 */
public final class WideViews {

    /** What the name of a wide view ends with. */
    public static final String ENDING = "_wide";

    private WideViews() {}

    /** The schema with its wide views, those that it had made anew. */
    public static Schema added(Schema schema) {
        var tables = new ArrayList<>(schema.tables());
        tables.removeIf(table -> isWide(schema, table));
        var plain = schema.with(tables);
        all(plain).forEach(view -> tables.add(view.table()));
        return schema.with(tables);
    }

    /** The schema as somebody described it, without its wide views. */
    public static Schema removed(Schema schema) {
        return schema.with(
                schema.tables().stream().filter(table -> !isWide(schema, table)).toList());
    }

    /** Whether a table is a wide view of a table of the schema. */
    public static boolean isWide(Schema schema, Table table) {
        return table.isView()
                && table.name().endsWith(ENDING)
                && schema.table(
                                table.name().substring(0, table.name().length() - ENDING.length()))
                        .isPresent();
    }

    /**
     * The query of a wide view over other forms of its tables, as over what was known at a moment.
     *
     * @param name of the view, as in "visit1_wide"
     * @param tables the SQL to read each table of the schema from, by the table's name
     * @return empty where the schema has no such view
     */
    public static Optional<String> query(Schema schema, String name, UnaryOperator<String> tables) {
        return all(removed(schema)).stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .map(view -> view.query(tables));
    }

    private static List<WideView> all(Schema schema) {
        var views = new ArrayList<WideView>();
        var levels = new ArrayList<String>();
        for (var table : schema.tables()) {
            var level = table.notes().level();
            if (level != null && !table.isView() && !levels.contains(level)) {
                levels.add(level);
                WideView.of(schema, table).ifPresent(views::add);
            }
        }
        return views;
    }
}
