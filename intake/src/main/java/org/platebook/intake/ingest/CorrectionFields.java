package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.correction.CorrectionCode;
import org.platebook.model.failure.Refused;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cards of a correction as a JSON object of keyword to value. A number with a decimal point is
 * a real one; NaN and the infinities, which JSON cannot hold, are {@code {"number": "NaN"}}.
 */
final class CorrectionFields {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NUMBER = "number";

    private CorrectionFields() {}

    static String write(Map<String, @Nullable Object> cards) {
        var object = JSON.createObjectNode();
        cards.forEach(
                (keyword, value) -> {
                    switch (value) {
                        case null -> object.putNull(keyword);
                        case Boolean flag -> object.put(keyword, flag);
                        case Long number -> object.put(keyword, number);
                        case Double number -> putReal(object, keyword, number);
                        default -> object.put(keyword, value.toString());
                    }
                });
        return JSON.writeValueAsString(object);
    }

    private static void putReal(
            tools.jackson.databind.node.ObjectNode object, String keyword, double number) {
        if (Double.isFinite(number)) {
            object.put(keyword, number);
        } else {
            object.putObject(keyword).put(NUMBER, Double.toString(number));
        }
    }

    static Map<String, @Nullable Object> read(String text) {
        var cards = new LinkedHashMap<String, @Nullable Object>();
        JSON.readTree(text)
                .properties()
                .forEach(field -> cards.put(field.getKey(), value(field.getValue())));
        return cards;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            case NUMBER ->
                    node.isIntegralNumber()
                            ? (Object) node.longValue()
                            : (Object) node.doubleValue();
            case OBJECT -> Double.valueOf(node.path(NUMBER).stringValue());
            case ARRAY, BINARY, POJO ->
                    throw new Refused(
                            CorrectionCode.FIELDS,
                            "a corrected card holds " + node + ", expected one value");
        };
    }
}
