package org.platebook.rest.quarantine;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.Caller;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.rest.records.RecordsBody;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.route.RestCode;
import org.platebook.store.database.Database;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.QuarantineList;
import org.platebook.store.ledger.QuarantinedName;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What could not be applied, and another try. */
public final class QuarantineRoutes {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MOST = 1_000;
    private static final int USUAL = 100;
    private static final Set<String> LIMIT = Set.of("limit");

    private final Database database;
    private final Ledger ledger;

    public QuarantineRoutes(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("GET", "/quarantine", LIMIT, this::held),
                new Operation("POST", "/quarantine/replay", Set.of(), this::replay),
                new Operation("POST", "/quarantine/{record}/discard", Set.of(), this::discard));
    }

    record Discarded(String recordId, String reason) {}

    record Replayed(long inserted, long updated, long unchanged, int held) {}

    private static Map<TableName, Set<String>> without(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return Map.of();
        }
        var columns =
                RecordsBody.object(request.content().as(byte[].class), Set.of("without"))
                        .path("without");
        boolean isList =
                columns.isMissingNode()
                        || (columns.isArray()
                                && columns.valueStream().allMatch(JsonNode::isString));
        if (!isList) {
            throw new Refused(
                    RestCode.BODY, "without is %s, expected a list of columns".formatted(columns));
        }
        return QuarantinedName.byTable(columns.valueStream().map(JsonNode::stringValue).toList());
    }

    /** Body: {@code {"reason": "…"}}. */
    private void discard(ServerRequest request, ServerResponse response) {
        var record = new Parameters(request, Set.of()).part("record");
        var caller = Caller.of(request);
        caller.requireAdmin();
        var body =
                request.content().hasEntity()
                        ? RecordsBody.object(request.content().as(byte[].class), Set.of("reason"))
                        : MAPPER.createObjectNode();
        var reason = body.path("reason").asString("");
        ledger.discardQuarantined(Set.of(QuarantinedName.record(record)), caller.name(), reason);
        JsonAnswer.send(request, response, new Discarded(record, reason));
    }

    private void held(ServerRequest request, ServerResponse response) {
        var parameters = new Parameters(request, LIMIT);
        Caller.of(request).requireAdmin();
        int limit = parameters.upTo("limit", MOST, USUAL);
        var held = QuarantineList.first(database, limit);
        JsonAnswer.send(request, response, held);
    }

    /** Body: {@code {"without": ["cdb_lsstcam.exposure.airmass"]}}, or none. */
    private void replay(ServerRequest request, ServerResponse response) {
        new Parameters(request, Set.of());
        var caller = Caller.of(request);
        caller.requireAdmin();
        var offered = ledger.replayQuarantine(without(request), caller.name());
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
