package org.platebook.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Routes of a section, with what HTTP wants of every resource: HEAD is answered as GET is, without
 * the content (RFC 9110, 9.3.2), and a method that a path does not know with 405 and those that it
 * knows (15.5.6).
 */
final class KnownMethods implements HttpRules {

    private final HttpRules rules;
    private final Map<String, TreeSet<String>> known = new LinkedHashMap<>();

    private KnownMethods(HttpRules rules) {
        this.rules = rules;
    }

    /** Routes a section so. */
    static void route(Section section, HttpRules rules) {
        var routes = new KnownMethods(rules);
        section.routing(routes);
        routes.known.forEach(
                (pattern, methods) ->
                        rules.any(
                                pattern,
                                (request, response) ->
                                        refuse(
                                                request.prologue().method(),
                                                response,
                                                String.join(", ", methods))));
    }

    private static void refuse(Method method, ServerResponse response, String methods) {
        response.header(HeaderNames.ALLOW, methods);
        throw new HttpException(
                "%s is not known here, expected one of %s".formatted(method.text(), methods),
                Status.METHOD_NOT_ALLOWED_405);
    }

    @Override
    public HttpRules route(Method method, String pattern, Handler handler) {
        var methods = known.computeIfAbsent(pattern, _ -> new TreeSet<>());
        methods.add(method.text());
        rules.route(method, pattern, handler);
        if (method.equals(Method.GET)) {
            methods.add(Method.HEAD.text());
            rules.route(Method.HEAD, pattern, handler);
        }
        return this;
    }

    @Override
    public HttpRules route(HttpRoute route) {
        rules.route(route);
        return this;
    }

    @Override
    public HttpRules register(HttpService... services) {
        rules.register(services);
        return this;
    }

    @Override
    public HttpRules register(String pattern, HttpService... services) {
        rules.register(pattern, services);
        return this;
    }
}
