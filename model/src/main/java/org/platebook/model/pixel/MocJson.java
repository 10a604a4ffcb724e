package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.stream.Stream;

/** The JSON form of a space MOC (MOC 2.0, section 4.3.3): cell numbers by order. */
final class MocJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private MocJson() {}

    static Moc parse(String json) {
        var orders = read(json);
        int finest = orders.propertyNames().stream().mapToInt(MocJson::order).max().orElse(0);
        return Moc.of(
                finest,
                orders.properties().stream()
                        .flatMap(entry -> cells(order(entry.getKey()), entry.getValue())));
    }

    static String write(Moc moc) {
        var json = JSON.createObjectNode();
        for (var cell : moc.cells()) {
            json.withArray(Integer.toString(cell.order())).add(cell.index());
        }
        json.withArray(Integer.toString(moc.order()));
        return json.toString();
    }

    private static JsonNode read(String json) {
        try {
            var orders = JSON.readTree(json);
            if (!orders.isObject()) {
                throw new Refused(PixelCode.MOC_JSON, "a MOC in JSON is an object of orders");
            }
            return orders.has("s") ? orders.get("s") : orders;
        } catch (JacksonException e) {
            throw new Refused(PixelCode.MOC_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static int order(String key) {
        if (!key.matches("\\d{1,2}")) {
            throw new Refused(PixelCode.MOC_JSON, "'" + key + "' is not an order of a space MOC");
        }
        return new HealPix(Integer.parseInt(key)).order();
    }

    private static Stream<Moc.Cell> cells(int order, JsonNode numbers) {
        if (!numbers.isArray() || numbers.valueStream().anyMatch(n -> !n.isIntegralNumber())) {
            throw new Refused(
                    PixelCode.MOC_JSON, "order " + order + " needs a list of whole numbers");
        }
        return numbers.valueStream().map(number -> new Moc.Cell(order, number.asLong()));
    }
}
