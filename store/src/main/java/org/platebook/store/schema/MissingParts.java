package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.SqlText;
import org.platebook.store.wide.WideViews;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What migrations and schemas make beside tables and columns, and a database can lose without
 * anybody noticing at once: functions, indexes, keys, conditions, and what shows the past. A dump
 * that was restored with errors lacks some of them.
 */
final class MissingParts {

    private static final String MIGRATIONS =
            """
            select script from platebook.flyway_schema_history
            where success and script like '%.sql' order by installed_rank
            """;

    /**
     * What a migration makes, as each of its statements begins; the schema is told at either place.
     */
    private static final Pattern MADE =
            Pattern.compile(
                    "^create (?:or replace )?(?:unique )?(?<kind>function|table|index|trigger) "
                            + "(?:(?<schema>\\w+)\\.)?(?<name>\\w+)(?:(?: after [a-z ]+?)? on (?<of>\\w+)\\.)?",
                    Pattern.MULTILINE);

    private static final String PARTS =
            """
            create temporary table parts (
                kind text, schema_name text, table_name text, part_name text) on commit drop
            """;

    private static final String ADD =
            "insert into pg_temp.parts values (:kind, :schema, :table, :part)";

    /** By kind; constraints are of their table, functions and views of their schema. */
    private static final String MISSING =
            """
            select schema_name || '.' || case when kind in ('primary key', 'constraint') then table_name else part_name end,
                kind, count(*)
            from pg_temp.parts p
            where case kind
                when 'function' then not exists (
                    select from pg_proc f join pg_namespace n on n.oid = f.pronamespace
                    where n.nspname = schema_name and f.proname = part_name)
                when 'primary key' then not exists (
                    select from pg_constraint k
                    where k.conrelid = to_regclass(format('%I.%I', schema_name, table_name)) and k.contype = 'p')
                when 'constraint' then not exists (
                    select from pg_constraint k
                    where k.conrelid = to_regclass(format('%I.%I', schema_name, table_name))
                        and k.conname = part_name and k.convalidated)
                when 'trigger' then not exists (
                    select from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = schema_name and g.tgname = part_name and (table_name is null or c.relname = table_name))
                when 'index' then not exists (
                    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = schema_name and c.relname = part_name and c.relkind in ('i', 'I'))
                else to_regclass(format('%I.%I', schema_name, part_name)) is null end
                and (table_name is null or to_regclass(format('%I.%I', schema_name, table_name)) is not null)
            group by 1, 2 order by 1, 2
            """;

    private final Handle handle;
    private final SchemaAgreement.Hearer hearer;

    MissingParts(Handle handle, SchemaAgreement.Hearer hearer) {
        this.handle = handle;
        this.hearer = hearer;
    }

    void look(List<Schema> schemas) {
        handle.execute(PARTS);
        var batch = handle.prepareBatch(ADD);
        handle.createQuery(MIGRATIONS).mapTo(String.class).forEach(script -> made(batch, script));
        schemas.forEach(schema -> schema.tables().forEach(table -> parts(batch, schema, table)));
        if (batch.size() > 0) {
            batch.execute();
        }
        handle.createQuery(MISSING)
                .map(
                        (row, _) -> {
                            hearer.hear(
                                    row.getString(1), row.getLong(3), sentence(row.getString(2)));
                            return true;
                        })
                .list();
    }

    private static String sentence(String kind) {
        return switch (kind) {
            case "primary key" -> "tables without their primary key";
            case "constraint" -> "keys and conditions that are not there or were never validated";
            case "index" -> "indexes that are not there";
            case "past" -> "views of the past that are not there";
            default -> kind + "s that are not there";
        };
    }

    private static void made(PreparedBatch batch, String script) {
        var made = MADE.matcher(text(script));
        while (made.find()) {
            add(
                    batch,
                    made.group("kind"),
                    made.group("of") == null ? made.group("schema") : made.group("of"),
                    null,
                    made.group("name"));
        }
    }

    /** Its statements, in lower case, but for spaces as written. */
    private static String text(String script) {
        try (InputStream in = MissingParts.class.getResourceAsStream("/db/migration/" + script)) {
            return in == null
                    ? ""
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void parts(PreparedBatch batch, Schema schema, Table table) {
        var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
        if (table.isView()) {
            add(batch, "past", HistoryNames.asOf(name.schema()), null, name.table());
            if (WideViews.isWide(schema, table)) {
                at(batch, name);
            }
            return;
        }
        for (var index : table.indexes()) {
            add(batch, "index", name.schema(), name.table(), SqlText.stored(index.name()));
        }
        for (var key : SkyKey.of(table)) {
            add(batch, "index", name.schema(), name.table(), key.index(table).name());
            add(batch, "trigger", name.schema(), name.table(), SkyKeySql.TRIGGER);
        }
        for (Constraint constraint : table.constraints()) {
            add(
                    batch,
                    "constraint",
                    name.schema(),
                    name.table(),
                    SqlText.stored(constraint.name()));
        }
        if (table.notes().valid() != null) {
            add(
                    batch,
                    "constraint",
                    name.schema(),
                    name.table(),
                    SqlText.stored(table.name() + "_valid"));
        }
        if (table.primaryKey().isEmpty()) {
            return;
        }
        add(batch, "primary key", name.schema(), name.table(), name.table());
        var versions = HistoryNames.versions(name);
        add(batch, "past", versions.schema(), null, versions.table());
        add(batch, "past", HistoryNames.asOf(name.schema()), null, name.table());
        at(batch, name);
    }

    private static void at(PreparedBatch batch, TableName name) {
        var at = HistoryNames.at(name);
        add(batch, "function", at.schema(), null, at.table());
    }

    private static void add(
            PreparedBatch batch, String kind, String schema, @Nullable String table, String part) {
        batch.bind("kind", kind)
                .bind("schema", schema)
                .bind("table", table)
                .bind("part", part)
                .add();
    }
}
