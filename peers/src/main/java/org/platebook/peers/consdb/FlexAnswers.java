package org.platebook.peers.consdb;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.flex.FlexKey;
import org.platebook.store.flex.FlexLevel;
import org.platebook.store.flex.FlexType;
import org.platebook.store.flex.FlexibleMetadata;
import org.platebook.store.ledger.Ledger;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what is asked of flexible metadata. */
final class FlexAnswers {

    private final Database database;
    private final Ledger ledger;
    private final Relations relations;

    FlexAnswers(Database database, Ledger ledger, Relations relations) {
        this.database = database;
        this.ledger = ledger;
        this.relations = relations;
    }

    Object addKey(WireRequest request) {
        var type = ObservationTypes.checked(request);
        var name = request.text("key", request.member("key"));
        if (name.isBlank()) {
            blank(request);
        }
        var dtype = request.member("dtype");
        if (dtype != null && !FlexType.words().contains(dtype.asString(""))) {
            var expected = ObservationTypes.listed(FlexType.words());
            request.findings()
                    .add(
                            "enum",
                            List.of("body", "dtype"),
                            "Input should be " + expected,
                            dtype,
                            Map.of("expected", expected));
        }
        var doc = request.text("doc", request.optional("doc"));
        var unit = checked(request, "unit", FlexKey::unitProblem);
        var ucd = checked(request, "ucd", FlexKey::ucdProblem);
        request.check();
        var metadata = metadata(request, type);
        var key =
                new FlexKey(
                        name,
                        FlexType.named(dtype == null ? "" : dtype.asString("")),
                        doc,
                        unit,
                        ucd);
        ledger.transact(
                request.provenance(FlexibleMetadata.SOURCE),
                scope -> {
                    metadata.addKey(scope, key);
                    return key;
                });
        var answer = new LinkedHashMap<String, Object>();
        answer.put("message", "Key added to flexible metadata");
        answer.put("key", name);
        answer.put("instrument", instrument(metadata));
        answer.put("obs_type", type);
        return answer;
    }

    private static void blank(WireRequest request) {
        request.findings()
                .add(
                        "string_too_short",
                        List.of("body", "key"),
                        "String should have at least 1 character",
                        "");
    }

    private static @Nullable String checked(WireRequest request, String member, Problems problems) {
        var node = request.optional(member);
        var text = node == null ? null : request.text(member, node);
        problems.of(text)
                .ifPresent(
                        problem ->
                                request.findings()
                                        .add(
                                                "value_error",
                                                List.of("body", member),
                                                "Value error, " + problem,
                                                text,
                                                Map.of("error", Map.of())));
        return text;
    }

    /** What is wrong with a text. */
    private interface Problems {
        Optional<String> of(@Nullable String text);
    }

    Object keys(WireRequest request) {
        var type = ObservationTypes.checked(request);
        request.check();
        var metadata = metadata(request, type);
        var answer = new LinkedHashMap<String, Object>();
        database.reader(request.caller().role())
                .read(metadata::keys)
                .forEach(
                        (name, key) ->
                                answer.put(
                                        name,
                                        Arrays.asList(
                                                key.type().word(),
                                                key.doc(),
                                                key.unit(),
                                                key.ucd())));
        return answer;
    }

    Object values(WireRequest request) {
        var type = ObservationTypes.checked(request);
        long id = request.number("obs_id");
        var wanted = request.repeated("k");
        request.check();
        var metadata = metadata(request, type);
        var answer = new LinkedHashMap<String, Object>();
        database.reader(request.caller().role())
                .read(handle -> metadata.values(handle, id))
                .forEach(
                        (key, value) -> {
                            if (wanted.isEmpty() || wanted.contains(key)) {
                                answer.put(key, plain(value));
                            }
                        });
        return answer;
    }

    Object set(WireRequest request) {
        var type = ObservationTypes.checked(request);
        long id = request.number("obs_id");
        boolean updates = request.updates();
        var values = request.values(List.of("body", "values"), request.member("values"));
        request.check();
        var metadata = metadata(request, type);
        ledger.transact(
                request.provenance(FlexibleMetadata.SOURCE),
                scope -> {
                    var keys = scope.read(metadata::keys);
                    if (scope.read(handle -> metadata.identity(handle, id)).isEmpty()) {
                        throw WireFault.invalid(
                                metadata.level().of(metadata.schema()).name(metadata.level().id()),
                                id);
                    }
                    metadata.set(scope, id, typed(keys, values), updates);
                    return id;
                });
        var answer = new LinkedHashMap<String, Object>();
        answer.put("message", "Flexible metadata inserted");
        answer.put("instrument", instrument(metadata));
        answer.put("obs_type", type);
        answer.put("obs_id", id);
        return answer;
    }

    private static Map<String, Value> typed(
            Map<String, FlexKey> keys, Map<String, JsonNode> values) {
        for (var key : values.keySet()) {
            if (!keys.containsKey(key)) {
                throw WireFault.invalid("key", key, new ArrayList<>(keys.keySet()));
            }
        }
        var typed = new HashMap<String, Value>();
        values.forEach(
                (name, node) -> {
                    var key = keys.get(name);
                    var value = value(node);
                    if (key != null
                            && !(value instanceof Value.Cleared)
                            && !key.type().holds(value)) {
                        throw WireFault.invalid(
                                key.type().word() + " value", node, List.of(typeOf(value)));
                    }
                    typed.put(name, value);
                });
        return typed;
    }

    private static Value value(JsonNode node) {
        if (node.isNull()) {
            return Value.CLEARED;
        }
        if (node.isBoolean()) {
            return new Value.Flag(node.booleanValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Value.Whole(node.longValue());
        }
        return node.isNumber()
                ? new Value.Real(node.doubleValue())
                : new Value.Text(node.asString());
    }

    private static String typeOf(Value value) {
        return Arrays.stream(FlexType.values())
                .filter(type -> type.holds(value))
                .map(FlexType::word)
                .findFirst()
                .orElse("number out of range");
    }

    /** A value as JSON writes it. */
    static Object plain(Value value) {
        return switch (value) {
            case Value.Flag(boolean flag) -> flag;
            case Value.Whole(long whole) -> whole;
            case Value.Real(double real) -> real;
            case Value.Text(String text) -> text;
            case Value.Cleared _, Value.SkyTime _, Value.Json _, Value.Reals _ -> value.toString();
        };
    }

    /** Schemas of others, and tables that the caller may not see, have none. */
    private FlexibleMetadata metadata(WireRequest request, String type) {
        var caller = request.caller();
        var instrument = relations.instrument(caller, request.part("instrument"));
        var metadata = new FlexibleMetadata(relations.schema(instrument), level(type));
        var isThere =
                metadata.table()
                        .filter(
                                table ->
                                        relations
                                                .tables(caller, instrument)
                                                .contains(table.toString()))
                        .isPresent();
        if (!isThere) {
            throw WireFault.invalid("observation type", type, List.of());
        }
        return metadata;
    }

    /** The level of a kind of observation. */
    static FlexLevel level(String type) {
        return Arrays.stream(FlexLevel.values())
                .filter(level -> ObservationTypes.type(level.level()).equals(type))
                .findFirst()
                .orElseThrow(
                        () ->
                                WireFault.invalid(
                                        "observation type",
                                        type,
                                        Arrays.stream(FlexLevel.values())
                                                .map(FlexLevel::level)
                                                .map(ObservationTypes::type)
                                                .toList()));
    }

    private static String instrument(FlexibleMetadata metadata) {
        return WireNames.instrument(metadata.schema()).orElseThrow();
    }
}
