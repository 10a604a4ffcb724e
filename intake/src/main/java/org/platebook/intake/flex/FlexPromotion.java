package org.platebook.intake.flex;

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
import org.platebook.store.schema.Change;
import org.platebook.store.schema.SchemaInstaller;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns a key of flexible metadata into a column, with its type, unit and UCD, in a table of its own
 * beside the others of its level, so that wide views have it. Its values come along with their
 * history; where they were, they are withdrawn.
 */
public final class FlexPromotion {

    /** The source that fills promoted columns. */
    public static final String SOURCE = "flex";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    private static final String KEY =
            "select dtype, doc, unit, ucd from %s.%s where key = :key";

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

    private record Key(String dtype, @Nullable String doc, @Nullable String unit, @Nullable String ucd) {}

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
     * @throws Missing flex.key when there is no such key
     * @throws Refused flex.column when it cannot become a column; the message says why
     */
    public Promoted promote(Schema schema, Wish wish, Provenance provenance) {
        var key =
                key(schema, wish)
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                "flex.key",
                                                "%s has no key '%s' of %s"
                                                        .formatted(
                                                                schema.name(),
                                                                wish.key(),
                                                                wish.level().values())));
        var column = column(wish, key);
        var table = table(schema, wish, column);
        var tables = new ArrayList<>(WideViews.removed(schema).tables());
        tables.add(table);
        installer.apply(
                schema.with(tables),
                new Change(provenance.user(), provenance.software(), Set.of()));
        return ledger.transact(
                provenance, scope -> move(scope, schema, wish, key, table, column));
    }

    private Promoted move(
            Scope scope, Schema schema, Wish wish, Key key, Table table, Column column) {
        scope.lock("flex:" + schema.name());
        var name = new TableName(schema.name(), table.name());
        var versions = versions(scope, schema, wish);
        scope.recall(name, past(versions, name, column, key));
        var present = versions.stream().filter(version -> version.until() == null).toList();
        for (var version : present) {
            var row = new LinkedHashMap<>(old(version.row(), wish.level()));
            row.put("key", new Value.Text(wish.key()));
            scope.withdraw(new TableName(schema.name(), wish.level().values()), row);
        }
        scope.withdraw(
                new TableName(schema.name(), wish.level().keys()),
                Map.of("key", new Value.Text(wish.key())));
        return new Promoted(name, column.name(), versions.size(), present.size());
    }

    private Optional<Key> key(Schema schema, Wish wish) {
        return database.write(
                handle ->
                        handle.createQuery(KEY.formatted(schema.name(), wish.level().keys()))
                                .bind("key", wish.key())
                                .map(
                                        (row, _) ->
                                                new Key(
                                                        row.getString("dtype"),
                                                        row.getString("doc"),
                                                        row.getString("unit"),
                                                        row.getString("ucd")))
                                .findOne());
    }

    private static Column column(Wish wish, Key key) {
        var wanted = wish.column();
        var name = (wanted == null ? wish.key() : wanted).toLowerCase(Locale.ROOT);
        requireName("column", name);
        var type =
                switch (key.dtype()) {
                    case "bool" -> Datatype.BOOLEAN;
                    case "int" -> Datatype.LONG;
                    case "float" -> Datatype.DOUBLE;
                    default -> Datatype.TEXT;
                };
        var doc = key.doc();
        return new Column(
                name,
                "#" + name,
                type,
                null,
                true,
                null,
                false,
                doc == null || doc.isBlank() ? "Flexible metadata, key " + wish.key() + "." : doc,
                key.unit(),
                key.ucd(),
                null,
                null,
                null,
                null,
                null,
                true,
                false,
                null,
                null,
                null);
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused(
                    "flex.column",
                    "'%s' is no name of a %s: a lower-case letter and up to 40 letters, digits and underscores"
                            .formatted(name, what));
        }
    }

    private static Table table(Schema schema, Wish wish, Column column) {
        var wanted = wish.table();
        var name =
                (wanted == null ? wish.level().table() + "_" + column.name() : wanted)
                        .toLowerCase(Locale.ROOT);
        requireName("table", name);
        if (schema.table(name).isPresent()) {
            throw new Refused(
                    "flex.column",
                    "%s has a table %s already: name another with --table"
                            .formatted(schema.name(), name));
        }
        var parent = schema.table(wish.level().table()).orElseThrow();
        var columns = new ArrayList<Column>();
        for (var part : wish.level().key()) {
            var its = parent.column(part).orElseThrow();
            if (its.name().equals(column.name())) {
                throw new Refused(
                        "flex.column", "%s is part of the key already".formatted(its.name()));
            }
            columns.add(its);
        }
        columns.add(column);
        return new Table(
                name,
                "#" + name,
                "One row for each %s with a value of the key %s of flexible metadata."
                        .formatted(wish.level().table(), wish.key()),
                null,
                null,
                columns,
                wish.level().key(),
                List.of(),
                List.of(),
                List.of(),
                new TableNotes(
                        SOURCE,
                        wish.level().level(),
                        parent.notes().visibility(),
                        parent.notes().partitionedBy(),
                        null));
    }

    private static List<Version> versions(Scope scope, Schema schema, Wish wish) {
        var level = wish.level();
        var sql =
                VERSIONS.formatted(
                        String.join(", ", level.valueKey()), schema.name(), level.values());
        return scope.read(
                handle ->
                        handle.createQuery(sql)
                                .bind("key", wish.key())
                                .map((row, _) -> version(row, level))
                                .list());
    }

    private static Version version(ResultSet row, FlexLevel level) throws SQLException {
        var key = new LinkedHashMap<String, Value>();
        for (int i = 0; i < level.key().size(); i++) {
            key.put(level.key().get(i), new Value.Whole(row.getLong(level.valueKey().get(i))));
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
    private static Map<String, Value> old(Map<String, Value> row, FlexLevel level) {
        var old = new LinkedHashMap<String, Value>();
        for (int i = 0; i < level.key().size(); i++) {
            old.put(
                    level.valueKey().get(i),
                    Objects.requireNonNull(row.get(level.key().get(i))));
        }
        return old;
    }

    /** What became known when: a value that ended, and was followed by none, was withdrawn. */
    private static List<PastWrite> past(
            List<Version> versions, TableName table, Column column, Key key) {
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

    private static TableRecord record(Version version, TableName table, Column column, Key key) {
        var values = new LinkedHashMap<>(version.row());
        values.put(column.name(), value(version.value(), key, column));
        return new TableRecord(RecordIds.next(), table, values);
    }

    private static Value value(@Nullable String text, Key key, Column column) {
        if (text == null) {
            return Value.CLEARED;
        }
        try {
            return switch (key.dtype()) {
                case "bool" -> new Value.Flag(flag(text));
                case "int" -> new Value.Whole(Long.parseLong(text));
                case "float" -> new Value.Real(Double.parseDouble(text));
                default -> new Value.Text(text);
            };
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    "flex.column",
                    "a value of %s is '%s', expected %s"
                            .formatted(column.name(), text, key.dtype()),
                    e);
        }
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
