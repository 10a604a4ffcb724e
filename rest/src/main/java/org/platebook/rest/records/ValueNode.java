package org.platebook.rest.records;

import org.platebook.model.record.Value;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes values as JSON: what is not finite, and moments (TAI), as texts. */
final class ValueNode {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueNode() {}

    static JsonNode of(Value value) {
        return switch (value) {
            case Value.Cleared _ -> NODES.nullNode();
            case Value.Flag(boolean flag) -> NODES.booleanNode(flag);
            case Value.Whole(long whole) -> NODES.numberNode(whole);
            case Value.Real(double real) -> number(real);
            case Value.Text(String text) -> NODES.stringNode(text);
            case Value.SkyTime(var moment) -> NODES.stringNode(moment.toString());
            case Value.Json(String json) -> MAPPER.readTree(json);
            case Value.Reals(double[] reals) -> {
                var array = NODES.arrayNode();
                for (double real : reals) {
                    array.add(number(real));
                }
                yield array;
            }
        };
    }

    private static JsonNode number(double real) {
        return Double.isFinite(real)
                ? NODES.numberNode(real)
                : NODES.stringNode(Double.toString(real));
    }
}
