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
import org.platebook.store.sql.AdqlNames;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.sql.SqlText;
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
import java.util.stream.Collectors;

/**
 * Makes a schema from its description, or brings it up to a newer one, in one transaction: tables,
 * comments, grants and TAP_SCHEMA together. May be used by many threads and processes.
 */
public final class SchemaInstaller {

    private static final Set<String> OURS =
            Set.of("platebook", "sky", "tap_schema", "tap_upload", "public", "information_schema");
    private static final String OWN_PREFIX = "pg_";
    private static final List<String> SMALL = List.of("comment on ", "grant ", "revoke ");

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
    private final LockRetries patience = new LockRetries();
    private final SchemaEvents events;
    private final SchemaWork work;

    public SchemaInstaller(Database database, SchemaCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
        this.events = new SchemaEvents(database);
        this.work = new SchemaWork(database, catalog, patience);
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
        return apply(schema, SchemaChangeRequest.OWN);
    }

    /**
     * Installs a schema of the program's own, or brings it to its newest form; what the site added
     * to it stays. Indexes and validations are left to {@link SchemaWork}.
     *
     * @throws Refused as {@link #install} does
     */
    public Outcome update(Schema own) {
        var wide = WideViews.added(own);
        var isSame =
                database.write(handle -> sha256(wide.toString()).equals(fingerprint(handle, wide)));
        if (isSame) {
            return bring(wide, SchemaChangeRequest.OWN);
        }
        var installed =
                database.<Optional<Schema>>write(
                        handle -> Optional.ofNullable(installed(handle, own)));
        var kept = installed.map(before -> Additions.kept(before, own)).orElse(own);
        return bring(WideViews.added(kept), SchemaChangeRequest.OWN);
    }

    /**
     * Brings a schema to what is wanted, while others read and write: nobody waits longer than a
     * moment behind it.
     *
     * @throws Refused as {@link #install} does, but for what the change insists on; schema.broken
     *     when rows break a new constraint
     * @throws org.platebook.model.failure.Clash schema.busy when the tables were not free for
     *     minutes
     */
    public Outcome apply(Schema schema, SchemaChangeRequest change) {
        var wide = WideViews.added(schema);
        var outcome = bring(wide, change);
        work.workOff(wide);
        return outcome;
    }

    private Outcome bring(Schema wide, SchemaChangeRequest change) {
        var outcome = patience.until(() -> database.write(handle -> install(handle, wide, change)));
        catalog.refresh();
        new SkyKeyFill(database, patience).fill(wide);
        return outcome;
    }

    /** What {@link #apply} would do, without doing it. */
    public Proposal propose(Schema schema) {
        var wide = WideViews.added(schema);
        return database.write(
                handle -> {
                    var before = installed(handle, wide);
                    var plan = SchemaPlan.between(before, wide).notBack(before, wide);
                    return new Proposal(
                            wide.name(),
                            before == null ? null : versionOf(before),
                            versionOf(wide),
                            changes(before, wide, plan),
                            before == null
                                    ? List.of()
                                    : plan.harms().stream()
                                            .map(harm -> Effects.of(handle, before, harm))
                                            .toList());
                });
    }

    private Outcome install(Handle handle, Schema schema, SchemaChangeRequest change) {
        requireFreeName(schema);
        requireFreeColumns(schema);
        handle.createQuery(LOCK).mapTo(String.class).one();
        handle.execute(LockRetries.SHORT_WAIT_LOCAL);
        var fingerprint = sha256(schema.toString());
        var recorded = recorded(handle, schema);
        if (fingerprint.equals(fingerprint(handle, schema))
                || recorded.filter(FelisWriter.annotated(schema)::equals).isPresent()) {
            if (SkyKeySql.isMissing(handle, schema)) {
                execute(handle, schema, SkyKeySql.statements(schema, schema));
                execute(handle, schema, Grants.of(schema));
            }
            if (Twins.ensure(handle, SqlText.stored(schema.name()))) {
                execute(handle, schema, new TableSql(schema).viewsAsOf());
                tellHistory(handle, schema);
                CatalogueVersion.changed(handle, SqlText.stored(schema.name()));
            }
            return Outcome.UNCHANGED;
        }
        var before = recorded.map(text -> parsed(schema, text)).orElse(null);
        if (before == null) {
            requireAbsent(handle, schema);
        }
        var plan = SchemaPlan.between(before, schema);
        if (!change.equals(SchemaChangeRequest.OWN)) {
            plan = plan.notBack(before, schema);
        }
        requireHarmless(handle, before, plan, change);
        var statements = new PlanSql(schema, plan).statements(before == null);
        if (before != null) {
            new Rows(handle, schema).requireKeeping(plan);
            new Kept(handle, before).before(plan.allSteps());
        }
        execute(handle, schema, statements);
        execute(handle, schema, SkyKeySql.statements(schema, before));
        Twins.ensure(handle, SqlText.stored(schema.name()));
        execute(handle, schema, new TableSql(schema).viewsAsOf());
        schema.tables().stream()
                .filter(Table::isView)
                .forEach(view -> requireTypes(handle, schema, view));
        execute(handle, schema, Grants.of(schema));
        execute(handle, schema, RowPolicies.of(schema, before));
        TablePartitions.tell(handle, schema);
        tapSchema.tell(handle, schema);
        tellHistory(handle, schema);
        record(handle, schema, fingerprint);
        if (before != null) {
            new Unfinished(handle, schema).list();
        }
        events.record(
                handle, before, schema, changes(before, schema, plan), change.done(plan.harms()));
        return before == null ? Outcome.INSTALLED : Outcome.EXTENDED;
    }

