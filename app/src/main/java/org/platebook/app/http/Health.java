package org.platebook.app.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** Whether the site lives, and whether it can answer. */
final class Health implements Section {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int NOT_YET = 503;

    private final Readiness readiness;

    Health(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public String path() {
        return "/health";
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/live", (_, response) -> send(response, List.of()));
        rules.get("/ready", this::ready);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        send(response, readiness.waitingFor());
    }

    private static void send(ServerResponse response, List<String> waitingFor) {
        response.status(waitingFor.isEmpty() ? OK : NOT_YET);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(
                JSON.writeValueAsBytes(
                        Map.of(
                                "status",
                                waitingFor.isEmpty() ? "up" : "down",
                                "waiting_for",
                                waitingFor)));
    }
}
