package org.platebook.peers.consdb;

import org.platebook.store.read.CopyField;
import org.platebook.store.read.CopyReader;

import tools.jackson.core.JsonGenerator;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * How values of a column are written in JSON, as ConsDB's server writes them: what is no finite
 * number is null, exact decimals are texts, and times have no zone.
 */
enum JsonCell {
    BOOL,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    /** An exact decimal, already as text. */
    NUMBER_TEXT,
    TEXT,
    /** Text that is JSON. */
    RAW,
    /** An array of whatever, already as text that is JSON. */
    RAW_ARRAY,
    UUID,
    DATE,
    TIMESTAMP,
    TIMESTAMP_UTC,
    BOOLS,
    SHORTS,
    INTS,
    LONGS,
    FLOATS,
    DOUBLES;

    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final long EPOCH_SECOND =
            EPOCH.toEpochSecond(java.time.LocalTime.MIN, ZoneOffset.UTC);
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1000;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    static JsonCell of(CopyField field) {
        return switch (field.type()) {
            case BOOL -> BOOL;
            case INT2 -> SHORT;
            case INT4 -> INT;
            case INT8 -> LONG;
            case FLOAT4 -> FLOAT;
            case FLOAT8 -> DOUBLE;
            case NUMERIC -> NUMBER_TEXT;
            case TEXT -> field.postgresType().equals("json") ? RAW : TEXT;
            case JSONB -> RAW;
            case UUID -> UUID;
            case DATE -> DATE;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMPTZ -> TIMESTAMP_UTC;
            case BOOL_ARRAY -> BOOLS;
            case INT2_ARRAY -> SHORTS;
            case INT4_ARRAY -> INTS;
            case INT8_ARRAY -> LONGS;
            case FLOAT4_ARRAY -> FLOATS;
            case FLOAT8_ARRAY -> DOUBLES;
            case TEXT_ARRAY -> RAW_ARRAY;
            case BYTEA -> TEXT;
            case OTHER -> field.postgresType().startsWith("_") ? RAW_ARRAY : TEXT;
        };
    }

    /** Whether the value must be read as text, whatever the column's own type is. */
    boolean isText() {
        return this == NUMBER_TEXT || this == TEXT || this == RAW || this == RAW_ARRAY;
    }

    /** Writes the value of a field of the current row. */
    void write(CopyReader rows, int field, JsonGenerator json) {
        if (rows.isNull(field)) {
            json.writeNull();
            return;
        }
        switch (this) {
            case BOOL -> json.writeBoolean(rows.bool(field));
            case SHORT -> json.writeNumber(rows.int2(field));
            case INT -> json.writeNumber(rows.int4(field));
            case LONG -> json.writeNumber(rows.int8(field));
            case FLOAT -> real(rows.float4(field), json);
            case DOUBLE -> real(rows.float8(field), json);
            case NUMBER_TEXT -> decimal(rows.text(field), json);
            case TEXT -> json.writeString(rows.text(field));
            case RAW, RAW_ARRAY -> json.writeRawValue(rows.text(field));
            case UUID -> json.writeString(uuid(rows, field));
            case DATE -> json.writeString(date(rows.int4(field)));
            case TIMESTAMP -> json.writeString(moment(rows.int8(field)));
            case TIMESTAMP_UTC -> json.writeString(moment(rows.int8(field)) + "+00:00");
            case BOOLS, SHORTS, INTS, LONGS, FLOATS, DOUBLES ->
                    new ArrayCells(this, rows.buffer(), rows.offset(field)).write(json);
        }
    }

    /** Writes one element of an array. */
    void element(ByteBuffer value, JsonGenerator json) {
        switch (this) {
            case BOOLS -> json.writeBoolean(value.get() != 0);
            case SHORTS -> json.writeNumber(value.getShort());
            case INTS -> json.writeNumber(value.getInt());
            case LONGS -> json.writeNumber(value.getLong());
            case FLOATS -> real(value.getFloat(), json);
            case DOUBLES -> real(value.getDouble(), json);
            case BOOL,
                    SHORT,
                    INT,
                    LONG,
                    FLOAT,
                    DOUBLE,
                    NUMBER_TEXT,
                    TEXT,
                    RAW,
                    RAW_ARRAY,
                    UUID,
                    DATE,
                    TIMESTAMP,
                    TIMESTAMP_UTC ->
                    throw new IllegalStateException(this + " has no elements");
        }
    }

    private static void real(float value, JsonGenerator json) {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void real(double value, JsonGenerator json) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void decimal(String text, JsonGenerator json) {
        if (Character.isLetter(text.charAt(text.length() - 1))) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }

    private static String uuid(CopyReader rows, int field) {
        var bytes = ByteBuffer.wrap(rows.buffer(), rows.offset(field), rows.length(field));
        return new java.util.UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static String date(int days) {
        return days == Integer.MAX_VALUE
                ? "infinity"
                : days == Integer.MIN_VALUE ? "-infinity" : EPOCH.plusDays(days).toString();
    }

    private static String moment(long micros) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        long fraction = Math.floorMod(micros, MICROS);
        var moment =
                LocalDateTime.ofEpochSecond(
                        EPOCH_SECOND + Math.floorDiv(micros, MICROS),
                        (int) fraction * NANOS_PER_MICRO,
                        ZoneOffset.UTC);
        return (fraction == 0 ? SECONDS : MICROSECONDS).format(moment);
    }
}
