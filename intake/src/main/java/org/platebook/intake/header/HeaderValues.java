package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Pattern;

/** Card values as the type that is asked for; null where they are not of it. */
final class HeaderValues {

    /** FITS Standard 4.0, section 4.2.4: D stands for E in an exponent. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eEdD][+-]?\\d+)?");

    private static final double TWO_TO_63 = 0x1p63;

    private HeaderValues() {}

    static @Nullable String text(Object value) {
        return value instanceof String text ? text : null;
    }

    static @Nullable String anyText(Object value) {
        return value instanceof Boolean flag ? (flag ? "T" : "F") : value.toString();
    }

    static @Nullable Double number(Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            case String text -> numberIn(text.strip());
            default -> null;
        };
    }

    static @Nullable Long integer(Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> whole(number);
            case String text -> integerIn(text.strip());
            default -> null;
        };
    }

    static @Nullable Boolean flag(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text ->
                    switch (text.strip().toLowerCase(Locale.ROOT)) {
                        case "t", "true" -> true;
                        case "f", "false" -> false;
                        default -> null;
                    };
            default -> null;
        };
    }

    /** The number that the whole text stands for; "nan" is the only word that is one. */
    static @Nullable Double numberIn(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Double.valueOf(text.replace('D', 'E').replace('d', 'e'));
        }
        return text.equalsIgnoreCase("nan") ? Double.NaN : null;
    }

    private static @Nullable Long integerIn(String text) {
        if (!text.isEmpty()
                && text.length() < 19
                && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.valueOf(text);
        }
        var number = numberIn(text);
        return number == null ? null : whole(number);
    }

    private static @Nullable Long whole(double number) {
        return number == Math.rint(number) && Math.abs(number) < TWO_TO_63 ? (long) number : null;
    }
}
