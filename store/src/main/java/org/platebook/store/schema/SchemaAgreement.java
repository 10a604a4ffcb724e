package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.AdqlNames;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether what was installed, what is there, what TAP_SCHEMA tells and what each role may read are
 * the same, and whether all that migrations and schemas make is there.
 */
public final class SchemaAgreement {

    private static final String NEWEST =
            """
            select distinct on (schema_name) schema_name, felis from platebook.schema_installed
            where encode(sha256(convert_to(felis, 'UTF8')), 'hex') = sha256
            order by schema_name, installed_id desc
            """;

    /** What TAP_SCHEMA should tell, under the same names. */
    private static final String COPIES =
            """
            create temporary table schemas (like tap_schema.schemas) on commit drop;
            create temporary table tables (like tap_schema.tables) on commit drop;
            create temporary table columns (like tap_schema.columns) on commit drop;
            create temporary table keys (like tap_schema.keys) on commit drop;
            create temporary table key_columns (like tap_schema.key_columns) on commit drop;
            """;

    /** Placeholders: the table, the subject, and how one row is found by the other. */
    private static final String UNTOLD =
            """
            select %2$s, count(*) from pg_temp.%1$s e
            where not exists (select from tap_schema.%1$s t where %3$s)
            group by 1 order by 1
            """;

    private static final String DIFFERENT =
            """
            select %2$s, count(*)
            from (select * from pg_temp.%1$s except select * from tap_schema.%1$s) e
            where exists (select from tap_schema.%1$s t where %3$s)
            group by 1 order by 1
            """;

    private static final String TOO_MUCH =
            """
            select t.table_name, count(*) from tap_schema.columns t
            where t.table_name in (select table_name from pg_temp.tables)
                and not exists (select from pg_temp.columns e
                    where (e.table_name, e.column_name) = (t.table_name, t.column_name))
            group by 1 order by 1
            """;

    private static final String TABLES_TOO_MANY =
            """
            select t.table_name, 1 from tap_schema.tables t
            where t.schema_name in (select schema_name from pg_temp.schemas)
                and not exists (select from pg_temp.tables e where e.table_name = t.table_name)
            order by 1
            """;

    private static final String DESCRIBED =
            """
            create temporary table described (
                schema_name text, table_name text, column_name text, type text, is_view boolean,
                visibility text) on commit drop
            """;

    private static final String DESCRIBE =
            """
            insert into pg_temp.described
            values (:schema, :table, :column, :type, :isView, :visibility)
            """;

    /** Columns that are there, of the tables that are described. */
    private static final String THERE =
            """
            with there as (
                select n.nspname as schema_name, c.relname as table_name, a.attname as column_name, a.atttypid
                from pg_attribute a
                join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v')
                join pg_namespace n on n.oid = c.relnamespace
                where a.attnum > 0 and not a.attisdropped and not c.relispartition
                    and n.nspname in (select schema_name from pg_temp.described)
                    and a.attname not in ('_record_id', '_known_from', '_source')
                    and not starts_with(a.attname::text, '_sky_')
            )
            """;

    private static final String NO_TABLE =
            """
            select schema_name || '.' || table_name, 1 from pg_temp.described
            where to_regclass(format('%I.%I', schema_name, table_name)) is null
            group by 1 order by 1
            """;

    private static final String NO_COLUMN =
            THERE
                    + """
                    select schema_name || '.' || table_name, count(*) from pg_temp.described d
                    where to_regclass(format('%I.%I', schema_name, table_name)) is not null
                        and not exists (select from there t where (t.schema_name, t.table_name, t.column_name)
                            = (d.schema_name, d.table_name, d.column_name))
                    group by 1 order by 1
                    """;

    private static final String NOT_DESCRIBED =
            THERE
                    + """
                    select schema_name || '.' || table_name, count(*) from there t
                    where not exists (select from pg_temp.described d
                        where (t.schema_name, t.table_name, t.column_name)
                            = (d.schema_name, d.table_name, d.column_name))
                    group by 1 order by 1
                    """;

