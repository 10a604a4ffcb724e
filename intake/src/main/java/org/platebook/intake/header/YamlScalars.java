package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Plain YAML scalars as card values, by YAML 1.1 as PyYAML reads it, which wrote these files.
 *
 * <p>So {@code 1e5} and {@code 08} are text, {@code 0x1F} and {@code 1_000} are integers and {@code
 * on} is a boolean (https://yaml.org/type/). Moments stay text, as they were written; an integer
 * beyond 64 bits stays text as well.
 */
final class YamlScalars {

    private static final Set<String> TRUE =
            Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

    private static final Pattern INTEGER =
            Pattern.compile(
                    "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
                            + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final int SIXTY = 60;

    private YamlScalars() {}

    /** The value of an unquoted scalar: Boolean, Long, Double, String or null. */
    static @Nullable Object plain(String text) {
        if (NULL.contains(text)) {
            return null;
        }
        var first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return numeric(text);
        }
        if (TRUE.contains(text)) {
            return true;
        }
        return FALSE.contains(text) ? false : text;
    }

    private static Object numeric(String text) {
        if (INTEGER.matcher(text).matches()) {
            return integer(text);
        }
        return NUMBER.matcher(text).matches() ? (Object) number(text) : text;
    }

    private static Object integer(String text) {
        var digits = text.replace("_", "");
        var negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.indexOf(':') >= 0) {
            value = BigInteger.ZERO;
            for (var part : digits.split(":", -1)) {
                value = value.multiply(BigInteger.valueOf(SIXTY)).add(new BigInteger(part));
            }
        } else {
            value = new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
        }
        if (negative) {
            value = value.negate();
        }
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : text;
    }

    private static Double number(String text) {
        var digits = text.replace("_", "");
        var negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        double value;
        if (digits.equalsIgnoreCase(".inf")) {
            value = Double.POSITIVE_INFINITY;
        } else if (digits.equalsIgnoreCase(".nan")) {
            value = Double.NaN;
        } else if (digits.indexOf(':') >= 0) {
            value = 0;
            for (var part : digits.split(":", -1)) {
                value = value * SIXTY + Double.parseDouble(part);
            }
        } else {
            value = Double.parseDouble(digits);
        }
        return negative ? -value : value;
    }
}
