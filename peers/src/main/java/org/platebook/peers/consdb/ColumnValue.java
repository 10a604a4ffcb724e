package org.platebook.peers.consdb;

import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.felis.Column;
import org.platebook.model.record.Value;
import org.platebook.model.sky.RegionArray;
import org.platebook.model.sky.RegionText;
import org.platebook.model.time.Tai;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Reads what a client says of a column as that column's type, as generously as PostgreSQL does with
 * a text, and never by rounding.
 */
final class ColumnValue {

    private final Column column;
    private final JsonNode said;

    private ColumnValue(Column column, JsonNode said) {
        this.column = column;
        this.said = said;
    }

    /**
     * The value.
     *
     * @param said a scalar or null
     * @throws Refused {@code consdb.value} when it cannot be of the column's type; the message
     *     names column, value and what is expected
     */
    static Value of(Column column, JsonNode said) {
        return said.isNull() ? Value.CLEARED : new ColumnValue(column, said).value();
    }

    private Value value() {
        if (column.isArray()) {
            return region();
        }
        if ("jsonb".equalsIgnoreCase(column.postgresqlDatatype())) {
            return new Value.Json(said.isString() ? said.asString() : said.toString());
        }
        return switch (column.datatype()) {
            case BOOLEAN -> flag();
            case BYTE, SHORT, INT, LONG -> whole();
            case FLOAT, DOUBLE -> real();
            case CHAR, STRING, UNICODE, TEXT -> new Value.Text(said.asString());
            case TIMESTAMP -> moment();
            case BINARY -> throw refused("nothing: bytes cannot be written here");
        };
    }

    private Value flag() {
        var word = said.isNumber() ? "" : said.asString().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "true", "t" -> new Value.Flag(true);
            case "false", "f" -> new Value.Flag(false);
            default -> throw refused("true or false");
        };
    }

    private Value whole() {
        try {
            return new Value.Whole(decimal("a whole number").longValueExact());
        } catch (ArithmeticException e) {
            throw refused("a whole number of at most 8 bytes");
        }
    }

    private Value real() {
        var word = said.isString() ? said.asString().strip().toLowerCase(Locale.ROOT) : "";
        return switch (word) {
            case "nan" -> new Value.Real(Double.NaN);
            case "infinity", "inf", "+infinity" -> new Value.Real(Double.POSITIVE_INFINITY);
            case "-infinity", "-inf" -> new Value.Real(Double.NEGATIVE_INFINITY);
            default -> {
                double real = decimal("a number").doubleValue();
                if (!Double.isFinite(real)) {
                    throw refused("a number of 8 bytes");
                }
                yield new Value.Real(real);
            }
        };
    }

    private BigDecimal decimal(String expected) {
        if (said.isBoolean()) {
            throw refused(expected);
        }
        try {
            return said.isNumber() ? said.decimalValue() : new BigDecimal(said.asString().strip());
        } catch (NumberFormatException e) {
            throw refused(expected);
        }
    }

    private Value moment() {
        if (!said.isString()) {
            throw refused("a moment as in 2025-06-13T05:11:07.123456");
        }
        try {
            return new Value.SkyTime(Tai.parse(said.asString().strip()));
        } catch (Refused e) {
            throw refused("a moment in TAI, without a zone, as in 2025-06-13T05:11:07.123456");
        }
    }

    private Value region() {
        if (!said.isString()) {
            throw refused("a region as STC-S, as in \"Polygon ICRS 9 -1 11 -1 11 1\"");
        }
        try {
            return new Value.Reals(RegionArray.of(RegionText.read(said.asString())));
        } catch (Refused e) {
            throw refused("a region as STC-S: " + e.text());
        }
    }

    private Refused refused(String expected) {
        var line = "%s is %s, expected %s".formatted(column.name(), said, expected);
        var rule = new Rule(Kind.TYPE, expected);
        var fault = new Fault(null, null, column.name(), plain(), rule, line);
        return new Refused(ConsDbCode.VALUE, line, List.of(fault), 1);
    }

    private Object plain() {
        return said.isNumber()
                ? said.numberValue()
                : said.isBoolean() ? said.booleanValue() : said.asString(said.toString());
    }
}