    private static final String OTHER_TYPE =
            THERE
                    + """
                    select schema_name || '.' || table_name, count(*) from there t
                    join pg_temp.described d using (schema_name, table_name, column_name)
                    where t.atttypid <> to_regtype(d.type)
                    group by 1 order by 1
                    """;

    /** Parameters are the role and the visibilities of what it may read. */
    private static final String RIGHTS =
            THERE
                    + """
                    select schema_name || '.' || table_name, count(*) from there t
                    join pg_temp.described d using (schema_name, table_name, column_name)
                    where (has_schema_privilege(:role, schema_name, 'usage')
                            and has_column_privilege(:role, format('%I.%I', schema_name, table_name), column_name, 'select'))
                        and d.visibility <> all (cast(:seen as text[]))
                    group by 1 order by 1
                    """;

    private static final String LACKED_RIGHTS =
            RIGHTS.replace("where (has", "where not (has").replace("<> all", "= any");

    private static final String POLICIES =
            """
            select c.relrowsecurity and (
                select count(*) from pg_policy p join pg_roles r on p.polroles = array[r.oid]
                where p.polrelid = c.oid and p.polcmd = 'r' and p.polpermissive and p.polname = r.rolname
                    and p.polname = any (cast(:roles as text[]))) = cardinality(cast(:roles as text[]))
                and (select count(*) from pg_policy p where p.polrelid = c.oid) = cardinality(cast(:roles as text[]))
            from pg_class c where c.oid = to_regclass(:table)
            """;

    /** Hears what does not agree. */
    @FunctionalInterface
    public interface Hearer {

        /**
         * Hears of one thing.
         *
         * @param subject as in "cdb_lsstcam.exposure"
         * @param count how many columns, or the like
         * @param sentence what is wrong with them
         */
        void hear(String subject, long count, String sentence);
    }

    private final Handle handle;
    private final Hearer hearer;

    private SchemaAgreement(Handle handle, Hearer hearer) {
        this.handle = handle;
        this.hearer = hearer;
    }

    /**
     * Looks at every schema that is installed and whose recorded text is whole.
     *
     * @param handle in a transaction that may make temporary tables
     */
    public static void look(Handle handle, Hearer hearer) {
        new SchemaAgreement(handle, hearer).look();
    }

    private void look() {
        var schemas = new ArrayList<Schema>();
        handle.createQuery(NEWEST)
                .map((row, _) -> List.of(row.getString(1), row.getString(2)))
                .forEach(one -> read(one.getFirst(), one.getLast()).ifPresent(schemas::add));
        database(schemas);
        tap(schemas);
        schemas.forEach(this::rows);
        new MissingParts(handle, hearer).look(schemas);
    }

    private Optional<Schema> read(String name, String felis) {
        try {
            return Optional.of(new FelisReader().read(name, felis, FelisReader.Library.NONE));
        } catch (Refused e) {
            hearer.hear(name, 1, "schemas whose recorded text cannot be read");
            return Optional.empty();
        }
    }

    private void database(List<Schema> schemas) {
        handle.execute(DESCRIBED);
        schemas.forEach(this::describe);
        handle.execute("analyze pg_temp.described");
        tell(NO_TABLE, "tables that a schema describes and that are not there");
        tell(NO_COLUMN, "columns that a schema describes and that are not there");
        tell(NOT_DESCRIBED, "columns that no schema describes");
        tell(OTHER_TYPE, "columns of another type than described");
        for (var role : Role.values()) {
            rights(RIGHTS, role, "columns that %s may read and must not");
            rights(LACKED_RIGHTS, role, "columns that %s must be able to read and is not");
        }
    }

