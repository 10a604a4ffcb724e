package org.platebook.model.unit;

import org.platebook.model.felis.UnitSyntax;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the text of a unit that is spelt right: products, quotients, powers and square roots. */
final class UnitText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    /** A number that stands right behind a symbol is its power: whole, or a decimal fraction. */
    private static final Pattern POWER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final String text;
    private int at;

    private UnitText(String text) {
        this.text = text;
    }

    static Optional<Unit> read(String text) {
        if (text.isBlank()) {
            return Optional.of(Unit.ONE);
        }
        if (UnitSyntax.problem(text).isPresent()) {
            return Optional.empty();
        }
        var reader = new UnitText(text);
        return reader.product().filter(_ -> reader.at == text.length());
    }

    private Optional<Unit> product() {
        var product = Unit.ONE;
        boolean divides = false;
        skip(" ");
        while (at < text.length() && text.charAt(at) != ')') {
            var factor = power();
            if (factor.isEmpty()) {
                return factor;
            }
            product =
                    at == text.length() && product.equals(Unit.ONE) && !divides
                            ? factor.get()
                            : product.times(divides ? factor.get().power(-1) : factor.get());
            skip(" ");
            divides = text.startsWith("/", at);
            skip("./*");
            skip(" ");
        }
        return Optional.of(product);
    }

    private Optional<Unit> power() {
        var factor = factor();
        if (factor.isEmpty()) {
            return factor;
        }
        if (text.startsWith("**", at)) {
            at += 2;
            return raised(factor.get());
        }
        if (text.startsWith("^", at)) {
            at++;
            return raised(factor.get());
        }
        return Optional.of(factor.get().power(number(POWER).orElse(1.0)));
    }

    private Optional<Unit> raised(Unit unit) {
        boolean isEnclosed = text.startsWith("(", at);
        if (isEnclosed) {
            at++;
        }
        double power = number(POWER).orElse(1.0);
        if (isEnclosed && text.startsWith("/", at)) {
            at++;
            power /= number(POWER).orElse(1.0);
        }
        if (isEnclosed) {
            at++;
        }
        return Optional.of(unit.power(power));
    }

    private Optional<Unit> factor() {
        if (text.startsWith("(", at)) {
            return enclosed();
        }
        var number = number(NUMBER);
        if (number.isPresent()) {
            return Optional.of(Unit.ONE.times(number.get()));
        }
        int from = at;
        while (at < text.length() && isOfSymbol(text.charAt(at))) {
            at++;
        }
        var symbol = text.substring(from, at);
        if (text.startsWith("(", at)) {
            return symbol.equals("sqrt")
                    ? enclosed().map(unit -> unit.power(0.5))
                    : Optional.empty();
        }
        return Symbols.unit(symbol);
    }

    private Optional<Unit> enclosed() {
        at++;
        var inner = product();
        at++;
        return inner;
    }

    private static boolean isOfSymbol(char c) {
        return Character.isLetter(c) || c == '_' || c == '%';
    }

    private Optional<Double> number(Pattern pattern) {
        var matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(Double.valueOf(matcher.group()));
    }

    private void skip(String characters) {
        while (at < text.length()
                && characters.indexOf(text.charAt(at)) >= 0
                && !text.startsWith("**", at)) {
            at++;
        }
    }
}
