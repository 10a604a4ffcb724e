package org.platebook.peers.consdb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path with the verb that it is answered for.
 *
 * @param verb as in "GET"
 * @param pattern as in "/schema/{instrument}", below the section's own path
 * @param handler answers it
 * @param shape the pattern as an expression
 * @param names of the parts that stand for something, in their order
 */
record Route(String verb, String pattern, Handler handler, Pattern shape, List<String> names) {

    private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

    /** Answers a request: with what becomes JSON, or by itself. */
    sealed interface Handler {

        /** Makes what becomes JSON. */
        non-sealed interface Plain extends Handler {
            Object answer(WireRequest request);
        }

        /** Sends the answer. */
        non-sealed interface Direct extends Handler {
            void send(WireRequest request, io.helidon.webserver.http.ServerResponse response);
        }
    }

    static Route get(String pattern, Handler.Plain handler) {
        return of("GET", pattern, handler);
    }

    static Route post(String pattern, Handler.Plain handler) {
        return of("POST", pattern, handler);
    }

    static Route of(String verb, String pattern, Handler handler) {
        var names = PART.matcher(pattern).results().map(found -> found.group(1)).toList();
        var shape = Pattern.compile(PART.matcher(pattern).replaceAll("([^/]+)"));
        return new Route(verb, pattern, handler, shape, names);
    }

    /** What stands in the parts of a path; empty where the path is another one. */
    Optional<Map<String, String>> parts(String path) {
        var matcher = shape.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                names.stream()
                        .collect(
                                Collectors.toMap(
                                        name -> name,
                                        name -> matcher.group(names.indexOf(name) + 1))));
    }
}
