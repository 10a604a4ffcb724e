package org.platebook.peers.consdb;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of types as SQLAlchemy spells those of PostgreSQL, as in "VARCHAR(20)": clients choose by
 * them how to convert values.
 */
final class TypeName {

    private static final Pattern FORMAT =
            Pattern.compile(
                    "([a-z0-9_ \"]+?)(\\([0-9, ]+\\))?( with(?:out)? time zone)?((?:\\[])*)");

    private static final Map<String, String> NAMES =
            Map.of(
                    "character varying", "VARCHAR",
                    "character", "CHAR",
                    "bit varying", "BIT VARYING");

    private TypeName() {}

    /**
     * The name of a type.
     *
     * @param format as PostgreSQL's format_type gives it, as in "character varying(20)"
     */
    static String of(String format) {
        var matcher = FORMAT.matcher(format);
        if (!matcher.matches()) {
            return format.toUpperCase(Locale.ROOT);
        }
        var base = matcher.group(1);
        var size = matcher.group(2) == null ? "" : matcher.group(2).replaceAll(",(?! )", ", ");
        var name = NAMES.getOrDefault(base, base.toUpperCase(Locale.ROOT));
        boolean sized = !base.startsWith("time") && !base.startsWith("interval");
        var array = matcher.group(4).isEmpty() ? "" : "[]";
        return name + (sized ? size : "") + array;
    }
}
