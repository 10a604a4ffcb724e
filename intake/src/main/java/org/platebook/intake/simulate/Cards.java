package org.platebook.intake.simulate;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Writes cards as the Header Service does: keyword, value and comment on a line each. */
final class Cards {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    /** What YAML 1.1 reads as text without quotes, whatever stands in it. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9_./()-]*( [A-Za-z0-9_./()-]+)*");

    private static final Pattern RESERVED =
            Pattern.compile("(?i)yes|no|on|off|true|false|null|y|n");

    private static final int DECIMALS = 12;

    private final StringBuilder text;

    Cards(StringBuilder text) {
        this.text = text;
    }

    /** A moment in milliseconds, in TAI. */
    static String iso(Tai moment) {
        var seconds = Math.floorDiv(moment.nanos(), 1_000_000_000L);
        var nanos = (int) Math.floorMod(moment.nanos(), 1_000_000_000L);
        return ISO.format(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
    }

    void section(String name) {
        text.append(name).append(":\n");
    }

    /** A line that divides cards for people. */
    void heading(String words) {
        card("COMMENT", "", "");
        card(null, null, "---- " + words + " ----");
    }

    /**
     * One card.
     *
     * @param value String, Long, Integer, Double, Boolean or null
     */
    void card(@Nullable String keyword, @Nullable Object value, String comment) {
        text.append("- keyword: ").append(keyword == null ? "null" : keyword);
        text.append("\n  value: ").append(written(value));
        text.append("\n  comment: ").append(quoted(comment)).append('\n');
    }

    /** A moment as date and as modified Julian date. */
    void time(String suffix, Tai moment, String comment) {
        card("DATE-" + suffix, iso(moment), comment);
        card("MJD-" + suffix, moment.mjd(), comment + " (MJD)");
    }

    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> decimal(number);
            case String string -> quoted(string);
            default -> value.toString();
        };
    }

    /** Never with an exponent, which YAML 1.1 reads as text when it has no sign. */
    private static String decimal(double number) {
        var shortest = Double.toString(number);
        if (shortest.indexOf('E') < 0) {
            return shortest;
        }
        var plain =
                new BigDecimal(shortest).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private static String quoted(String string) {
        return PLAIN.matcher(string).matches() && !RESERVED.matcher(string).matches()
                ? string
                : "'" + string.replace("'", "''") + "'";
    }
}
