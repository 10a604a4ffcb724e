package org.platebook.store.read;

import org.postgresql.util.ByteConverter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;

/** Values in PostgreSQL's binary form, most significant byte first. */
final class Bytes {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Number of dimensions, whether there are nulls, type of the elements. */
    private static final int ARRAY_HEADER_BYTES = 3 * Integer.BYTES;

    /** Length and lower bound. */
    private static final int DIMENSION_BYTES = 2 * Integer.BYTES;

    private Bytes() {}

    static short int2(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at);
    }

    static int int4(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long int8(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static BigDecimal numeric(byte[] bytes, int at, int length) {
        if (ByteConverter.numeric(bytes, at, length) instanceof BigDecimal value) {
            return value;
        }
        throw new ArithmeticException("not a finite number");
    }

    static int arrayLength(byte[] bytes, int at) {
        return switch (int4(bytes, at)) {
            case 0 -> 0;
            case 1 -> int4(bytes, at + ARRAY_HEADER_BYTES);
            default ->
                    throw new IllegalStateException(
                            "an array of %s dimensions, not 1".formatted(int4(bytes, at)));
        };
    }

    static int arrayElements(byte[] bytes, int at) {
        return at + ARRAY_HEADER_BYTES + int4(bytes, at) * DIMENSION_BYTES;
    }
}
