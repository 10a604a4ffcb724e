package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;

/**
 * The form in which a header is stored: a JSON array of {@code [keyword, value, comment]}, in
 * order.
 *
 * <p>Lossless, also through PostgreSQL's jsonb, which knows no difference between 1e1 and 10: a
 * number with a decimal point is a Double, one without is a Long. NaN, the infinities and negative
 * zero, which JSON or jsonb cannot hold, are {@code {"number": "NaN"}}.
 */
public final class HeaderJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NUMBER = "number";

    private HeaderJson() {}

    public static String write(Header header) {
        var text = new StringWriter(header.size() * 48 + 2);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(header, json);
        }
        return text.toString();
    }

    /** Writes the array where the generator stands. */
    public static void write(Header header, JsonGenerator json) {
        json.writeStartArray();
        for (var card : header) {
            json.writeStartArray();
            json.writeString(card.keyword());
            write(card.value(), json);
            var comment = card.comment();
            if (comment == null) {
                json.writeNull();
            } else {
                json.writeString(comment);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Reads what {@link #write(Header)} wrote; Refused (header.json) when it is anything else. */
    public static Header read(String text) {
        try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            var header = read(json);
            if (json.nextToken() != null) {
                throw refused(json, "the end");
            }
            return header;
        } catch (JacksonException e) {
            throw new Refused(
                    HeaderCode.STORED_JSON,
                    "a stored header is not JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** Reads the array that starts at the parser's current token, and leaves it at its end. */
    public static Header read(JsonParser json) {
        expect(json, json.currentToken(), JsonToken.START_ARRAY, "an array of cards");
        var cards = new ArrayList<Card>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_ARRAY, "[keyword, value, comment]");
            expect(json, json.nextToken(), JsonToken.VALUE_STRING, "a keyword");
            var keyword = json.getString();
            json.nextToken();
            var value = value(json);
            var comment = json.nextToken() == JsonToken.VALUE_NULL ? null : comment(json);
            expect(json, json.nextToken(), JsonToken.END_ARRAY, "the end of a card");
            cards.add(new Card(keyword, value, comment));
        }
        return Header.of(cards);
    }

    private static void write(@Nullable Object value, JsonGenerator json) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeNumber(number.longValue());
            case Double number -> write(number.doubleValue(), json);
            default -> json.writeString(value.toString());
        }
    }

    private static void write(double number, JsonGenerator json) {
        if (!Double.isFinite(number) || Double.doubleToRawLongBits(number) == Long.MIN_VALUE) {
            json.writeStartObject();
            json.writeStringProperty(NUMBER, Double.toString(number));
            json.writeEndObject();
            return;
        }
        var text = Double.toString(number);
        if (text.indexOf('E') >= 0) {
            text = new BigDecimal(text).toPlainString();
            if (text.indexOf('.') < 0) {
                text += ".0";
            }
        }
        json.writeNumber(text);
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case START_OBJECT -> namedNumber(json);
            case null, default -> throw refused(json, "a value");
        };
    }

    private static Double namedNumber(JsonParser json) {
        if (!NUMBER.equals(json.nextName()) || json.nextToken() != JsonToken.VALUE_STRING) {
            throw refused(json, "{\"number\": \"NaN\"}");
        }
        var number =
                switch (json.getString()) {
                    case "NaN" -> Double.NaN;
                    case "Infinity" -> Double.POSITIVE_INFINITY;
                    case "-Infinity" -> Double.NEGATIVE_INFINITY;
                    case "-0.0" -> -0.0;
                    default -> throw refused(json, "NaN, Infinity, -Infinity or -0.0");
                };
        expect(json, json.nextToken(), JsonToken.END_OBJECT, "the end of a number");
        return number;
    }

    private static String comment(JsonParser json) {
        expect(json, json.currentToken(), JsonToken.VALUE_STRING, "a comment or null");
        return json.getString();
    }

    private static void expect(
            JsonParser json, @Nullable JsonToken token, JsonToken wanted, String expected) {
        if (token != wanted) {
            throw refused(json, expected);
        }
    }

    private static Refused refused(JsonParser json, String expected) {
        var at = json.currentTokenLocation();
        return new Refused(
                HeaderCode.STORED_JSON,
                "a stored header has %s at line %s, column %s, expected %s"
                        .formatted(
                                json.currentToken(), at.getLineNr(), at.getColumnNr(), expected));
    }
}
