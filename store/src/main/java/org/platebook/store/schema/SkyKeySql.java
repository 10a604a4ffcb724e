package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.qualified;
import static org.platebook.store.sql.SqlText.quoted;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements that give tables their {@link SkyKey}s. A table that has rows already gets the
 * column with the value "not yet known" (−1), for which PostgreSQL need not write a row anew; a
 * trigger fills it from then on, and {@link SkyKeyFill} for the rows there are.
 */
final class SkyKeySql {

    static final String TRIGGER = "_sky_keys";

    private static final String FOUND =
            """
            select count(*)
            from pg_attribute a
            join pg_trigger t on t.tgrelid = a.attrelid and t.tgname = '_sky_keys'
            where a.attrelid = to_regclass(:table)
              and a.attname = any (string_to_array(:columns, ','))
              and not a.attisdropped
            """;

    private SkyKeySql() {}

    /** Whether a table of the schema lacks a key that it should have. */
    static boolean isMissing(Handle handle, Schema schema) {
        return schema.tables().stream().anyMatch(table -> isMissing(handle, schema, table));
    }

    private static boolean isMissing(Handle handle, Schema schema, Table table) {
        var columns = SkyKey.of(table).stream().map(SkyKey::column).toList();
        return !columns.isEmpty()
                && handle.createQuery(FOUND)
                                .bind("table", qualified(schema, table))
                                .bind("columns", String.join(",", columns))
                                .mapTo(Integer.class)
                                .one()
                        < columns.size();
    }

    /**
     * What gives the tables of a schema the keys that they should have, and takes those that they
     * no longer need; the same again changes nothing.
     *
     * @param before the schema as it is installed; null where it is not
     */
    static List<String> statements(Schema schema, @Nullable Schema before) {
        var statements = new ArrayList<String>();
        for (var table : schema.tables()) {
            var old = Optional.ofNullable(before).flatMap(one -> one.table(table.name()));
            var had = old.map(SkyKey::of).orElse(List.of());
            var keys = SkyKey.of(table);
            var name = qualified(schema, table);
            if (keys.isEmpty() && !had.isEmpty()) {
                statements.add("drop trigger if exists %s on %s".formatted(TRIGGER, name));
                statements.add("drop function if exists %s()".formatted(function(schema, table)));
            }
            had.stream()
                    .filter(key -> !keys.contains(key))
                    .forEach(key -> statements.add(drop(name, key)));
            keys.forEach(key -> statements.add(add(name, key)));
            if (!keys.isEmpty()) {
                statements.add(function(schema, table, keys));
                statements.add(
                        """
                        create or replace trigger %s before insert or update on %s
                        for each row execute function %s()"""
                                .formatted(TRIGGER, name, function(schema, table)));
            }
            if (old.isEmpty()) {
                keys.forEach(key -> statements.add(TableSql.createIndex(name, key.index(table))));
            }
        }
        return statements;
    }

    private static String add(String table, SkyKey key) {
        return "alter table %s add column if not exists %s bigint default -1"
                .formatted(table, quoted(key.column()));
    }

    private static String drop(String table, SkyKey key) {
        return "alter table %s drop column if exists %s".formatted(table, quoted(key.column()));
    }

    private static String function(Schema schema, Table table) {
        return quoted(schema.name()) + "." + quoted("_" + table.name() + TRIGGER);
    }

    /** A key is computed when its region comes or changes, and where it is not yet known. */
    private static String function(Schema schema, Table table, List<SkyKey> keys) {
        var steps =
                keys.stream()
                        .map(
                                key ->
                                        """
                                            if tg_op = 'INSERT' or new.%1$s = -1 or %2$s then
                                                new.%1$s := %3$s(%4$s);
                                            end if;
                                        """
                                                .formatted(
                                                        quoted(key.column()),
                                                        key.columns().stream()
                                                                .map(SkyKeySql::isOther)
                                                                .collect(
                                                                        Collectors.joining(" or ")),
                                                        key.function(),
                                                        key.columns().stream()
                                                                .map(c -> "new." + quoted(c))
                                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining());
        return """
        create or replace function %s() returns trigger language plpgsql as $sky$
        begin
        %s    return new;
        end
        $sky$"""
                .formatted(function(schema, table), steps);
    }

    private static String isOther(String column) {
        return "new.%1$s is distinct from old.%1$s".formatted(quoted(column));
    }
}
