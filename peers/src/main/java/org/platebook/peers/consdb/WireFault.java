package org.platebook.peers.consdb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer other than success, with the status and body that ConsDB's clients know. */
final class WireFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final transient Map<String, Object> body;

    private WireFault(int status, Map<String, Object> body) {
        super(String.valueOf(body), null, false, false);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        return body;
    }

    /** There is no such thing: told with what there is. */
    static WireFault invalid(String kind, Object value, List<?> valid) {
        var body = invalidBody(kind, value);
        body.put("valid", List.copyOf(valid));
        return new WireFault(NOT_FOUND, body);
    }

    /** There is no such thing, and too many others to tell. */
    static WireFault invalid(String kind, Object value) {
        return new WireFault(NOT_FOUND, invalidBody(kind, value));
    }

    private static Map<String, Object> invalidBody(String kind, Object value) {
        var body = new LinkedHashMap<String, Object>();
        body.put("message", "Invalid " + kind);
        body.put("value", value);
        return body;
    }

    /** No such path. */
    static WireFault notFound() {
        return new WireFault(NOT_FOUND, Map.of("detail", "Not Found"));
    }

    /** The path is there, for other verbs. */
    static WireFault methodNotAllowed() {
        return new WireFault(METHOD_NOT_ALLOWED, Map.of("detail", "Method Not Allowed"));
    }

    /** What is wrong with a request, all of it at once. */
    static final class Findings {

        private final List<Map<String, Object>> found = new ArrayList<>();

        /**
         * Adds one.
         *
         * @param type name of the rule, as in "int_parsing"
         * @param place where it is, as in ["path", "day_obs"]
         * @param input what was there
         */
        void add(String type, List<String> place, String message, @Nullable Object input) {
            add(type, place, message, input, Map.of());
        }

        void add(
                String type,
                List<String> place,
                String message,
                @Nullable Object input,
                Map<String, Object> context) {
            var one = new LinkedHashMap<String, Object>();
            one.put("type", type);
            one.put("loc", place);
            one.put("msg", message);
            one.put("input", input);
            if (!context.isEmpty()) {
                one.put("ctx", context);
            }
            found.add(one);
        }

        /** Ends the request where anything is wrong with it. */
        void refuse() {
            if (!found.isEmpty()) {
                throw new WireFault(UNPROCESSABLE, Map.of("detail", List.copyOf(found)));
            }
        }
    }
}
