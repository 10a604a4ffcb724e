package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.database.Database;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.history.Twins;
import org.platebook.store.schema.SchemaPlan.Step;
import org.platebook.store.wide.WideViews;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a schema from its description, or brings it up to a newer one, in one transaction: tables,
 * comments, grants and TAP_SCHEMA together. May be used by many threads and processes.
 */
public final class SchemaInstaller {

    private static final Set<String> OURS =
            Set.of("platebook", "sky", "tap_schema", "tap_upload", "public", "information_schema");
    private static final String OWN_PREFIX = "pg_";

    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtextextended('platebook.schema', 0))::text
            """;

    private static final String INSTALLED =
            """
            select felis from platebook.schema_installed
            where schema_name = :name order by installed_id desc limit 1
            """;

    private static final String RECORD =
            """
            insert into platebook.schema_installed
                (schema_name, version, felis, sha256, fingerprint)
            values (:name, :version, :felis, :sha256, :fingerprint)
            """;

    private static final String FINGERPRINT =
            """
            select fingerprint from platebook.schema_installed
            where schema_name = :name order by installed_id desc limit 1
            """;

    private static final String EXISTS =
            """
            select exists (select from pg_namespace where nspname = :name)
            """;

    private static final String VIEW_TYPES =
            """
            select a.attname, format_type(a.atttypid, null)
            from pg_attribute a
            where a.attrelid = to_regclass(:view) and a.attnum > 0 and not a.attisdropped
            """;

    private final Database database;
    private final SchemaCatalog catalog;
    private final TapSchema tapSchema = new TapSchema(AdqlNames.load());
    private final FelisReader reader = new FelisReader();

    public SchemaInstaller(Database database, SchemaCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /** What an installation did. */
    public enum Outcome {
        /** The schema was not there. */
        INSTALLED,
        /** It was there in an earlier form. */
        EXTENDED,
        /** It was there just so; nothing was done. */
        UNCHANGED
    }

    /**
     * Installs a schema and its wide views; the same again does nothing.
     *
     * @throws Refused schema.harm when rows or columns would be lost or what is accepted today be
     *     refused, naming each; schema.name when the name is not free; schema.view when a view does
     *     not yield what it says; schema.statement when the database refuses a part of it
     */
    public Outcome install(Schema schema) {
        var wide = WideViews.added(schema);
        var outcome = database.write(handle -> install(handle, wide));
        catalog.refresh();
        return outcome;
    }

    /** What {@link #install} would do, without doing it. */
    public SchemaPlan plan(Schema schema) {
        var wide = WideViews.added(schema);
        return database.write(handle -> SchemaPlan.between(installed(handle, wide), wide));
    }

    private Outcome install(Handle handle, Schema schema) {
        requireFreeName(schema);
        requireFreeColumns(schema);
        handle.createQuery(LOCK).mapTo(String.class).one();
        var fingerprint = sha256(schema.toString());
        var recorded = recorded(handle, schema);
        if (fingerprint.equals(fingerprint(handle, schema))
                || recorded.filter(FelisWriter.annotated(schema)::equals).isPresent()) {
            if (Twins.ensure(handle, SqlText.stored(schema.name()))) {
                execute(handle, schema, new TableSql(schema).viewsAsOf());
                tellHistory(handle, schema);
            }
            return Outcome.UNCHANGED;
        }
        var installed = recorded.map(text -> parsed(schema, text)).orElse(null);
        if (installed == null) {
            requireAbsent(handle, schema);
        }
        var plan = SchemaPlan.between(installed, schema);
        if (!plan.harms().isEmpty()) {
            throw new Refused(
                    "schema.harm",
                    "schema %s is not changed, for\n%s"
                            .formatted(schema.name(), String.join("\n", plan.harms())));
        }
        execute(handle, schema, statements(schema, plan, installed == null));
        Twins.ensure(handle, SqlText.stored(schema.name()));
        execute(handle, schema, new TableSql(schema).viewsAsOf());
        schema.tables().stream()
                .filter(Table::isView)
                .forEach(view -> requireTypes(handle, schema, view));
        execute(handle, schema, Grants.of(schema));
        execute(handle, schema, RowPolicies.of(schema, installed));
        tapSchema.tell(handle, schema);
        tellHistory(handle, schema);
        record(handle, schema, fingerprint);
        return installed == null ? Outcome.INSTALLED : Outcome.EXTENDED;
    }

    private void tellHistory(Handle handle, Schema schema) {
        var history = HistorySchema.of(schema);
        if (!history.tables().isEmpty()) {
            execute(handle, schema, WideViews.asOf(schema));
            execute(handle, schema, HistorySchema.grants(schema));
            execute(handle, schema, RowPolicies.ofHistory(schema));
            tapSchema.tell(handle, history);
        }
    }

    private static List<String> statements(Schema schema, SchemaPlan plan, boolean isNew) {
        var sql = new TableSql(schema);
        var statements = new ArrayList<String>();
        if (isNew) {
            statements.add("create schema " + SqlText.quoted(schema.name()));
        }
        statements.add(
                "set local search_path to %s, public".formatted(SqlText.quoted(schema.name())));
        for (var step : plan.steps()) {
            switch (step) {
                case Step.AddTable(var table) -> statements.add(sql.create(table));
                case Step.ReplaceView(var before, var table) -> {
                    statements.add(sql.dropView(before));
                    statements.add(sql.create(table));
                }
                case Step.AddColumn(var table, var column) ->
                        statements.add(sql.addColumn(table, column));
                case Step.AllowNull(var table, var column) ->
                        statements.add(sql.dropNotNull(table, column));
                case Step.SetDefault(var table, var column) ->
                        statements.add(sql.setDefault(table, column));
                case Step.AddConstraint(var table, var constraint) ->
                        statements.add(sql.addConstraint(table, constraint));
                case Step.AddIndex(var table, var index) ->
                        statements.add(sql.createIndex(table, index));
                case Step.DropIndex(var index) -> statements.add(sql.dropIndex(index));
            }
        }
        statements.addAll(sql.comments());
        statements.add("set local search_path to default");
        return statements;
    }

    private static void execute(Handle handle, Schema schema, List<String> statements) {
        try (var statement = handle.getConnection().createStatement()) {
            for (var sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw refused(schema, sql, e);
                }
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Statements that the database takes for wrong are the schema's fault, others are not. */
    private static RuntimeException refused(Schema schema, String sql, SQLException e) {
        var state = String.valueOf(e.getSQLState());
        var isOurs = state.startsWith("42") || state.startsWith("23") || state.startsWith("22");
        var isFeature = state.startsWith("0A") || state.startsWith("2B");
        if (isOurs || isFeature) {
            return new Refused(
                    "schema.statement",
                    "schema %s: the database refuses \"%s\": %s"
                            .formatted(schema.name(), sql, e.getMessage()),
                    e);
        }
        return new UncheckedSql(e);
    }

    private @Nullable Schema installed(Handle handle, Schema schema) {
        return recorded(handle, schema).map(text -> parsed(schema, text)).orElse(null);
    }

    private static Optional<String> recorded(Handle handle, Schema schema) {
        return handle.createQuery(INSTALLED)
                .bind("name", SqlText.stored(schema.name()))
                .mapTo(String.class)
                .findOne();
    }

    private Schema parsed(Schema schema, String text) {
        return reader.read(schema.name(), text, FelisReader.Library.NONE);
    }

    private static @Nullable String fingerprint(Handle handle, Schema schema) {
        return handle.createQuery(FINGERPRINT)
                .bind("name", SqlText.stored(schema.name()))
                .mapTo(String.class)
                .findOne()
                .orElse(null);
    }

    private static void record(Handle handle, Schema schema, String fingerprint) {
        var text = FelisWriter.annotated(schema);
        var version = schema.version();
        handle.createUpdate(RECORD)
                .bind("name", SqlText.stored(schema.name()))
                .bind("version", version == null ? null : version.current())
                .bind("felis", text)
                .bind("sha256", sha256(text))
                .bind("fingerprint", fingerprint)
                .execute();
    }

    private static void requireFreeName(Schema schema) {
        var name = SqlText.stored(schema.name());
        if (OURS.contains(name) || name.startsWith(OWN_PREFIX) || HistoryNames.isHistory(name)) {
            throw new Refused(
                    "schema.name",
                    "no schema may be called %s: the name is taken by the database or by Platebook"
                            .formatted(name));
        }
    }

    private static void requireFreeColumns(Schema schema) {
        for (var table : schema.tables()) {
            for (var column : table.columns()) {
                if (!table.isView()
                        && HistoryNames.RESERVED.contains(SqlText.stored(column.name()))) {
                    throw new Refused(
                            "schema.name",
                            "table %s.%s: no column may be called %s: history uses the name"
                                    .formatted(schema.name(), table.name(), column.name()));
                }
            }
        }
    }

    private static void requireAbsent(Handle handle, Schema schema) {
        var exists =
                handle.createQuery(EXISTS)
                        .bind("name", SqlText.stored(schema.name()))
                        .mapTo(Boolean.class)
                        .one();
        if (exists) {
            throw new Refused(
                    "schema.name",
                    "the database has a schema %s that Platebook did not install"
                            .formatted(SqlText.stored(schema.name())));
        }
    }

    private static void requireTypes(Handle handle, Schema schema, Table view) {
        var types =
                handle.createQuery(VIEW_TYPES)
                        .bind("view", SqlText.qualified(schema, view))
                        .reduceRows(
                                new HashMap<String, String>(),
                                (map, row) -> {
                                    map.put(
                                            row.getColumn(1, String.class),
                                            row.getColumn(2, String.class));
                                    return map;
                                });
        for (var column : view.columns()) {
            var said = PostgresType.withoutLength(column);
            var found = types.get(SqlText.stored(column.name()));
            if (!said.equals(found)) {
                throw new Refused(
                        "schema.view",
                        "view %s.%s: column %s is %s, not %s as it says"
                                .formatted(schema.name(), view.name(), column.name(), found, said));
            }
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
