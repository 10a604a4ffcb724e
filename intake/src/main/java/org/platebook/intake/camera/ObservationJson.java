package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Observations as JSON, one object a line.
 *
 * <p>Properties go by their names. A quantity is {@code {"value", "unit"}}, with the unit that the
 * header is in; a time is ISO 8601 in TAI; a position is {@code {"ra_deg", "dec_deg"}} in ICRS or
 * {@code {"az_deg", "alt_deg"}}; a location {@code {"x_m", "y_m", "z_m"}}, geocentric; the
 * observing day's offset {@code {"seconds"}}. What is absent, or NaN, is null. Problems follow at
 * the end.
 */
public final class ObservationJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ObservationJson() {}

    /** An observation of a file as one line. */
    public static String line(String file, Observation observation) {
        var object = NODES.objectNode().put("file", file);
        for (var property : Property.ALL) {
            object.set(property.name(), value(property, observation.orNull(property)));
        }
        var problems = object.putArray("problems");
        for (var problem : observation.problems()) {
            problems.addObject()
                    .put("property", problem.property())
                    .put("found", problem.found())
                    .put("expected", problem.expected())
                    .put("action", problem.action());
        }
        return MAPPER.writeValueAsString(object);
    }

    /** What is said of a file that could not be translated, as one line. */
    public static String errorLine(String file, String error) {
        return MAPPER.writeValueAsString(NODES.objectNode().put("file", file).put("error", error));
    }

    private static JsonNode value(Property<?> property, @Nullable Object value) {
        if (property == Property.OBSERVING_DAY_OFFSET && value instanceof Quantity offset) {
            return NODES.objectNode().put("seconds", offset.in(HeaderUnit.SECOND));
        }
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.stringNode(text);
            case Long number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case Double number -> number(number);
            case Tai time -> NODES.stringNode(time.toString());
            case Quantity(double amount, HeaderUnit unit) -> quantity(amount, unit);
            case IcrsPosition(double ra, double dec) ->
                    NODES.objectNode().put("ra_deg", ra).put("dec_deg", dec);
            case HorizontalPosition(double azimuth, double altitude) ->
                    NODES.objectNode().put("az_deg", azimuth).put("alt_deg", altitude);
            case Location(double x, double y, double z) ->
                    NODES.objectNode().put("x_m", x).put("y_m", y).put("z_m", z);
            default -> throw new IllegalStateException(property + " holds " + value.getClass());
        };
    }

    private static ObjectNode quantity(double amount, HeaderUnit unit) {
        var quantity = NODES.objectNode();
        quantity.set("value", number(amount));
        return quantity.put("unit", unit.symbol());
    }

    private static JsonNode number(double number) {
        return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
    }
}
