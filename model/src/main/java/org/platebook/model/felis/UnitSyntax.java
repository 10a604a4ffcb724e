package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The spelling of units: VOUnits 1.0 (2014) and FITS 4.0 (section 4.3), with the wider syntax that
 * files of observatories use (a blank or {@code .} or {@code *} between factors, {@code **} or
 * {@code ^} or nothing before a power, degrees Celsius as {@code deg_C}).
 */
public final class UnitSyntax {

    private static final Set<String> PREFIXES =
            Set.of(
                    "q", "r", "y", "z", "a", "f", "p", "n", "u", "m", "c", "d", "da", "h", "k", "M",
                    "G", "T", "P", "E", "Z", "Y", "R", "Q");
    private static final Set<String> BINARY_PREFIXES =
            Set.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");
    private static final Set<String> BINARY = Set.of("bit", "byte", "B");
    private static final Set<String> PREFIXED =
            Set.of(
                    "m",
                    "s",
                    "g",
                    "A",
                    "K",
                    "mol",
                    "cd",
                    "rad",
                    "sr",
                    "Hz",
                    "N",
                    "Pa",
                    "J",
                    "W",
                    "C",
                    "V",
                    "F",
                    "Ohm",
                    "S",
                    "Wb",
                    "T",
                    "H",
                    "lm",
                    "lx",
                    "Bq",
                    "Gy",
                    "Sv",
                    "kat",
                    "eV",
                    "pc",
                    "yr",
                    "a",
                    "arcsec",
                    "mag",
                    "Jy",
                    "barn",
                    "R",
                    "G",
                    "D",
                    "Ry",
                    "erg",
                    "adu",
                    "pix",
                    "pixel",
                    "bit",
                    "byte",
                    "B",
                    "bar",
                    "dex",
                    "lyr",
                    "l",
                    "L",
                    "u",
                    "ct",
                    "electron",
                    "ph",
                    "photon",
                    "min",
                    "ta",
                    "Ba");
    private static final Set<String> PLAIN =
            Set.of(
                    "%",
                    "percent",
                    "deg",
                    "degree",
                    "arcmin",
                    "hourangle",
                    "h",
                    "hr",
                    "hour",
                    "d",
                    "day",
                    "minute",
                    "second",
                    "year",
                    "cy",
                    "fortnight",
                    "week",
                    "wk",
                    "mas",
                    "uas",
                    "AU",
                    "au",
                    "Angstrom",
                    "angstrom",
                    "AA",
                    "count",
                    "DN",
                    "dn",
                    "chan",
                    "bin",
                    "beam",
                    "vox",
                    "voxel",
                    "Sun",
                    "solMass",
                    "solLum",
                    "solRad",
                    "earthMass",
                    "jupiterMass",
                    "deg_C",
                    "Celsius",
                    "kelvin",
                    "meter",
                    "gram",
                    "radian",
                    "hertz",
                    "pascal",
                    "watt",
                    "joule",
                    "newton",
                    "volt",
                    "ampere",
                    "dB",
                    "mmHg",
                    "torr",
                    "atm",
                    "micron",
                    "cycle",
                    "spat",
                    "ABmag",
                    "STmag",
                    "littleh",
                    "byte");
    private static final Set<String> FUNCTIONS =
            Set.of("sqrt", "log", "log10", "ln", "exp", "mag", "dex", "dB");

    private final String text;
    private int at;

    private UnitSyntax(String text) {
        this.text = text;
    }

    /** What is wrong with a unit; empty where nothing is. An empty text means "no unit". */
    public static Optional<String> problem(String unit) {
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        var syntax = new UnitSyntax(unit);
        var problem = syntax.product();
        if (problem == null && syntax.at < unit.length()) {
            problem = "unexpected \"%s\"".formatted(unit.substring(syntax.at));
        }
        return Optional.ofNullable(problem);
    }

    private @Nullable String product() {
        skipBlanks();
        var problem = power();
        while (problem == null && at < text.length() && text.charAt(at) != ')') {
            skipBlanks();
            if (at < text.length() && "*./".indexOf(text.charAt(at)) >= 0) {
                at++;
                skipBlanks();
            }
            problem = power();
        }
        return problem;
    }

    private @Nullable String power() {
        var problem = factor();
        if (problem != null) {
            return problem;
        }
        if (text.startsWith("**", at)) {
            at += 2;
            return exponent();
        }
        if (text.startsWith("^", at)) {
            at++;
            return exponent();
        }
        number();
        return null;
    }

    private @Nullable String exponent() {
        if (!text.startsWith("(", at)) {
            return number() ? null : "a power is missing" + here();
        }
        at++;
        if (!number()) {
            return "a power is missing" + here();
        }
        if (text.startsWith("/", at)) {
            at++;
            if (!number()) {
                return "a power is missing" + here();
            }
        }
        return closed();
    }

    private @Nullable String factor() {
        if (text.startsWith("(", at)) {
            at++;
            var problem = product();
            return problem == null ? closed() : problem;
        }
        if (number()) {
            return null;
        }
        var symbol = symbol();
        if (symbol.isEmpty()) {
            return "a unit is missing" + here();
        }
        if (FUNCTIONS.contains(symbol) && text.startsWith("(", at)) {
            at++;
            var problem = product();
            return problem == null ? closed() : problem;
        }
        return isKnown(symbol) ? null : "unknown symbol \"" + symbol + '"';
    }

    private @Nullable String closed() {
        if (!text.startsWith(")", at)) {
            return "a closing parenthesis is missing" + here();
        }
        at++;
        return null;
    }

    private String here() {
        return at < text.length() ? " before \"%s\"".formatted(text.substring(at)) : " at the end";
    }

    private boolean number() {
        int from = at;
        if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int digits = skip(UnitSyntax::isDigit);
        if (digits > 0
                && at + 1 < text.length()
                && text.charAt(at) == '.'
                && isDigit(text.charAt(at + 1))) {
            at++;
            skip(UnitSyntax::isDigit);
        }
        if (digits == 0) {
            at = from;
        }
        return digits > 0;
    }

    private String symbol() {
        int from = at;
        if (text.startsWith("%", at)) {
            at++;
        } else {
            skip(letter -> Character.isLetter(letter) || letter == '_');
            // log10 is the one name with digits
            if (text.startsWith("log", from) && text.startsWith("10(", at)) {
                at += 2;
            }
        }
        return text.substring(from, at);
    }

    private int skip(IntPredicate wanted) {
        int from = at;
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private void skipBlanks() {
        skip(letter -> letter == ' ');
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isKnown(String symbol) {
        if (PLAIN.contains(symbol) || PREFIXED.contains(symbol)) {
            return true;
        }
        for (int length = 1; length <= 2 && length < symbol.length(); length++) {
            var prefix = symbol.substring(0, length);
            var rest = symbol.substring(length);
            var isDecimal = PREFIXES.contains(prefix) && PREFIXED.contains(rest);
            var isBinary = BINARY_PREFIXES.contains(prefix) && BINARY.contains(rest);
            if (isDecimal || isBinary) {
                return true;
            }
        }
        return false;
    }
}
