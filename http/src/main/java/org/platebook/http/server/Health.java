package org.platebook.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the site lives, and whether it can answer. */
final class Health implements Section {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int NOT_YET = 503;

    private final Readiness readiness;

    private final @Nullable OwnCertificate certificate;

    /**
     * @param certificate of the site; null where it has none
     */
    Health(Readiness readiness, @Nullable OwnCertificate certificate) {
        this.readiness = readiness;
        this.certificate = certificate;
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
        rules.get("/live", (_, response) -> send(response, List.of(), Map.of()));
        rules.get("/ready", this::ready);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        send(response, readiness.waitingFor(), certificate());
    }

    /** A certificate that could not be renewed is told, and is no reason to answer nothing. */
    private Map<String, @Nullable Object> certificate() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (certificate != null) {
            members.put("certificate_end", certificate.end().toString());
            members.put("certificate_problem", certificate.problem());
        }
        return members;
    }

    private static void send(
            ServerResponse response, List<String> waitingFor, Map<String, @Nullable Object> more) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("status", waitingFor.isEmpty() ? "up" : "down");
        members.put("waiting_for", waitingFor);
        members.putAll(more);
        response.status(waitingFor.isEmpty() ? OK : NOT_YET);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(JSON.writeValueAsBytes(members));
    }
}
