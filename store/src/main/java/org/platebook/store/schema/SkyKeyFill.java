package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.quoted;

import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.database.Database;
import org.platebook.store.sql.SqlText;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes the {@link SkyKey}s of rows that were there before their table had them, some at a time,
 * so that nobody waits; then makes the index. Queries are right at any time: a row whose key is not
 * yet known is looked at by each. The index tells that a table is done; what was interrupted is
 * done at the next start.
 */
final class SkyKeyFill {

    /** About 50,000 rows. */
    private static final int BLOCKS_AT_ONCE = 2_000;

    private static final String READY =
            """
            select c.relname
            from pg_index i
            join pg_class c on c.oid = i.indexrelid
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = :schema and i.indisvalid and strpos(c.relname, '_sky_') > 0
            """;

    private static final String LEAVES =
            """
            select c.oid::regclass::text
            from pg_class c
            where c.relkind = 'r'
              and (c.oid = cast(:table as regclass)
                  or c.oid in (select inhrelid from pg_inherits where inhparent = cast(:table as regclass)))
            order by 1
            """;

    private static final String BLOCKS =
            """
            select pg_relation_size(cast(:relation as regclass)) / current_setting('block_size')::integer
            """;

    /** Rows that somebody else is writing are left: their key is computed by that write. */
    private static final String FILL =
            """
            update %1$s set %2$s
            where ctid = any (array(
                select ctid from %1$s
                where ctid >= '(%3$s,0)' and ctid < '(%4$s,0)' and (%5$s)
                for update skip locked))
            """;

    private final Database database;
    private final LockRetries patience;

    SkyKeyFill(Database database, LockRetries patience) {
        this.database = database;
        this.patience = patience;
    }

    void fill(Schema schema) {
        var tables = schema.tables().stream().filter(one -> !SkyKey.of(one).isEmpty()).toList();
        if (tables.isEmpty()) {
            return;
        }
        var ready = ready(schema);
        for (var table : tables) {
            var open =
                    SkyKey.of(table).stream()
                            .filter(key -> !ready.contains(key.index(table).name()))
                            .toList();
            if (!open.isEmpty()) {
                fill(schema, table, open);
            }
        }
    }

    private void fill(Schema schema, Table table, List<SkyKey> keys) {
        var name = SqlText.qualified(schema, table);
        for (var leaf : texts(LEAVES, "table", name)) {
            long blocks = Long.parseLong(texts(BLOCKS, "relation", leaf).getFirst());
            for (long block = 0; block < blocks; block += BLOCKS_AT_ONCE) {
                var sql = update(leaf, keys, block);
                patience.until(() -> database.write(handle -> handle.execute(sql)));
            }
        }
        database.each(
                handle -> {
                    var finish = new Finish(handle, patience);
                    keys.forEach(key -> finish.make(schema, table, key.index(table)));
                    return keys.size();
                });
        database.write(handle -> handle.execute("analyze " + name));
    }

    /** The trigger computes what is not yet known. */
    private static String update(String leaf, List<SkyKey> keys, long block) {
        var names = keys.stream().map(key -> quoted(key.column())).toList();
        return FILL.formatted(
                leaf,
                names.stream()
                        .map(name -> "%1$s = %1$s".formatted(name))
                        .collect(Collectors.joining(", ")),
                block,
                block + BLOCKS_AT_ONCE,
                names.stream().map(name -> name + " = -1").collect(Collectors.joining(" or ")));
    }

    private Set<String> ready(Schema schema) {
        return Set.copyOf(texts(READY, "schema", SqlText.stored(schema.name())));
    }

    private List<String> texts(String query, String parameter, String value) {
        return database.write(
                handle ->
                        handle.createQuery(query)
                                .bind(parameter, value)
                                .mapTo(String.class)
                                .list());
    }
}
