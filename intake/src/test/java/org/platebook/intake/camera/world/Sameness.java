package org.platebook.intake.camera.world;

import org.platebook.model.time.Tai;

import tools.jackson.databind.JsonNode;

/** Whether two observations as JSON say the same of one property. */
final class Sameness {

    private static final double ANGLE_DEG = 1e-9;
    private static final double RELATIVE = 1e-9;
    private static final double METRES = 1e-3;
    private static final long NANOS = 1_000;

    private Sameness() {}

    static boolean of(JsonNode ours, JsonNode theirs) {
        if (theirs.isNull()) {
            return ours.isNull();
        }
        if (theirs.isObject()) {
            return ofObjects(ours, theirs);
        }
        if (theirs.isNumber() && ours.isNumber()) {
            return areNear(ours.doubleValue(), theirs.doubleValue());
        }
        if (theirs.isString() && ours.isString()) {
            return ofTexts(ours.stringValue(), theirs.stringValue());
        }
        return ours.equals(theirs);
    }

    private static boolean ofTexts(String ours, String theirs) {
        return theirs.matches("\\d{4}-\\d\\d-\\d\\dT.*")
                ? Math.abs(Tai.parse(ours).nanosUntil(Tai.parse(theirs))) <= NANOS
                : ours.equals(theirs);
    }

    private static boolean ofObjects(JsonNode ours, JsonNode theirs) {
        if (theirs.has("unit")) {
            return ours.has("unit") && areNear(inBaseUnit(ours), inBaseUnit(theirs));
        }
        return ours.isObject()
                && theirs.properties().stream()
                        .allMatch(
                                field ->
                                        isWithin(
                                                field.getKey(),
                                                ours.path(field.getKey()).asDouble(Double.NaN),
                                                field.getValue().doubleValue()));
    }

    private static boolean isWithin(String name, double ours, double theirs) {
        return Math.abs(ours - theirs) <= (name.endsWith("_m") ? METRES : ANGLE_DEG);
    }

    private static double inBaseUnit(JsonNode quantity) {
        var value = quantity.get("value").doubleValue();
        return switch (quantity.get("unit").stringValue()) {
            case "hPa" -> value * 100;
            case "deg_C" -> value + 273.15;
            case "mm" -> value * 1e-3;
            case "um" -> value * 1e-6;
            case "s", "deg", "degree", "Pa", "K" -> value;
            case String unit -> throw new IllegalArgumentException("unit " + unit);
        };
    }

    private static boolean areNear(double ours, double theirs) {
        return Math.abs(ours - theirs) <= RELATIVE * Math.abs(theirs);
    }
}
