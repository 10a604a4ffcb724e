package org.platebook.app.rest;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.app.access.Caller;
import org.platebook.store.database.Database;
import org.platebook.store.ledger.Ledger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** What could not be applied, and another try. */
final class QuarantineRoutes {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MOST = 1_000;
    private static final int USUAL = 100;
    private static final Set<String> LIMIT = Set.of("limit");

    private static final String COUNT =
            "select count(*) from platebook.quarantine where replayed_at is null";

    private static final String HELD =
            """
            select record_id::text as record_id, schema_name, table_name, record::text as record, code,
                reason, source, request_id, refused_at, attempts
            from platebook.quarantine
            where replayed_at is null
            order by quarantine_id
            limit :limit
            """;

    private final Database database;
    private final Ledger ledger;

    QuarantineRoutes(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    List<Operation> operations() {
        return List.of(
                new Operation("GET", "/quarantine", LIMIT, this::held),
                new Operation("POST", "/quarantine/replay", Set.of(), this::replay));
    }

    record Quarantined(
            String recordId,
            String table,
            JsonNode values,
            String code,
            String reason,
            String source,
            String request,
            Instant refusedAt,
            int attempts) {

        static Quarantined of(ResultSet row) throws SQLException {
            return new Quarantined(
                    row.getString("record_id"),
                    row.getString("schema_name") + "." + row.getString("table_name"),
                    MAPPER.readTree(row.getString("record")),
                    row.getString("code"),
                    row.getString("reason"),
                    row.getString("source"),
                    row.getString("request_id"),
                    row.getObject("refused_at", OffsetDateTime.class).toInstant(),
                    row.getInt("attempts"));
        }
    }

    record Held(long held, List<Quarantined> records) {}

    record Replayed(long inserted, long updated, long unchanged, int held) {}

    private void held(ServerRequest request, ServerResponse response) {
        var parameters = new Parameters(request, LIMIT);
        Caller.of(request).requireAdmin();
        int limit = parameters.upTo("limit", MOST, USUAL);
        var held =
                database.<Held>own(
                        handle ->
                                new Held(
                                        handle.createQuery(COUNT).mapTo(Long.class).one(),
                                        handle.createQuery(HELD)
                                                .bind("limit", limit)
                                                .map((row, _) -> Quarantined.of(row))
                                                .list()));
        JsonAnswer.send(request, response, held);
    }

    private void replay(ServerRequest request, ServerResponse response) {
        new Parameters(request, Set.of());
        Caller.of(request).requireAdmin();
        var offered = ledger.replayQuarantine();
        var total = offered.report().total();
        JsonAnswer.send(
                request,
                response,
                new Replayed(
                        total.inserted(),
                        total.updated(),
                        total.unchanged(),
                        offered.quarantined()));
    }
}