    private static void requireHarmless(
            Handle handle, @Nullable Schema before, SchemaPlan plan, SchemaChangeRequest change) {
        var refused = plan.refused(change.forced());
        if (before == null || refused.isEmpty()) {
            return;
        }
        var lines =
                refused.stream()
                        .map(harm -> line(Effects.of(handle, before, harm)))
                        .collect(Collectors.joining("\n"));
        throw new Refused(
                SchemaCode.HARM,
                "schema %s is not changed, for\n%s".formatted(before.name(), lines));
    }

    private static String line(Effects effects) {
        var text = new StringBuilder(effects.harm().text());
        if (effects.rows() != null) {
            text.append("; rows with a value: ").append(effects.rows());
        }
        if (!effects.views().isEmpty()) {
            text.append("; views that read it: ").append(String.join(", ", effects.views()));
        }
        if (!effects.moments().isEmpty()) {
            text.append("; named moments: ").append(String.join(", ", effects.moments()));
        }
        text.append(
                effects.harm().steps().isEmpty()
                        ? "; this cannot be forced"
                        : "; --force " + effects.harm().name() + " does it all the same");
        return text.toString();
    }

    /** What the database is told, and as remarks what is said anew of what stays. */
    private static List<String> changes(@Nullable Schema before, Schema schema, SchemaPlan plan) {
        var changes =
                new ArrayList<>(
                        new PlanSql(schema, plan)
                                .statements(before == null).stream()
                                        .filter(
                                                one ->
                                                        !one.startsWith("comment on")
                                                                && !one.startsWith("set local"))
                                        .toList());
        if (before != null) {
            changes.addAll(Restatements.between(before, schema));
        }
        return changes;
    }

    private static @Nullable String versionOf(Schema schema) {
        var version = schema.version();
        return version == null ? null : version.current();
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

    private static void execute(Handle handle, Schema schema, List<String> statements) {
        try (var statement = handle.getConnection().createStatement()) {
            for (var sql : joined(statements)) {
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

    /** Comments and grants go together: there are a thousand of them. */
    private static List<String> joined(List<String> statements) {
        var joined = new ArrayList<String>();
        var small = new ArrayList<String>();
        for (var sql : statements) {
            var isSmall = SMALL.stream().anyMatch(sql::startsWith);
            if (isSmall) {
                small.add(sql);
            } else {
                flush(small, joined);
                joined.add(sql);
            }
        }
        flush(small, joined);
        return joined;
    }

    private static void flush(List<String> small, List<String> joined) {
        if (!small.isEmpty()) {
            joined.add(String.join(";\n", small));
            small.clear();
        }
    }

    /** Statements that the database takes for wrong are the schema's fault, others are not. */
    private static RuntimeException refused(Schema schema, String sql, SQLException e) {
        var state = String.valueOf(e.getSQLState());
        var isOurs = state.startsWith("42") || state.startsWith("23") || state.startsWith("22");
        var isFeature = state.startsWith("0A") || state.startsWith("2B");
        if (isOurs || isFeature) {
            return new Refused(
                    SchemaCode.STATEMENT,
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
        if (OURS.contains(name)
                || name.startsWith(OWN_PREFIX)
                || HistoryNames.isHistory(name)
                || HistoryNames.isTrial(name)) {
            throw new Refused(
                    SchemaCode.NAME,
                    "no schema may be called %s: the name is taken by the database or by Platebook"
                            .formatted(name));
        }
    }

    private static void requireFreeColumns(Schema schema) {
        for (var table : schema.tables()) {
            for (var column : table.columns()) {
                var name = SqlText.stored(column.name());
                if (!table.isView()
                        && (HistoryNames.RESERVED.contains(name) || HistoryNames.isHidden(name))) {
                    throw new Refused(
                            SchemaCode.NAME,
                            "table %s.%s: no column may be called %s: Platebook uses the name"
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
                    SchemaCode.NAME,
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
                        SchemaCode.VIEW,
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
