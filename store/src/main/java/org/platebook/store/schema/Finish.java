package org.platebook.store.schema;

import static org.platebook.store.schema.SqlText.quoted;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Index;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.database.Database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Does what reads whole tables, without keeping anybody from reading or writing them: indexes are
 * made concurrently, and constraints validated, one statement at a time. What was interrupted is
 * found and done the next time.
 */
final class Finish {

    private static final String READY_INDEXES =
            """
            select c.relname
            from pg_index i
            join pg_class c on c.oid = i.indexrelid
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = :schema and i.indisvalid
            """;

    private static final String CONSTRAINTS =
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

    private static final String PARTITIONS =
            """
            select inhrelid::regclass::text
            from pg_inherits
            where inhparent = cast(:table as regclass)
            order by 1
            """;

    private final Database database;
    private final Patience patience;
    private final List<String> done = new ArrayList<>();

    Finish(Database database, Patience patience) {
        this.database = database;
        this.patience = patience;
    }

    /** Finishes a schema, and tells by which statements. */
    List<String> finish(Schema schema) {
        var sql = new TableSql(schema);
        var ready = names(READY_INDEXES, schema);
        var unique = names(CONSTRAINTS, schema);
        for (var table : schema.tables()) {
            for (var index : table.indexes()) {
                if (!ready.contains(SqlText.stored(index.name()))) {
                    make(schema, table, index);
                    run(sql.comment(index));
                }
            }
            for (var constraint : table.constraints()) {
                if (constraint instanceof Constraint.Unique one
                        && !table.isView()
                        && !unique.contains(SqlText.stored(one.name()))) {
                    make(schema, table, one, sql);
                }
            }
        }
        var open = names(NOT_VALIDATED, schema);
        for (var table : schema.tables()) {
            for (var constraint : table.constraints()) {
                if (open.contains(SqlText.stored(constraint.name()))) {
                    run(sql.validate(table, constraint.name()));
                }
            }
        }
        return List.copyOf(done);
    }

    void make(Schema schema, Table table, Index index) {
        run("drop index if exists %s.%s".formatted(quoted(schema.name()), quoted(index.name())));
        var text = TableSql.createIndex(SqlText.qualified(schema, table), index);
        if (table.notes().partitionedBy() == null) {
            run(text.replaceFirst("create index", "create index concurrently"));
            return;
        }
        run(text.replaceFirst(" on ", " on only "));
        var number = 0;
        for (var partition : partitions(schema, table)) {
            number++;
            var part =
                    new Index(
                            index.name() + "_part" + number,
                            index.id(),
                            index.description(),
                            index.columns(),
                            index.expressions());
            run("drop index if exists %s.%s".formatted(quoted(schema.name()), quoted(part.name())));
            run(
                    TableSql.createIndex(partition, part)
                            .replaceFirst("create index", "create index concurrently"));
            run(
                    "alter index %1$s.%2$s attach partition %1$s.%3$s"
                            .formatted(
                                    quoted(schema.name()),
                                    quoted(index.name()),
                                    quoted(part.name())));
        }
    }

    private void make(Schema schema, Table table, Constraint.Unique unique, TableSql sql) {
        if (table.notes().partitionedBy() != null) {
            run(sql.addConstraint(table, unique));
        } else {
            var index = quoted(unique.name());
            run("drop index if exists %s.%s".formatted(quoted(schema.name()), index));
            run(
                    "create unique index concurrently %s on %s (%s)"
                            .formatted(
                                    index,
                                    SqlText.qualified(schema, table),
                                    quoted(unique.columns())));
            run(
                    "alter table %s add constraint %s unique using index %s%s"
                            .formatted(
                                    SqlText.qualified(schema, table),
                                    index,
                                    index,
                                    TableSql.timing(unique.timing())));
        }
        run(sql.comment(table, unique));
    }

    private List<String> partitions(Schema schema, Table table) {
        return database.write(
                handle ->
                        handle.createQuery(PARTITIONS)
                                .bind("table", SqlText.qualified(schema, table))
                                .mapTo(String.class)
                                .list());
    }

    private Set<String> names(String query, Schema schema) {
        return database.write(
                handle ->
                        handle.createQuery(query)
                                .bind("schema", SqlText.stored(schema.name()))
                                .mapTo(String.class)
                                .set());
    }

    /** Nobody waits long behind it: it gives up its place and comes again. */
    private void run(String statement) {
        patience.until(() -> database.each(handle -> alone(handle, statement)));
        done.add(statement);
    }

    private static boolean alone(Handle handle, String statement) {
        var isConcurrent = statement.contains(" concurrently ");
        handle.execute(isConcurrent ? "set lock_timeout = 0" : Patience.SHORT_WAIT);
        try {
            handle.execute("set search_path to public");
            handle.execute(statement);
            return true;
        } finally {
            handle.execute("reset lock_timeout");
            handle.execute("reset search_path");
        }
    }
}
