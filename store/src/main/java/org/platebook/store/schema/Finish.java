package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.quoted;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Index;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.List;

/**
 * Does what reads whole tables, without keeping anybody from reading or writing them: indexes are
 * made concurrently, and constraints validated, one statement at a time. What an earlier attempt
 * left half done is dropped or gone on with.
 *
 * <p>Works outside of any transaction, on one connection.
 */
final class Finish {

    private static final int LONGEST_NAME = 63;

    private static final String DONE =
            """
            select exists (
                select from pg_constraint k join pg_namespace n on n.oid = k.connamespace
                where n.nspname = :schema and k.conname = :name and k.contype = 'u')
            or exists (
                select from pg_index i
                join pg_class c on c.oid = i.indexrelid
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = :schema and c.relname = :name and i.indisvalid and :kind = 'index')
            """;

    private static final String INDEX_IS_THERE =
            """
            select exists (
                select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = :schema and c.relname = :name and c.relkind = 'I')
            """;

    /** Partitions that lack their part of an index. */
    private static final String PARTITIONS_WITHOUT =
            """
            select p.inhrelid::regclass::text
            from pg_inherits p
            where p.inhparent = cast(:table as regclass)
                and not exists (
                    select from pg_index i join pg_inherits a on a.inhrelid = i.indexrelid
                    where i.indrelid = p.inhrelid and a.inhparent = cast(:index as regclass))
            order by 1
            """;

    /** Parts of an index that were begun on a partition and not attached. */
    private static final String LEFT_BEHIND =
            """
            select i.indexrelid::regclass::text
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid = cast(:partition as regclass)
                and not c.relispartition and starts_with(c.relname, :name || '_')
                and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
                and not i.indisvalid
            """;

    private final Handle handle;
    private final LockRetries patience;
    private final List<String> done = new ArrayList<>();

    Finish(Handle handle, LockRetries patience) {
        this.handle = handle;
        this.patience = patience;
    }

    /**
     * Does one thing of a schema.
     *
     * @return by which statements; none where it is done already or not wanted any more
     */
    List<String> finish(Schema schema, WorkItem item) {
        done.clear();
        var table = schema.table(item.table().table()).orElse(null);
        if (table != null && !isDone(item)) {
            switch (item.kind()) {
                case INDEX ->
                        table.indexes().stream()
                                .filter(index -> isNamed(index.name(), item))
                                .forEach(index -> make(schema, table, index));
                case UNIQUE ->
                        table.constraints().stream()
                                .filter(one -> isNamed(one.name(), item))
                                .filter(Constraint.Unique.class::isInstance)
                                .map(Constraint.Unique.class::cast)
                                .forEach(unique -> make(schema, table, unique));
                case VALIDATION ->
                        table.constraints().stream()
                                .filter(one -> isNamed(one.name(), item))
                                .forEach(
                                        one ->
                                                run(
                                                        new TableSql(schema)
                                                                .validate(table, one.name())));
            }
        }
        return List.copyOf(done);
    }

    private static boolean isNamed(String name, WorkItem item) {
        return SqlText.stored(name).equals(item.name());
    }

    private boolean isDone(WorkItem item) {
        return item.kind() != WorkItem.Kind.VALIDATION
                && handle.createQuery(DONE)
                        .bind("schema", item.table().schema())
                        .bind("name", item.name())
                        .bind("kind", item.kind().word())
                        .mapTo(Boolean.class)
                        .one();
    }

    void make(Schema schema, Table table, Index index) {
        if (table.notes().partitionedBy() != null) {
            makeByPartition(schema, table, index);
        } else {
            run("drop index if exists " + qualified(schema, index.name()));
            run(concurrently(TableSql.createIndex(SqlText.qualified(schema, table), index)));
        }
        run(new TableSql(schema).comment(index));
    }

    /** Partitions that have their part already, from an attempt before, are not read again. */
    private void makeByPartition(Schema schema, Table table, Index index) {
        if (!isThere(schema, index)) {
            run(
                    TableSql.createIndex(SqlText.qualified(schema, table), index)
                            .replaceFirst(" on ", " on only "));
        }
        for (var partition : partitionsWithout(schema, table, index)) {
            leftBehind(partition, index).forEach(left -> run("drop index " + left));
            var part = part(table, partition, index);
            run("drop index if exists " + qualified(schema, part.name()));
            run(concurrently(TableSql.createIndex(partition, part)));
            run(
                    "alter index %s attach partition %s"
                            .formatted(
                                    qualified(schema, index.name()),
                                    qualified(schema, part.name())));
        }
    }

    /** Named after the partition, as in "by_airmass_202601". */
    private static Index part(Table table, String partition, Index index) {
        var own = partition.substring(partition.lastIndexOf('.') + 1).replace("\"", "");
        var prefix = SqlText.stored(table.name());
        var end = own.startsWith(prefix) ? own.substring(prefix.length()) : "_" + own;
        var begin = index.name();
        int room = Math.max(1, LONGEST_NAME - end.length());
        return new Index(
                begin.substring(0, Math.min(begin.length(), room)) + end,
                index.id(),
                index.description(),
                index.columns(),
                index.expressions());
    }

    private boolean isThere(Schema schema, Index index) {
        return handle.createQuery(INDEX_IS_THERE)
                .bind("schema", SqlText.stored(schema.name()))
                .bind("name", SqlText.stored(index.name()))
                .mapTo(Boolean.class)
                .one();
    }

    private List<String> partitionsWithout(Schema schema, Table table, Index index) {
        return handle.createQuery(PARTITIONS_WITHOUT)
                .bind("table", SqlText.qualified(schema, table))
                .bind("index", qualified(schema, index.name()))
                .mapTo(String.class)
                .list();
    }

    private List<String> leftBehind(String partition, Index index) {
        return handle.createQuery(LEFT_BEHIND)
                .bind("partition", partition)
                .bind("name", SqlText.stored(index.name()))
                .mapTo(String.class)
                .list();
    }

    private void make(Schema schema, Table table, Constraint.Unique unique) {
        var sql = new TableSql(schema);
        if (table.notes().partitionedBy() != null) {
            run(sql.addConstraint(table, unique));
        } else {
            var index = quoted(unique.name());
            run("drop index if exists " + qualified(schema, unique.name()));
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

    private static String concurrently(String createIndex) {
        return createIndex.replaceFirst("create index", "create index concurrently");
    }

    private static String qualified(Schema schema, String name) {
        return quoted(schema.name()) + "." + quoted(name);
    }

    /** Nobody waits long behind it: it gives up its place and comes again. */
    private void run(String statement) {
        patience.until(() -> alone(statement));
        done.add(statement);
    }

    private boolean alone(String statement) {
        var isConcurrent = statement.contains(" concurrently ");
        handle.execute(isConcurrent ? "set lock_timeout = 0" : LockRetries.SHORT_WAIT);
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
