package org.platebook.store.flex;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.TableNotes;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PastWrite;
import org.platebook.store.ledger.Scope;
import org.platebook.store.schema.SchemaChangeRequest;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.sql.LevelSql;
import org.platebook.store.wide.WideViews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns a key of flexible metadata into a column, with its type, unit and UCD, in a table of its
 * own beside the others of its level, so that wide views have it. Its values come along with their
 * history; where they were, they are withdrawn.
 */
public final class FlexPromotion {

    /** The source that fills promoted columns. */
    public static final String SOURCE = FlexibleMetadata.SOURCE;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    private static final String VERSIONS =
            """
            select %1$s, value, known_from, known_until, source
            from (
                select %1$s, value, _known_from as known_from, null::timestamptz as known_until,
                    _source as source
                from %2$s.%3$s where key = :key
                union all
                select %1$s, value, lower(known), upper(known), _source
                from %2$s_history.%3$s_closed where key = :key
            ) v
            order by known_from
            """;

    private final Database database;
    private final SchemaInstaller installer;
    private final Ledger ledger;

    public FlexPromotion(Database database, SchemaInstaller installer, Ledger ledger) {
        this.database = database;
        this.installer = installer;
        this.ledger = ledger;
    }

    /**
     * What a key is called from now on.
     *
     * @param level what it is about
     * @param key its name among flexible metadata
     * @param table the new table; null for one named after the level and the column
     * @param column the column; null for one named as the key
     */
    public record Wish(
            FlexLevel level, String key, @Nullable String table, @Nullable String column) {}

    /**
     * What became of a key.
     *
     * @param table the new table
     * @param column its column
     * @param versions how many versions of values came along
     * @param present how many values there are now
     */
    public record Promoted(TableName table, String column, int versions, int present) {}

    private record Version(
            Map<String, Value> row,
            @Nullable String value,
            Instant from,
            @Nullable Instant until,
            String source) {}

