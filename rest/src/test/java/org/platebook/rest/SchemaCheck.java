package org.platebook.rest;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Compares JSON with the few words of JSON Schema that our OpenAPI document uses. */
record SchemaCheck(JsonNode schemas) {

    /** What in a value is not as the schema says, each with its place. */
    List<String> problems(JsonNode schema, JsonNode value) {
        var problems = new ArrayList<String>();
        check("$", schema, value, problems);
        return problems;
    }

    private void check(String place, JsonNode schema, JsonNode value, List<String> problems) {
        var reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            check(place, schemas.path(name), value, problems);
            return;
        }
        if (!isOf(schema.path("type"), value)) {
            problems.add(place + " is " + value + ", not " + schema.path("type"));
            return;
        }
        if (value.isObject() && schema.has("properties")) {
            checkObject(place, schema, value, problems);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(place + "[" + i + "]", schema.path("items"), value.get(i), problems);
        }
    }

    private void checkObject(String place, JsonNode schema, JsonNode value, List<String> problems) {
        for (var name : schema.path("required")) {
            if (!value.has(name.stringValue())) {
                problems.add(place + " has no " + name);
            }
        }
        value.propertyStream()
                .forEach(
                        property -> {
                            var own = schema.path("properties").path(property.getKey());
                            if (own.isMissingNode()) {
                                problems.add(place + " has " + property.getKey());
                            } else {
                                check(
                                        place + "." + property.getKey(),
                                        own,
                                        property.getValue(),
                                        problems);
                            }
                        });
    }

    private static boolean isOf(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            return types.valueStream().anyMatch(type -> isOf(type, value));
        }
        return switch (types.asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
