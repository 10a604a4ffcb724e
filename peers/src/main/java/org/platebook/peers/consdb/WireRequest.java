package org.platebook.peers.consdb;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.model.record.Provenance;
import org.platebook.peers.consdb.WireFault.Findings;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request, read as ConsDB's server reads it: all that is wrong with path, query and body is told
 * at once, when {@link #check} is called.
 */
final class WireRequest {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final String NOT_WHOLE =
            "Input should be a valid integer, unable to parse string as an integer";

    private final ServerRequest request;
    private final ServerResponse response;
    private final Map<String, String> parts;
    private final Findings findings = new Findings();
    private @Nullable JsonNode body;

    /**
     * @param parts names in the path's pattern to what stands there
     */
    WireRequest(ServerRequest request, ServerResponse response, Map<String, String> parts) {
        this.request = request;
        this.response = response;
        this.parts = parts;
    }

    ServerRequest http() {
        return request;
    }

    Caller caller() {
        return Caller.of(request);
    }

    /** Where what this request writes comes from, once the caller is known to be allowed to. */
    Provenance provenance(String source) {
        var caller = caller();
        caller.requireWrite(source);
        var software = request.headers().first(HeaderNames.USER_AGENT).orElse("unknown");
        var id = response.headers().first(HeaderNames.create("X-Request-Id")).orElse("");
        return new Provenance(source, software, caller.name(), id);
    }

    Findings findings() {
        return findings;
    }

    /** Ends the request where anything is wrong with what was read so far. */
    void check() {
        findings.refuse();
    }

    /** A part of the path as it stands there. */
    String part(String name) {
        return parts.getOrDefault(name, "");
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** A part of the path in lower case: names do not mind their case. */
    String name(String name) {
        return part(name).toLowerCase(Locale.ROOT);
    }

    long number(String name) {
        return number(List.of("path", name), part(name));
    }

    /** Whether what is there already may be changed. */
    boolean updates() {
        return request.query().first("u").map(u -> number(List.of("query", "u"), u)).orElse(0L)
                != 0;
    }

    /** A word for yes or no in the query; no where it is not there. */
    boolean flag(String name) {
        var word = request.query().first(name).orElse("0").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "1", "true", "t", "yes", "y", "on" -> true;
            case "0", "false", "f", "no", "n", "off" -> false;
            default -> {
                findings.add(
                        "bool_parsing",
                        List.of("query", name),
                        "Input should be a valid boolean, unable to interpret input",
                        word);
                yield false;
            }
        };
    }

    List<String> repeated(String name) {
        return request.query().all(name, List::of);
    }

    private long number(List<String> place, String text) {
        try {
            if (WHOLE.matcher(text).matches()) {
                return Long.parseLong(text);
            }
            findings.add("int_parsing", place, NOT_WHOLE, text);
        } catch (NumberFormatException e) {
            findings.add(
                    "int_parsing_size",
                    place,
                    "Unable to parse input string as an integer, exceeded maximum size",
                    text);
        }
        return 0;
    }

    /** A member of the body; null where it is not there, which is told. */
    @Nullable JsonNode member(String name) {
        var object = object();
        if (object == null) {
            return null;
        }
        var member = object.get(name);
        if (member == null) {
            findings.add("missing", List.of("body", name), "Field required", object);
        }
        return member;
    }

    /** A member of the body that need not be there; null where it is not, or is null. */
    @Nullable JsonNode optional(String name) {
        var object = object();
        var member = object == null ? null : object.get(name);
        return member == null || member.isNull() ? null : member;
    }

    /** A member of the body that is a text. */
    String text(String name, @Nullable JsonNode member) {
        if (member == null) {
            return "";
        }
        if (!member.isString()) {
            findings.add(
                    "string_type", List.of("body", name), "Input should be a valid string", member);
            return "";
        }
        return member.asString();
    }

    /** Columns and their values, each a scalar or null. */
    Map<String, JsonNode> values(List<String> place, @Nullable JsonNode member) {
        var values = new LinkedHashMap<String, JsonNode>();
        if (member == null) {
            return values;
        }
        if (!member.isObject()) {
            findings.add("dict_type", place, "Input should be a valid dictionary", member);
            return values;
        }
        for (var entry : member.properties()) {
            if (entry.getValue().isContainer()) {
                notScalar(place, entry.getKey(), entry.getValue());
            }
            values.put(entry.getKey(), entry.getValue());
        }
        return values;
    }

    private void notScalar(List<String> place, String name, JsonNode value) {
        var types =
                Map.of(
                        "bool", "boolean",
                        "int", "integer",
                        "float", "number",
                        "str", "string");
        for (var type : List.of("bool", "int", "float", "str")) {
            findings.add(
                    (type.equals("str") ? "string" : type) + "_type",
                    joined(joined(place, name), type),
                    "Input should be a valid " + types.get(type),
                    value);
        }
    }

    static List<String> joined(List<String> place, String more) {
        return java.util.stream.Stream.concat(place.stream(), java.util.stream.Stream.of(more))
                .toList();
    }

    /** A number as a member's name. */
    long key(List<String> place, String key) {
        return number(joined(joined(place, key), "[key]"), key);
    }

    private @Nullable JsonNode object() {
        if (body == null) {
            body = parsed();
        }
        if (body != null && body.isObject()) {
            return body;
        }
        if (body != null) {
            findings.add(
                    "model_attributes_type",
                    List.of("body"),
                    "Input should be a valid dictionary or object to extract fields from",
                    body);
            body = JSON.createObjectNode();
            findings.refuse();
        }
        return null;
    }

    private @Nullable JsonNode parsed() {
        var bytes =
                request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        if (bytes.length == 0) {
            findings.add("missing", List.of("body"), "Field required", null);
            findings.refuse();
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            findings.add(
                    "json_invalid",
                    List.of("body"),
                    "JSON decode error",
                    Map.of(),
                    Map.of("error", e.getOriginalMessage()));
            findings.refuse();
            return null;
        }
    }
}
