package org.platebook.vo.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * The types that values of queries have: each is one PostgreSQL type and one VOTable type (ADQL
 * 2.1, 3.4; VOTable 1.4, 2.1; DALI 1.1, 3.3).
 */
public enum Type {
    SHORT("smallint", "short", null, null),
    INT("integer", "int", null, null),
    LONG("bigint", "long", null, null),
    FLOAT("real", "float", null, null),
    DOUBLE("double precision", "double", null, null),
    BOOLEAN("boolean", "boolean", null, null),
    TEXT("text", "char", "*", null),
    /** Without a zone; the scale, UTC or TAI, is said by the column. */
    TIMESTAMP("timestamp without time zone", "char", "*", "timestamp"),
    BYTES("bytea", "unsignedByte", "*", null),
    SHORTS("smallint[]", "short", "*", null),
    INTS("integer[]", "int", "*", null),
    LONGS("bigint[]", "long", "*", null),
    FLOATS("real[]", "float", "*", null),
    DOUBLES("double precision[]", "double", "*", null),
    /** Longitude and latitude in degrees. */
    POINT("double precision[]", "double", "2", "point"),
    /** Longitude, latitude and radius in degrees. */
    CIRCLE("double precision[]", "double", "3", "circle"),
    /** Longitudes and latitudes of the vertices in degrees. */
    POLYGON("double precision[]", "double", "*", "polygon"),
    /** The type of a NULL that nothing gives another type. */
    UNKNOWN("text", "char", "*", null);

    private final String sql;
    private final String datatype;
    private final @Nullable String arraysize;
    private final @Nullable String xtype;

    Type(String sql, String datatype, @Nullable String arraysize, @Nullable String xtype) {
        this.sql = sql;
        this.datatype = datatype;
        this.arraysize = arraysize;
        this.xtype = xtype;
    }

    /** The PostgreSQL type in which values travel. */
    public String sql() {
        return sql;
    }

    /** The VOTable data type. */
    public String datatype() {
        return datatype;
    }

    /** The VOTable array size; null for a scalar. */
    public @Nullable String arraysize() {
        return arraysize;
    }

    /** The DALI extended type; null for none. */
    public @Nullable String xtype() {
        return xtype;
    }

    /** Whether values are single numbers. */
    public boolean isNumber() {
        return isWhole() || this == FLOAT || this == DOUBLE;
    }

    /** Whether values are single whole numbers. */
    public boolean isWhole() {
        return this == SHORT || this == INT || this == LONG;
    }

    /** Whether values are regions or points of the sky. */
    public boolean isGeometry() {
        return this == POINT || this == CIRCLE || this == POLYGON;
    }

    /** In words, for messages. */
    public String words() {
        return switch (this) {
            case SHORT, INT, LONG, FLOAT, DOUBLE -> "a number";
            case BOOLEAN -> "a truth value";
            case TEXT -> "a text";
            case TIMESTAMP -> "a timestamp";
            case BYTES -> "binary data";
            case SHORTS, INTS, LONGS, FLOATS, DOUBLES -> "an array";
            case POINT -> "a point";
            case CIRCLE -> "a circle";
            case POLYGON -> "a polygon";
            case UNKNOWN -> "null";
        };
    }
}
