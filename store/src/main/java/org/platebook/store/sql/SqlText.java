package org.platebook.store.sql;

import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Names and texts as SQL writes them. Names are kept in lower case, so that queries need no quotes.
 */
public final class SqlText {

    private SqlText() {}

    /** A Felis name as the database keeps it. */
    public static String stored(String felisName) {
        return felisName.toLowerCase(Locale.ROOT);
    }

    /** A Felis name, quoted. */
    public static String quoted(String felisName) {
        return '"' + stored(felisName).replace("\"", "\"\"") + '"';
    }

    /** The names of columns, quoted and separated by commas. */
    public static String quoted(List<String> felisNames) {
        return felisNames.stream().map(SqlText::quoted).collect(Collectors.joining(", "));
    }

    /** Schema and table, quoted. */
    public static String qualified(Schema schema, Table table) {
        return quoted(schema.name()) + "." + quoted(table.name());
    }

    /** A text as a literal; standard_conforming_strings is on. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