    /**
     * Promotes a key.
     *
     * @param schema the camera's schema as it is installed
     * @throws Missing flex.no-key when there is no such key
     * @throws Refused flex.column when it cannot become a column; the message says why
     */
    public Promoted promote(Schema schema, Wish wish, Provenance provenance) {
        var key =
                key(schema, wish)
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                FlexCode.NO_KEY,
                                                "%s has no key '%s' of flexible metadata of %s"
                                                        .formatted(
                                                                schema.name(),
                                                                wish.key(),
                                                                wish.level().of(schema).name())));
        var column = column(wish, key);
        var table = table(schema, wish, column);
        var name = new TableName(schema.name(), table.name());
        past(database.write(handle -> versions(handle, schema, wish)), name, column, key);
        var tables = new ArrayList<>(WideViews.removed(schema).tables());
        tables.add(table);
        installer.apply(
                schema.with(tables),
                new SchemaChangeRequest(provenance.user(), provenance.software(), Set.of()));
        return ledger.transact(provenance, scope -> move(scope, schema, wish, key, table, column));
    }

    private Promoted move(
            Scope scope, Schema schema, Wish wish, FlexKey key, Table table, Column column) {
        scope.lock("flex:" + schema.name());
        var sql = LevelSql.of(schema);
        var name = new TableName(schema.name(), table.name());
        var versions = scope.read(handle -> versions(handle, schema, wish));
        scope.recall(name, past(versions, name, column, key));
        var present = versions.stream().filter(version -> version.until() == null).toList();
        for (var version : present) {
            var row = new LinkedHashMap<>(old(schema, version.row(), wish.level()));
            row.put("key", new Value.Text(wish.key()));
            scope.withdraw(sql.name(wish.level().values(schema)), row);
        }
        scope.withdraw(
                sql.name(wish.level().keys(schema)), Map.of("key", new Value.Text(wish.key())));
        return new Promoted(name, column.name(), versions.size(), present.size());
    }

    private Optional<FlexKey> key(Schema schema, Wish wish) {
        var metadata = new FlexibleMetadata(schema, wish.level());
        return Optional.ofNullable(database.write(metadata::keys).get(wish.key()));
    }

    private static Column column(Wish wish, FlexKey key) {
        var wanted = wish.column();
        var name = (wanted == null ? wish.key() : wanted).toLowerCase(Locale.ROOT);
        requireName("column", name);
        var type =
                switch (key.type()) {
                    case BOOL -> Datatype.BOOLEAN;
                    case INT -> Datatype.LONG;
                    case FLOAT -> Datatype.DOUBLE;
                    case STR -> Datatype.TEXT;
                };
        var doc = key.doc();
        return Column.of(name, type)
                .description(
                        doc == null || doc.isBlank()
                                ? "Flexible metadata, key " + wish.key() + "."
                                : doc)
                .unit(key.unit())
                .ucd(key.ucd())
                .principal(true)
                .column();
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused(
                    FlexCode.COLUMN,
                    "'%s' is no name of a %s: a lower-case letter and up to 40 letters, digits and underscores"
                            .formatted(name, what));
        }
    }

    private static Table table(Schema schema, Wish wish, Column column) {
        var parent = wish.level().of(schema);
        var wanted = wish.table();
        var name =
                (wanted == null ? parent.name() + "_" + column.name() : wanted)
                        .toLowerCase(Locale.ROOT);
        requireName("table", name);
        if (schema.table(name).isPresent()) {
            throw new Refused(
                    FlexCode.COLUMN,
                    "%s has a table %s already: name another with --table"
                            .formatted(schema.name(), name));
        }
        var columns = new ArrayList<Column>();
        for (var part : parent.primaryKey()) {
            var its = parent.column(part).orElseThrow();
            if (its.name().equals(column.name())) {
                throw new Refused(
                        FlexCode.COLUMN, "%s is part of the key already".formatted(its.name()));
            }
            columns.add(ofTable(name, its));
        }
        columns.add(ofTable(name, column));
        return new Table(
                name,
                "#" + name,
                "One row for each %s with a value of the key %s of flexible metadata."
                        .formatted(parent.name(), wish.key()),
                null,
                null,
                columns,
                parent.primaryKey(),
                List.of(),
                List.of(),
                List.of(),
                new TableNotes(
                        SOURCE,
                        parent.notes().level(),
                        parent.notes().visibility(),
                        parent.notes().partitioning(),
                        null));
    }

    private static Column ofTable(String table, Column column) {
        return column.draft().named(column.name(), "#" + table + "." + column.name()).column();
    }

    private static List<Version> versions(Handle handle, Schema schema, Wish wish) {
        var level = wish.level();
        var sql =
                VERSIONS.formatted(
                        String.join(", ", valueKey(schema, level)),
                        schema.name(),
                        level.values(schema).name());
        return handle.createQuery(sql)
                .bind("key", wish.key())
                .map((row, _) -> version(row, key(schema, level), valueKey(schema, level)))
                .list();
    }

    private static Version version(ResultSet row, List<String> names, List<String> valueNames)
            throws SQLException {
        var key = new LinkedHashMap<String, Value>();
        for (int i = 0; i < names.size(); i++) {
            key.put(names.get(i), new Value.Whole(row.getLong(valueNames.get(i))));
        }
        var until = row.getObject("known_until", OffsetDateTime.class);
        return new Version(
                key,
                row.getString("value"),
                row.getObject("known_from", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("source"));
    }

    /** The key of a value, by the names that the table of values gives to its parts. */
    private static Map<String, Value> old(Schema schema, Map<String, Value> row, FlexLevel level) {
        var old = new LinkedHashMap<String, Value>();
        row.forEach((column, value) -> old.put(valueName(schema, column, level), value));
        return old;
    }

    /** The key of what the values are said of. */
    private static List<String> key(Schema schema, FlexLevel level) {
        return level.of(schema).primaryKey();
    }

    private static List<String> valueKey(Schema schema, FlexLevel level) {
        return key(schema, level).stream().map(column -> valueName(schema, column, level)).toList();
    }

    /** The column of the table of values that has the same role; else the one of the same name. */
    private static String valueName(Schema schema, String column, FlexLevel level) {
        var values = level.values(schema);
        return level.identityWithId().stream()
                .filter(role -> level.of(schema).name(role).equals(column))
                .findFirst()
                .map(values::name)
                .orElse(column);
    }

    /** What became known when: a value that ended, and was followed by none, was withdrawn. */
    private static List<PastWrite> past(
            List<Version> versions, TableName table, Column column, FlexKey key) {
        var moments = new TreeMap<Instant, List<Version>>();
        var ends = new TreeMap<Instant, List<Map<String, Value>>>();
        for (var version : versions) {
            moments.computeIfAbsent(version.from(), _ -> new ArrayList<>()).add(version);
        }
        for (var version : versions) {
            var until = version.until();
            boolean isFollowed =
                    until != null
                            && moments.getOrDefault(until, List.of()).stream()
                                    .anyMatch(next -> next.row().equals(version.row()));
            if (until != null && !isFollowed) {
                moments.computeIfAbsent(until, _ -> new ArrayList<>());
                ends.computeIfAbsent(until, _ -> new ArrayList<>()).add(version.row());
            }
        }
        return moments.entrySet().stream()
                .map(
                        at ->
                                new PastWrite(
                                        at.getKey(),
                                        at.getValue().stream()
                                                .map(Version::source)
                                                .findFirst()
                                                .orElse(SOURCE),
                                        at.getValue().stream()
                                                .map(version -> record(version, table, column, key))
                                                .collect(Collectors.toList()),
                                        ends.getOrDefault(at.getKey(), List.of())))
                .toList();
    }

    private static TableRecord record(
            Version version, TableName table, Column column, FlexKey key) {
        var values = new LinkedHashMap<>(version.row());
        values.put(column.name(), value(version.value(), key, column));
        return new TableRecord(RecordIds.next(), table, values);
    }

    private static Value value(@Nullable String text, FlexKey key, Column column) {
        if (text == null) {
            return Value.CLEARED;
        }
        try {
            return key.type().read(text);
        } catch (IllegalStateException e) {
            throw new Refused(
                    FlexCode.COLUMN,
                    "a value of %s is '%s', expected %s"
                            .formatted(column.name(), text, key.type().word()),
                    e);
        }
    }
}
