package org.platebook.rest.schema;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaEvents;
import org.platebook.store.schema.SchemaEvents.SchemaEvent;
import org.platebook.store.sql.SqlText;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Tells how a schema, or one table of it, became what it is. What the database was told names
 * tables and columns that not everybody may see, so staff alone is told it.
 */
public final class SchemaChanges {

    private static final Set<String> PARAMETERS = Set.of("schema", "table", "limit");
    private static final int MOST = 1_000;
    private static final int USUAL = 100;

    private final SchemaEvents events;
    private final SchemaCatalog catalog;
    private final SiteTables tables;

    public SchemaChanges(SchemaEvents events, SchemaCatalog catalog, SiteTables tables) {
        this.events = events;
        this.catalog = catalog;
        this.tables = tables;
    }

    /**
     * One change.
     *
     * @param fromVersion null for the first
     * @param changedBy null for who is not staff
     * @param statements those that name the table, where one was asked for
     * @param forced what was done though it takes something away
     */
    record Told(
            Instant changedAt,
            String schema,
            @Nullable String fromVersion,
            @Nullable String toVersion,
            @Nullable String changedBy,
            @Nullable String software,
            List<String> statements,
            List<String> forced) {}

    /** Changes, the newest first. */
    record Answer(List<Told> changes) {}

    public Operation operation() {
        return new Operation("GET", "/schema-changes", PARAMETERS, this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        var parameters = new Parameters(request, PARAMETERS);
        var caller = Caller.of(request);
        var schema = parameters.text("schema");
        if (schema == null) {
            throw new Refused(RestCode.PARAMETER, "schema is missing, expected the name of one");
        }
        requireSeen(schema, caller);
        var name = parameters.text("table");
        var table = name == null ? null : tables.find(new TableName(schema, name), caller);
        var limit = parameters.upTo("limit", MOST, USUAL);
        var found = events.newest(SqlText.stored(schema), MOST).stream();
        var told =
                found.filter(event -> table == null || !naming(event, table).isEmpty())
                        .limit(limit)
                        .map(event -> told(event, table))
                        .map(one -> caller.role() == Role.STAFF ? one : withoutAuthor(one))
                        .toList();
        JsonAnswer.send(request, response, new Answer(told));
    }

    private void requireSeen(String schema, Caller caller) {
        boolean isSeen =
                catalog.schema(schema).stream()
                        .flatMap(found -> found.tables().stream())
                        .anyMatch(
                                table ->
                                        SiteTable.isSeen(
                                                table.notes().visibility(), caller.role()));
        if (!isSeen) {
            throw new Missing(RestCode.SCHEMA, "there is no schema " + schema + " here");
        }
    }

    private static List<String> naming(SchemaEvent event, SiteTable table) {
        var quoted = SqlText.quoted(table.table().name());
        return event.statements().stream().filter(statement -> statement.contains(quoted)).toList();
    }

    private static Told told(SchemaEvent event, @Nullable SiteTable table) {
        var statements = table == null ? event.statements() : naming(event, table);
        return new Told(
                event.changedAt(),
                event.schema(),
                event.fromVersion(),
                event.toVersion(),
                event.changedBy(),
                event.software(),
                statements,
                event.forced());
    }

    /** Who changed it and how is for the staff alone. */
    private static Told withoutAuthor(Told told) {
        return new Told(
                told.changedAt(),
                told.schema(),
                told.fromVersion(),
                told.toVersion(),
                null,
                null,
                List.of(),
                List.of());
    }
}
