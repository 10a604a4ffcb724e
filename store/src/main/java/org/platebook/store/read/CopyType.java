package org.platebook.store.read;

/** The PostgreSQL types that a stream of rows can hold, each with its binary form. */
public enum CopyType {
    /** One byte, 0 or 1. */
    BOOL,
    /** Two bytes, most significant first. */
    INT2,
    /** Four bytes, most significant first. */
    INT4,
    /** Eight bytes, most significant first. */
    INT8,
    /** Four bytes, IEEE 754, most significant first. */
    FLOAT4,
    /** Eight bytes, IEEE 754, most significant first. */
    FLOAT8,
    /** Digits to the base of ten thousand. */
    NUMERIC,
    /** UTF-8. */
    TEXT,
    /** UTF-8 after one byte of version. */
    JSONB,
    /** As they are. */
    BYTEA,
    /** Sixteen bytes. */
    UUID,
    /** Days since 2000-01-01, four bytes. */
    DATE,
    /** Microseconds since 2000-01-01T00:00, eight bytes. */
    TIMESTAMP,
    /** Microseconds since 2000-01-01T00:00 UTC, eight bytes. */
    TIMESTAMPTZ,
    BOOL_ARRAY,
    INT2_ARRAY,
    INT4_ARRAY,
    INT8_ARRAY,
    FLOAT4_ARRAY,
    FLOAT8_ARRAY,
    TEXT_ARRAY,
    /** Any other type: its bytes can be had, and nothing else. */
    OTHER;

    static CopyType named(String postgresType) {
        return switch (postgresType) {
            case "bool" -> BOOL;
            case "int2" -> INT2;
            case "int4" -> INT4;
            case "int8" -> INT8;
            case "float4" -> FLOAT4;
            case "float8" -> FLOAT8;
            case "numeric" -> NUMERIC;
            case "text", "varchar", "bpchar", "name", "json", "char", "unknown" -> TEXT;
            case "jsonb" -> JSONB;
            case "bytea" -> BYTEA;
            case "uuid" -> UUID;
            case "date" -> DATE;
            case "timestamp" -> TIMESTAMP;
            case "timestamptz" -> TIMESTAMPTZ;
            case "_bool" -> BOOL_ARRAY;
            case "_int2" -> INT2_ARRAY;
            case "_int4" -> INT4_ARRAY;
            case "_int8" -> INT8_ARRAY;
            case "_float4" -> FLOAT4_ARRAY;
            case "_float8" -> FLOAT8_ARRAY;
            case "_text", "_varchar" -> TEXT_ARRAY;
            default -> OTHER;
        };
    }
}
