package org.platebook.store.wide;

import static org.platebook.store.sql.SqlText.quoted;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Constraint;
import org.platebook.model.felis.Table;
import org.platebook.store.sql.LevelSql;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with names in braces, which stand for what a view has.
 *
 * <p>{@code {s_ra}} is a step worked out before or a column of the view, {@code
 * {psf_sigma|psf_sigma_median}} the first of these that there is, {@code {own:day_obs}} a column of
 * the level's first table, {@code {parent:exp_midpt_mjd}} one of the row that a row of the first
 * table belongs to by a foreign key; {@code {longitude}} and {@code {latitude}} tell where the
 * instrument stands, {@code {sky_rotation_sign}} and {@code {rotator_offset}} how its rotator
 * turns; {@code {from:visit_exposure}} is a table to read from, by its level, {@code
 * {from:exposure/observers}} by its level and source, {@code {from:}} the level's first; {@code
 * {in:visit_exposure:visit_id}} is a column of such a table, by its role.
 */
record Formula(String text) {

    private static final Pattern NAME = Pattern.compile("\\{((?:own:|parent:)?[a-z0-9_|]+)}");
    private static final Pattern FROM = Pattern.compile("\\{from:([a-z0-9_/-]*)}");
    private static final Pattern IN = Pattern.compile("\\{in:([a-z0-9_/-]*:[a-z0-9_]+)}");
    private static final String OWN = "own:";
    private static final String PARENT = "parent:";

    /**
     * The formula with all names filled in but those of tables.
     *
     * @param known columns of the view and steps, and what they stand for
     * @return empty where something is missing
     */
    Optional<String> expression(SeenLevel level, Map<String, String> known) {
        return replaced(FROM, text, place -> readable(level, place))
                .flatMap(sql -> replaced(IN, sql, place -> quotedIn(level, place)))
                .flatMap(sql -> replaced(NAME, sql, name -> meaning(name, level, known)));
    }

    /**
     * The formula as people read it, with names where the database needs more.
     *
     * @param known columns of the view and steps, and what people call them
     */
    String told(SeenLevel level, Map<String, String> known) {
        return replaced(FROM, text, place -> table(level, place).map(Table::name).orElse(null))
                .flatMap(sql -> replaced(IN, sql, place -> in(level, place)))
                .flatMap(sql -> replaced(NAME, sql, name -> toldMeaning(name, level, known)))
                .orElseThrow();
    }

    private String toldMeaning(String name, SeenLevel level, Map<String, String> known) {
        if (name.startsWith(OWN)) {
            var plain = name.substring(OWN.length());
            return level.column(level.base(), plain).orElse(plain);
        }
        var plain = name.substring(name.indexOf(':') + 1);
        var found = plain.equals(name) ? meaning(name, level, known) : null;
        if (found == null) {
            return plain;
        }
        boolean isCall = found.endsWith(")") && !found.startsWith("(");
        return isCall && !text.equals("{" + name + "}") ? "(" + found + ")" : found;
    }

    /** An expression with all tables filled in. */
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

    private static @Nullable String readable(SeenLevel level, String place) {
        return table(level, place).map(table -> "{from:" + table.name() + "}").orElse(null);
    }

    private static Optional<Table> table(SeenLevel level, String place) {
        var table =
                place.isEmpty() ? Optional.of(level.base()) : LevelSql.find(level.schema(), place);
        return table.filter(level::shows);
    }

    private static @Nullable String quotedIn(SeenLevel level, String place) {
        var column = in(level, place);
        return column == null ? null : quoted(column);
    }

    private static @Nullable String in(SeenLevel level, String place) {
        int colon = place.indexOf(':');
        return table(level, place.substring(0, colon))
                .flatMap(table -> level.column(table, place.substring(colon + 1)))
                .orElse(null);
    }

    private static @Nullable String meaning(
            String name, SeenLevel level, Map<String, String> known) {
        var site = level.schema().site();
        var rotator = site == null ? null : site.rotator();
        return switch (name) {
            case "longitude" -> site == null ? null : number(site.longitudeDeg());
            case "latitude" -> site == null ? null : number(site.latitudeDeg());
            case "sky_rotation_sign" -> rotator == null ? null : number(rotator.skyRotation());
            case "rotator_offset" -> rotator == null ? null : number(rotator.offsetDeg());
            default -> ofRow(name, level, known);
        };
    }

    private static @Nullable String ofRow(String name, SeenLevel level, Map<String, String> known) {
        if (name.startsWith(OWN)) {
            return own(name.substring(OWN.length()), level);
        }
        return name.startsWith(PARENT)
                ? ofParent(name.substring(PARENT.length()), level)
                : first(name, level, known);
    }

    private static @Nullable String own(String column, SeenLevel level) {
        var base = level.base();
        return level.column(base, column)
                .map(name -> quoted(base.name()) + "." + quoted(name))
                .orElse(null);
    }

    private static @Nullable String ofParent(String column, SeenLevel level) {
        var base = level.base();
        for (var constraint : base.constraints()) {
            if (constraint instanceof Constraint.ForeignKey key && key.columns().size() == 1) {
                var found =
                        level.schema()
                                .table(key.targetTable())
                                .flatMap(parent -> level.column(parent, column));
                if (found.isPresent()) {
                    return "(select parent.%s from {from:%s} as parent where parent.%s = %s.%s)"
                            .formatted(
                                    quoted(found.get()),
                                    key.targetTable(),
                                    quoted(key.targetColumns().getFirst()),
                                    quoted(base.name()),
                                    quoted(key.columns().getFirst()));
                }
            }
        }
        return null;
    }

    private static @Nullable String first(
            String names, SeenLevel level, Map<String, String> known) {
        for (var name : names.split("\\|", -1)) {
            var found = known.get(name);
            if (found != null) {
                return found;
            }
            var own = level.column(level.base(), name).map(known::get);
            if (own.isPresent()) {
                return own.get();
            }
        }
        return null;
    }

    private static String number(double value) {
        return "(" + value + ")";
    }
}
