package org.platebook.peers.consdb;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.server.ProblemAnswer;
import org.platebook.http.server.PublicAddress;
import org.platebook.http.server.Section;
import org.platebook.model.failure.Failure;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that is answered below /consdb; docs/consdb.md describes it for those who use it. */
public final class ConsDbSection implements Section {

    private static final String PATH = "/consdb";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Route> routes;

    ConsDbSection(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/*", this::answer);
    }

    /** Clients show their users the message. */
    @Override
    public void turnAway(
            ServerRequest request, ServerResponse response, int status, Failure failure) {
        ProblemAnswer.send(request, response, failure, Map.of("message", failure.text()));
    }

    private void answer(ServerRequest request, ServerResponse response) {
        try {
            var path = request.path().absolute().path().substring(PATH.length());
            find(request, response, path);
        } catch (WireFault fault) {
            send(request, response, fault.status(), fault.body());
        } catch (Failure failure) {
            var body = new LinkedHashMap<String, Object>();
            body.put("message", failure.text());
            body.put("code", failure.code());
            body.putAll(ProblemAnswer.problems(failure));
            send(request, response, ProblemAnswer.statusOf(failure), body);
        }
    }

    private void find(ServerRequest request, ServerResponse response, String path) {
        var here = routes.stream().filter(route -> route.parts(path).isPresent()).toList();
        if (here.isEmpty()) {
            elsewhere(request, response, path);
            return;
        }
        var verb = request.prologue().method().text();
        var route = here.stream().filter(one -> one.verb().equals(verb)).findFirst();
        if (route.isEmpty()) {
            response.header(
                    HeaderNames.ALLOW,
                    here.stream().map(Route::verb).distinct().collect(Collectors.joining(", ")));
            throw WireFault.methodNotAllowed();
        }
        var asked = new WireRequest(request, response, route.get().parts(path).orElseThrow());
        switch (route.get().handler()) {
            case Route.Handler.Plain plain ->
                    send(request, response, Status.OK_200.code(), plain.answer(asked));
            case Route.Handler.Direct direct -> direct.send(asked, response);
        }
    }

    /** A slash too many or too few at the end is put right by the client. */
    private void elsewhere(ServerRequest request, ServerResponse response, String path) {
        var other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        if (routes.stream().noneMatch(route -> route.parts(other).isPresent())) {
            throw WireFault.notFound();
        }
        var query = request.query().rawValue();
        response.status(Status.TEMPORARY_REDIRECT_307);
        response.header(
                HeaderNames.LOCATION,
                PublicAddress.of(request).root()
                        + PATH
                        + other
                        + (query.isEmpty() ? "" : "?" + query));
        response.send();
    }

    private static void send(
            ServerRequest request, ServerResponse response, int status, Object body) {
        response.status(Status.create(status));
        var answer = new HeldAnswer(request, response);
        try {
            answer.write(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
            answer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
