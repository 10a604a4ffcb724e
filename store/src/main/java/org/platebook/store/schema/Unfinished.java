package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.sql.SqlText;

import java.util.Set;

/**
 * Compares a schema with the database, and puts what is not finished onto the list: indexes that
 * are not there or not valid, unique constraints that are not there, constraints that were not
 * validated.
 */
final class Unfinished {

    private static final String VALID_INDEXES =
            """
            select c.relname
            from pg_index i
            join pg_class c on c.oid = i.indexrelid
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = :schema and i.indisvalid
            """;

    private static final String UNIQUE =
            """
            select conname from pg_constraint
            join pg_namespace n on n.oid = connamespace
            where n.nspname = :schema and contype = 'u'
            """;

    private static final String NOT_VALIDATED =
            """
            select conname from pg_constraint
            join pg_namespace n on n.oid = connamespace
            where n.nspname = :schema and not convalidated and conparentid = 0
            """;

    private static final String WANT =
            """
            insert into platebook.work (schema_name, table_name, kind, object_name)
            values (:schema, :table, :kind, :name)
            on conflict do nothing
            """;

    private final Handle handle;
    private final Schema schema;

    Unfinished(Handle handle, Schema schema) {
        this.handle = handle;
        this.schema = schema;
    }

    /**
     * Lists what is missing and is not on the list yet.
     *
     * @return how many entries are new
     */
    int list() {
        var valid = names(VALID_INDEXES);
        var unique = names(UNIQUE);
        var open = names(NOT_VALIDATED);
        int added = 0;
        for (var table : schema.tables()) {
            for (var index : table.indexes()) {
                if (!valid.contains(SqlText.stored(index.name()))) {
                    added += want(table, WorkItem.Kind.INDEX, index.name());
                }
            }
            for (var constraint : table.constraints()) {
                var name = SqlText.stored(constraint.name());
                if (open.contains(name)) {
                    added += want(table, WorkItem.Kind.VALIDATION, name);
                } else if (constraint instanceof Constraint.Unique
                        && !table.isView()
                        && !unique.contains(name)) {
                    added += want(table, WorkItem.Kind.UNIQUE, name);
                }
            }
        }
        return added;
    }

    private int want(Table table, WorkItem.Kind kind, String name) {
        return handle.createUpdate(WANT)
                .bind("schema", SqlText.stored(schema.name()))
                .bind("table", SqlText.stored(table.name()))
                .bind("kind", kind.word())
                .bind("name", SqlText.stored(name))
                .execute();
    }

    private Set<String> names(String query) {
        return handle.createQuery(query)
                .bind("schema", SqlText.stored(schema.name()))
                .mapTo(String.class)
                .set();
    }
}
