package org.platebook.rest.level;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.rest.tables.SiteTable;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.SqlText;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What became known of one row of a level, such as an exposure, and when: every change of every
 * table of the level that has one row for it.
 */
public final class LevelHistory {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private static final String VERSIONS =
            """
            select _known_from as known_from, null::timestamptz as known_until, _source as source,
                _record_id::text as record, null as ended_source, null as ended_by,
                to_json((select said from (select %1$s) as said))::text as said
            from %2$s as t
            where %4$s = :id
            union all
            select lower(known), upper(known), _source, _record_id::text, _ended_source, _ended_by::text,
                to_json((select said from (select %1$s) as said))::text
            from %3$s as t
            where %4$s = :id
            order by known_from
            """;

    /** Of tables that the role sees in part; who ended a version is not told there. */
    private static final String SEEN_VERSIONS =
            """
            select known_from, known_until, known_source as source, known_record::text as record,
                null as ended_source, null as ended_by,
                to_json((select said from (select %1$s) as said))::text as said
            from %2$s as t
            where %3$s = :id
            order by known_from
            """;

    private final Schema schema;
    private final Role role;
    private final @Nullable Instant asOf;

    /**
     * @param asOf what became known later is left out; null for all
     */
    public LevelHistory(Schema schema, Role role, @Nullable Instant asOf) {
        this.schema = schema;
        this.role = role;
        this.asOf = asOf;
    }

    /** What was done to a row. */
    enum Kind {
        ADDED,
        CHANGED,
        WITHDRAWN
    }

    /** A value that changed, with its meaning. */
    public record ChangedValue(
            String column,
            JsonNode old,
            @JsonProperty("new") JsonNode now,
            @Nullable String unit,
            @Nullable String description) {}

    /**
     * One change of one table.
     *
     * @param record null where the ledger did not make it
     */
    public record Event(
            Instant knownFrom,
            String table,
            String change,
            @Nullable String source,
            @Nullable String record,
            List<ChangedValue> values) {}

    /** All changes, the newest first. */
    public record Answer(List<Event> events) {}

    private record Version(
            Instant knownFrom,
            @Nullable Instant knownUntil,
            @Nullable String source,
            @Nullable String record,
            @Nullable String endedSource,
            @Nullable String endedBy,
            JsonNode said) {}

    /**
     * The changes of one row.
     *
     * @param level as of exposures
     */
    public Answer of(Handle handle, Level level, long id) {
        var first = schema.levels().first(level);
        var events = new ArrayList<Event>();
        for (var table : schema.tables()) {
            if (isOf(first, table)) {
                events.addAll(events(table, versions(handle, table, id)));
            }
        }
        // what changed of columns that the role does not see
        events.removeIf(
                event -> event.change().equals(word(Kind.CHANGED)) && event.values().isEmpty());
        events.removeIf(event -> asOf != null && event.knownFrom().isAfter(asOf));
        events.sort(Comparator.comparing(Event::knownFrom).reversed());
        return new Answer(List.copyOf(events));
    }

    /** A table of the level with one row for each of it, of whose past the role may see some. */
    private boolean isOf(Table first, Table table) {
        return !table.isView()
                && Objects.equals(table.notes().level(), first.notes().level())
                && table.primaryKey().equals(first.primaryKey())
                && (seesAllOf(table, role) || seesPartOf(table));
    }

    /** Where rows are for fewer too, the past is for those who see every column. */
    private boolean seesPartOf(Table table) {
        return table.notes().rows() == null
                && SiteTable.isSeen(table.notes().visibility(), role)
                && table.primaryKey().stream()
                        .allMatch(key -> isSeen(table, table.column(key).orElseThrow()))
                && table.columns().stream()
                        .anyMatch(
                                column ->
                                        isSeen(table, column)
                                                && !table.primaryKey().contains(column.name()));
    }

    private boolean isSeen(Table table, Column column) {
        return SiteTable.isSeen(table.visibilityOf(column), role);
    }

    /** Whether a role may see every column: a version tells all of them together. */
    public static boolean seesAllOf(Table table, Role role) {
        return table.columns().stream()
                .allMatch(column -> SiteTable.isSeen(table.visibilityOf(column), role));
    }

    private List<Version> versions(Handle handle, Table table, long id) {
        var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
        var columns =
                table.columns().stream()
                        .filter(column -> !table.primaryKey().contains(column.name()))
                        .filter(column -> isSeen(table, column))
                        .map(column -> "t." + SqlText.quoted(column.name()))
                        .collect(Collectors.joining(", "));
        var key = SqlText.quoted(table.primaryKey().getFirst());
        var sql =
                seesAllOf(table, role)
                        ? VERSIONS.formatted(
                                columns, quoted(name), quoted(HistoryNames.closed(name)), key)
                        : SEEN_VERSIONS.formatted(
                                columns, quoted(HistoryNames.versions(name)), key);
        return handle.createQuery(sql).bind("id", id).map((row, _) -> version(row)).list();
    }

    private static String quoted(TableName name) {
        return SqlText.quoted(name.schema()) + "." + SqlText.quoted(name.table());
    }

    private static Version version(ResultSet row) throws SQLException {
        var until = row.getObject("known_until", OffsetDateTime.class);
        return new Version(
                row.getObject("known_from", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("source"),
                row.getString("record"),
                row.getString("ended_source"),
                row.getString("ended_by"),
                MAPPER.readTree(row.getString("said")));
    }

    /** A version follows the one before it, or comes after nothing was known for a while. */
    private static List<Event> events(Table table, List<Version> versions) {
        var events = new ArrayList<Event>();
        Version before = null;
        for (var version : versions) {
            if (before != null && version.knownFrom().equals(before.knownUntil())) {
                events.add(known(table, version, Kind.CHANGED, before.said()));
            } else {
                if (before != null) {
                    events.add(withdrawn(table, before, version.knownFrom()));
                }
                events.add(known(table, version, Kind.ADDED, NOTHING));
            }
            before = version;
        }
        if (before != null && before.knownUntil() != null) {
            events.add(withdrawn(table, before, before.knownUntil()));
        }
        return events;
    }

    private static Event known(Table table, Version version, Kind kind, JsonNode old) {
        return new Event(
                version.knownFrom(),
                table.name(),
                word(kind),
                version.source(),
                version.record(),
                changed(table, old, version.said()));
    }

    /** A version that ended without another; what comes after a while begins anew. */
    private static Event withdrawn(Table table, Version last, Instant unlessKnown) {
        return new Event(
                Objects.requireNonNullElse(last.knownUntil(), unlessKnown),
                table.name(),
                word(Kind.WITHDRAWN),
                last.endedSource(),
                last.endedBy(),
                changed(table, last.said(), NOTHING));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static List<ChangedValue> changed(Table table, JsonNode old, JsonNode now) {
        var changed = new ArrayList<ChangedValue>();
        for (var column : table.columns()) {
            var name = SqlText.stored(column.name());
            var before = value(old, name);
            var after = value(now, name);
            if (!before.equals(after)) {
                changed.add(changed(column, before, after));
            }
        }
        return List.copyOf(changed);
    }

    private static ChangedValue changed(Column column, JsonNode before, JsonNode after) {
        return new ChangedValue(
                SqlText.stored(column.name()), before, after, column.unit(), column.description());
    }

    private static JsonNode value(JsonNode values, String name) {
        var value = values.path(name);
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.nullNode();
        }
        return value.isIntegralNumber()
                        && Math.abs(value.longValue()) > DescribedValue.LARGEST_EXACT
                ? JsonNodeFactory.instance.stringNode(value.asString())
                : value;
    }
}
