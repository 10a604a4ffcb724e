package org.platebook.store.sql;

import org.platebook.model.felis.Column;

import java.util.Locale;

/** The PostgreSQL types of columns. */
public final class PostgresType {

    private static final int FINEST_SECONDS = 6;

    private PostgresType() {}

    /**
     * The type of a column, as in "double precision[]".
     *
     * <p>Felis byte is unsigned and char may hold less than its length, so they become smallint
     * with a check and varchar.
     */
    public static String of(Column column) {
        return column.isArray() ? element(column) + "[]" : element(column);
    }

    /** The type of a column as the database names it without length and precision. */
    public static String withoutLength(Column column) {
        var type = of(column).replaceAll("\\(\\d+(, ?\\d+)?\\)", "");
        return switch (type) {
            case "varchar" -> "character varying";
            case "timestamp" -> "timestamp without time zone";
            default -> type;
        };
    }

    private static String element(Column column) {
        var stated = column.postgresqlDatatype();
        if (stated != null) {
            return stated.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return switch (column.datatype()) {
            case BOOLEAN -> "boolean";
            case BYTE, SHORT -> "smallint";
            case INT -> "integer";
            case LONG -> "bigint";
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case CHAR, STRING, UNICODE ->
                    column.length() == null ? "text" : "varchar(" + column.length() + ")";
            case TEXT -> "text";
            case BINARY -> "bytea";
            case TIMESTAMP -> {
                var precision = column.precision();
                yield "timestamp(" + (precision == null ? FINEST_SECONDS : precision) + ")";
            }
        };
    }
}
