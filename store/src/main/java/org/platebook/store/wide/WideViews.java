package org.platebook.store.wide;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.model.record.TableName;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The wide views of a schema, made from its description: for each level of which several tables
 * share their key, one view with all of them and what is worked out of them, and where fewer may
 * see some of it, one more for these. Nothing of a camera stands here.
 */
public final class WideViews {

    /** What the name of a wide view ends with. */
    public static final String ENDING = "_wide";

    private static final List<Visibility> AUDIENCES =
            List.of(Visibility.PUBLIC, Visibility.RIGHTS, Visibility.STAFF);

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
                && schema.tables().stream()
                        .anyMatch(base -> names(base.name()).contains(table.name()));
    }

    /** Whether a view has the name of a wide view of whatever table. */
    public static boolean isNamedSo(String view) {
        return names("").stream().anyMatch(view::endsWith);
    }

    /** Names that the wide views of a table may have, the one that shows most first. */
    public static List<String> names(String base) {
        return List.of(
                name(base, Visibility.STAFF), name(base, Visibility.RIGHTS), name(base, null));
    }

    /**
     * @param audience who alone may see it; null for the one that all may see who may see the table
     */
    static String name(String base, @Nullable Visibility audience) {
        return base
                + ENDING
                + (audience == null ? "" : "_" + audience.name().toLowerCase(Locale.ROOT));
    }

    /** The wide views of a table's level that a schema has, the one that shows most first. */
    public static List<Table> of(Schema schema, String base) {
        return names(base).stream().flatMap(name -> schema.table(name).stream()).toList();
    }

    /**
     * Where each column of a table comes from, by its name: those of a wide view from the tables of
     * its level or from formulas, those of any other table from itself. Of other views nothing is
     * known.
     */
    public static Map<String, Origin> origins(Schema schema, Table table) {
        if (table.isView()) {
            var plain = removed(schema);
            return plain.tables().stream()
                    .filter(base -> names(base.name()).contains(table.name()))
                    .flatMap(base -> all(plain, base).stream())
                    .filter(view -> view.name().equals(table.name()))
                    .findFirst()
                    .map(WideView::origins)
                    .orElse(Map.of());
        }
        var origins = new LinkedHashMap<String, Origin>();
        table.columns().forEach(column -> origins.put(column.name(), Origin.stored(table.name())));
        return origins;
    }

    /**
     * The statements that make each wide view once more as of a moment: functions beside those of
     * its tables, with the same query over what these give.
     */
    public static List<String> asOf(Schema schema) {
        var statements = new ArrayList<String>();
        for (var view : all(removed(schema))) {
            var function = qualified(HistoryNames.at(view.qualifiedName()));
            statements.add("drop function if exists %s(timestamptz)".formatted(function));
            statements.add(
                    """
                    create function %s(moment timestamptz) returns table (%s)
                    language sql stable parallel safe
                    as $at$%s$at$"""
                            .formatted(
                                    function,
                                    view.typedColumns(),
                                    view.query(name -> atMoment(schema, name))));
            statements.add(
                    "comment on function %s is '%s as it was known at a moment'"
                            .formatted(function, view.qualifiedName()));
        }
        return statements;
    }

    private static String atMoment(Schema schema, String table) {
        var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table));
        return qualified(HistoryNames.at(name)) + "($1)";
    }

    private static String qualified(TableName name) {
        return SqlText.quoted(name.schema()) + "." + SqlText.quoted(name.table());
    }

    /** Only levels that are stated: a schema that states none is left as somebody wrote it. */
    private static List<WideView> all(Schema schema) {
        var levels = schema.levels();
        return schema.tables().stream()
                .filter(table -> table.notes().level() != null && levels.isFirst(table))
                .flatMap(table -> all(schema, table).stream())
                .toList();
    }

    /**
     * A view for all who may see the table, and one more for each who may see more of the level.
     */
    private static List<WideView> all(Schema schema, Table base) {
        var views = new ArrayList<WideView>();
        for (var audience : AUDIENCES) {
            if (audience.compareTo(base.notes().visibility()) >= 0) {
                WideView.of(new SeenLevel(schema, base, audience))
                        .filter(view -> views.isEmpty() || !view.showsSameAs(views.getLast()))
                        .ifPresent(views::add);
            }
        }
        return views;
    }
}