    private void describe(Schema schema) {
        var batch = handle.prepareBatch(DESCRIBE);
        for (var table : schema.tables()) {
            for (var column : table.columns()) {
                batch.bind("schema", SqlText.stored(schema.name()))
                        .bind("table", SqlText.stored(table.name()))
                        .bind("column", SqlText.stored(column.name()))
                        .bind("type", PostgresType.of(column))
                        .bind("isView", table.isView())
                        .bind("visibility", seen(table, column).name())
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static Visibility seen(Table table, Column column) {
        return table.notes().visibility() == Visibility.INTERNAL
                ? Visibility.INTERNAL
                : table.visibilityOf(column);
    }

    private static String[] seenBy(Role role) {
        var seen =
                switch (role) {
                    case PUBLIC -> List.of(Visibility.PUBLIC);
                    case RIGHTS -> List.of(Visibility.PUBLIC, Visibility.RIGHTS);
                    case STAFF -> List.of(Visibility.PUBLIC, Visibility.RIGHTS, Visibility.STAFF);
                };
        return seen.stream().map(Visibility::name).toArray(String[]::new);
    }

    private void rights(String sql, Role role, String sentence) {
        handle.createQuery(sql)
                .bind("role", role.databaseRole())
                .bind("seen", seenBy(role))
                .map(
                        (row, _) -> {
                            hearer.hear(
                                    row.getString(1),
                                    row.getLong(2),
                                    sentence.formatted(role.databaseRole()));
                            return true;
                        })
                .list();
    }

    private void tap(List<Schema> schemas) {
        handle.execute(COPIES);
        var copy = new TapSchema(AdqlNames.load(), "pg_temp");
        for (var schema : schemas) {
            copy.tell(handle, schema);
            var history = HistorySchema.of(schema);
            if (!history.tables().isEmpty()) {
                copy.tell(handle, history);
            }
        }
        handle.execute(
                "analyze pg_temp.tables; analyze pg_temp.columns; analyze pg_temp.keys; analyze pg_temp.key_columns");
        tell(TABLES_TOO_MANY, "tables that TAP_SCHEMA tells of and that no schema describes");
        tell(TOO_MUCH, "columns that TAP_SCHEMA tells of and that no schema describes");
        both("schemas", "schemas", "schema_name");
        both("tables", "tables", "table_name");
        both("columns", "columns", "table_name", "column_name");
        both("keys", "keys", "key_id");
        both("columns of keys", "key_columns", "key_id", "from_column");
    }

    /** What is wrong is told by the first column of the key. */
    private void both(String things, String table, String... key) {
        var match =
                Arrays.stream(key)
                        .map(column -> "t.%1$s = e.%1$s".formatted(column))
                        .collect(Collectors.joining(" and "));
        tell(UNTOLD.formatted(table, key[0], match), things + " that TAP_SCHEMA does not tell of");
        tell(
                DIFFERENT.formatted(table, key[0], match),
                things + " of which TAP_SCHEMA tells something else");
    }

    private void tell(String sql, String sentence) {
        handle.createQuery(sql)
                .map(
                        (row, _) -> {
                            hearer.hear(row.getString(1), row.getLong(2), sentence);
                            return true;
                        })
                .list();
    }

    private void rows(Schema schema) {
        for (var table : schema.tables()) {
            if (table.notes().rows() == null) {
                continue;
            }
            var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
            rows(name);
            if (!table.primaryKey().isEmpty()) {
                rows(HistoryNames.closed(name));
            }
        }
    }

    private void rows(TableName table) {
        var roles = new ArrayList<String>();
        Set.of(Role.values()).forEach(role -> roles.add(role.databaseRole()));
        boolean isInForce =
                handle.createQuery(POLICIES)
                        .bind("roles", roles.toArray(String[]::new))
                        .bind(
                                "table",
                                HistoryNames.quoted(table.schema())
                                        + "."
                                        + HistoryNames.quoted(table.table()))
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(true);
        if (!isInForce) {
            hearer.hear(table.toString(), 1, "tables whose rules for rows are not in force");
        }
    }
}
