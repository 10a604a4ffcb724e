package org.platebook.store.wide;

import static org.platebook.store.schema.SqlText.quoted;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Site;
import org.platebook.model.felis.Table;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column that is worked out of others, wherever a level has them.
 *
 * <p>Its formula is SQL with names in braces: {@code {s_ra}} is a column of the view, {@code
 * {psf_sigma|psf_sigma_median}} the first of these that there is, {@code {own:day_obs}} a column of
 * the level's first table; {@code {longitude}} and {@code {latitude}} tell where the instrument
 * stands, {@code {sky_rotation_sign}} and {@code {rotator_offset}} how its rotator turns; {@code
 * {from:visit1_exposure}} is a table to read from, {@code {from:}} the level's first. Where one of
 * them is missing, so is the column.
 *
 * @param name of the column
 * @param unit null where it has none; with a unit or a formula of numbers it is a number
 * @param unless the column is not made in a view that has this one; null where nothing hinders
 */
record Derivation(
        String name,
        @Nullable String unit,
        String ucd,
        String description,
        String formula,
        @Nullable String unless) {

    private static final Pattern NAME = Pattern.compile("\\{((?:own:)?[a-z0-9_|]+)}");
    private static final Pattern FROM = Pattern.compile("\\{from:([a-z0-9_]*)}");
    private static final String OWN = "own:";

    /** Marks are words, all else that is worked out is a number. */
    private static final String WORD = "meta.code";

    Column column() {
        return Column.of(name, ucd.startsWith(WORD) ? Datatype.TEXT : Datatype.DOUBLE)
                .description(description)
                .unit(unit)
                .ucd(ucd)
                .column();
    }

    /**
     * The formula with all names filled in but those of tables.
     *
     * @param columns the columns of the view, and what they stand for
     * @return empty where something is missing
     */
    Optional<String> expression(Schema schema, Table base, Map<String, String> columns) {
        if (unless != null && columns.containsKey(unless)) {
            return Optional.empty();
        }
        var named = replaced(NAME, formula, name -> meaning(name, schema.site(), base, columns));
        return named.flatMap(text -> replaced(FROM, text, table -> readable(schema, base, table)));
    }

    /** The expression with all tables filled in. */
    static String over(String expression, UnaryOperator<String> tables) {
        return replaced(FROM, expression, tables).orElseThrow();
    }

    private static Optional<String> replaced(
            Pattern pattern, String text, Function<String, ? extends @Nullable String> meanings) {
        var result = new StringBuilder();
        var names = pattern.matcher(text);
        while (names.find()) {
            var meaning = meanings.apply(names.group(1));
            if (meaning == null) {
                return Optional.empty();
            }
            names.appendReplacement(result, Matcher.quoteReplacement(meaning));
        }
        names.appendTail(result);
        return Optional.of(result.toString());
    }

    private static @Nullable String readable(Schema schema, Table base, String name) {
        var table = name.isEmpty() ? base : schema.table(name).orElse(null);
        var isOpen =
                table != null
                        && table.notes().visibility().compareTo(base.notes().visibility()) <= 0;
        return table != null && isOpen ? "{from:" + table.name() + "}" : null;
    }

    private static @Nullable String meaning(
            String name, @Nullable Site site, Table base, Map<String, String> columns) {
        var rotator = site == null ? null : site.rotator();
        return switch (name) {
            case "longitude" -> site == null ? null : number(site.longitudeDeg());
            case "latitude" -> site == null ? null : number(site.latitudeDeg());
            case "sky_rotation_sign" -> rotator == null ? null : number(rotator.skyRotation());
            case "rotator_offset" -> rotator == null ? null : number(rotator.offsetDeg());
            default -> name.startsWith(OWN) ? own(name, base) : first(name, columns);
        };
    }

    private static @Nullable String own(String name, Table base) {
        var column = name.substring(OWN.length());
        return base.column(column).isPresent() ? quoted(base.name()) + "." + quoted(column) : null;
    }

    private static @Nullable String first(String names, Map<String, String> columns) {
        for (var name : names.split("\\|", -1)) {
            var found = columns.get(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String number(double value) {
        return "(" + value + ")";
    }
}
