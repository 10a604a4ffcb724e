package org.platebook.store.journal;

import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values of a Record as JSON, each with its kind, so that they come back as they were. */
public final class RecordJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RecordJson() {}

    public static String write(Map<String, Value> values) {
        var object = MAPPER.createObjectNode();
        values.forEach((column, value) -> put(object.putObject(column), value));
        return MAPPER.writeValueAsString(object);
    }

    public static Map<String, Value> read(String json) {
        return read(MAPPER.readTree(json));
    }

    public static Map<String, Value> read(JsonNode object) {
        var values = new LinkedHashMap<String, Value>();
        object.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
        return values;
    }

    /** Numbers that JSON lacks, and texts that PostgreSQL's JSON refuses, are written as texts. */
    private static void put(ObjectNode into, Value value) {
        switch (value) {
            case Value.Cleared _ -> into.putNull("cleared");
            case Value.Flag(boolean flag) -> into.put("flag", flag);
            case Value.Whole(long whole) -> into.put("whole", whole);
            case Value.Real(double real) -> into.put("real", Double.toString(real));
            case Value.Text(String text) -> into.put("text", escaped(text));
            case Value.Json(String json) -> into.put("json", escaped(json));
            case Value.SkyTime(var moment) -> into.put("moment", moment.nanos());
            case Value.Reals(double[] reals) -> {
                var array = into.putArray("reals");
                for (double real : reals) {
                    array.add(Double.toString(real));
                }
            }
        }
    }

    private static Value value(JsonNode node) {
        var field = node.properties().iterator().next();
        var held = field.getValue();
        return switch (field.getKey()) {
            case "cleared" -> Value.CLEARED;
            case "flag" -> new Value.Flag(held.booleanValue());
            case "whole" -> new Value.Whole(held.longValue());
            case "real" -> new Value.Real(Double.parseDouble(held.stringValue()));
            case "text" -> new Value.Text(unescaped(held.stringValue()));
            case "json" -> new Value.Json(unescaped(held.stringValue()));
            case "moment" -> new Value.SkyTime(new Tai(held.longValue()));
            case "reals" ->
                    new Value.Reals(
                            held.valueStream()
                                    .mapToDouble(real -> Double.parseDouble(real.stringValue()))
                                    .toArray());
            default -> throw new IllegalStateException("no kind of value: " + field.getKey());
        };
    }

    /** U+0000 and lone surrogates as a percent sign and four hexadecimal digits. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == 0 || at == '%' || Character.isSurrogate(at)) {
                escaped.append("%%%04x".formatted((int) at));
            } else {
                escaped.append(at);
            }
        }
        return escaped.toString();
    }

    private static String unescaped(String escaped) {
        var text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                text.append((char) Integer.parseInt(escaped, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(escaped.charAt(i));
            }
        }
        return text.toString();
    }
}
