package org.platebook.store.journal;

import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.shape.StoredType;
import org.platebook.store.shape.TableShape.StoredColumn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes Records as tuples of a binary COPY: PostgreSQL 18 manual, COPY, "Binary Format". Each
 * tuple begins with the Record's id.
 */
public final class TupleWriter {

    static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    /** From 1970-01-01 to 2000-01-01, where PostgreSQL's time begins. */
    static final long MICROS_1970_TO_2000 = 10_957L * 86_400 * 1_000_000;

    static final int FLOAT4_OID = 700;
    static final int FLOAT8_OID = 701;

    private static final int NULL = -1;
    private static final int UUID_BYTES = 16;
    private static final int JSONB_VERSION = 1;
    private static final int FIRST_BYTES = 1 << 16;
    private static final long HALF_A_MICRO = 500;
    private static final long NANOS_A_MICRO = 1000;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void write(TableRecord record, List<StoredColumn> columns) {
        room(Short.BYTES + Integer.BYTES + UUID_BYTES);
        int2(columns.size() + 1);
        int4(UUID_BYTES);
        int8(record.id().getMostSignificantBits());
        int8(record.id().getLeastSignificantBits());
        for (var column : columns) {
            value(column.type(), Batch.value(record, column.name()));
        }
    }

    private void value(StoredType type, Value value) {
        room(Integer.BYTES + Long.BYTES);
        switch (value) {
            case Value.Cleared _ -> int4(NULL);
            case Value.Flag(boolean flag) -> {
                int4(1);
                bytes[length++] = (byte) (flag ? 1 : 0);
            }
            case Value.Whole(long whole) -> whole(type, whole);
            case Value.Real(double real) -> real(type, real);
            case Value.Text(String text) -> text(text);
            case Value.Json(String json) -> json(type, json);
            case Value.SkyTime(var moment) -> {
                int4(Long.BYTES);
                int8(micros(moment.nanos()) - MICROS_1970_TO_2000);
            }
            case Value.Reals(double[] reals) -> reals(type, reals);
        }
    }

    /** To the nearest microsecond, the later one of two equally near. */
    public static long micros(long nanos) {
        return Math.floorDiv(nanos, NANOS_A_MICRO)
                + (Math.floorMod(nanos, NANOS_A_MICRO) >= HALF_A_MICRO ? 1 : 0);
    }

    private void whole(StoredType type, long whole) {
        switch (type) {
            case INT2 -> {
                int4(Short.BYTES);
                int2((int) whole);
            }
            case INT4 -> {
                int4(Integer.BYTES);
                int4((int) whole);
            }
            case INT8 -> {
                int4(Long.BYTES);
                int8(whole);
            }
            default -> real(type, (double) whole);
        }
    }

    private void real(StoredType type, double real) {
        if (type == StoredType.FLOAT4) {
            int4(Float.BYTES);
            int4(Float.floatToIntBits((float) real));
        } else {
            int4(Double.BYTES);
            int8(Double.doubleToLongBits(real));
        }
    }

    private void text(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + encoded.length);
        int4(encoded.length);
        raw(encoded);
    }

    private void json(StoredType type, String json) {
        if (type == StoredType.JSON) {
            text(json);
            return;
        }
        var encoded = json.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + encoded.length);
        int4(encoded.length + 1);
        bytes[length++] = JSONB_VERSION;
        raw(encoded);
    }

    private void reals(StoredType type, double[] reals) {
        boolean single = type == StoredType.FLOAT4_ARRAY;
        int each = Integer.BYTES + (single ? Float.BYTES : Double.BYTES);
        int header = 3 * Integer.BYTES + (reals.length == 0 ? 0 : 2 * Integer.BYTES);
        room(Integer.BYTES + header + reals.length * each);
        int4(header + reals.length * each);
        int4(reals.length == 0 ? 0 : 1); // dimensions
        int4(0); // no nulls
        int4(single ? FLOAT4_OID : FLOAT8_OID);
        if (reals.length > 0) {
            int4(reals.length);
            int4(1); // arrays count from 1
        }
        for (double real : reals) {
            real(single ? StoredType.FLOAT4 : StoredType.FLOAT8, real);
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private void raw(byte[] from) {
        System.arraycopy(from, 0, bytes, length, from.length);
        length += from.length;
    }

    private void int2(int value) {
        SHORT.set(bytes, length, (short) value);
        length += Short.BYTES;
    }

    private void int4(int value) {
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    private void int8(long value) {
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }
}
