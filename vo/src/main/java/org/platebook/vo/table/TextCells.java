package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.Type;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Values as VOTable's TABLEDATA and the text formats write them (VOTable 1.4, 5.1). */
final class TextCells {

    private static final int DOUBLE_STEP = Integer.BYTES + Double.BYTES;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private TextCells() {}

    /** What writes values of a type; texts are for the format itself to write. */
    static CellWriter of(Type type, CellWriter text) {
        return switch (type) {
            case SHORT -> (rows, field, sink) -> sink.whole(rows.int2(field));
            case INT -> (rows, field, sink) -> sink.whole(rows.int4(field));
            case LONG -> (rows, field, sink) -> sink.whole(rows.int8(field));
            case FLOAT -> (rows, field, sink) -> real(rows.float4(field), sink);
            case DOUBLE -> (rows, field, sink) -> real(rows.float8(field), sink);
            case BOOLEAN -> (rows, field, sink) -> sink.ascii(rows.bool(field) ? "true" : "false");
            case TIMESTAMP -> (rows, field, sink) -> sink.moment(rows.int8(field));
            case TEXT, UNKNOWN -> text;
            case BYTES -> TextCells::bytes;
            case DOUBLES, POINT, CIRCLE, POLYGON -> TextCells::doubles;
            case SHORTS, INTS, LONGS, FLOATS ->
                    (rows, field, sink) -> array(rows, field, type, sink);
        };
    }

    static void real(double value, ByteSink sink) throws IOException {
        sink.ascii(
                Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value));
    }

    static void real(float value, ByteSink sink) throws IOException {
        sink.ascii(Float.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Float.toString(value));
    }

    private static void doubles(CopyReader rows, int field, ByteSink sink) throws IOException {
        int count = rows.arrayLength(field);
        var bytes = ByteBuffer.wrap(rows.buffer());
        int at = rows.arrayOffset(field);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                sink.put(' ');
            }
            boolean known = bytes.getInt(at) >= 0;
            real(known ? bytes.getDouble(at + Integer.BYTES) : Double.NaN, sink);
            at += known ? DOUBLE_STEP : Integer.BYTES;
        }
    }

    /** Null elements of whole numbers, for which VOTable has no word, are written as 0. */
    private static void array(CopyReader rows, int field, Type type, ByteSink sink)
            throws IOException {
        var bytes = ByteBuffer.wrap(rows.buffer());
        int at = rows.arrayOffset(field);
        int count = rows.arrayLength(field);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                sink.put(' ');
            }
            int length = bytes.getInt(at);
            int value = at + Integer.BYTES;
            if (type == Type.FLOATS) {
                real(length < 0 ? Float.NaN : bytes.getFloat(value), sink);
            } else if (length < 0) {
                sink.put('0');
            } else {
                sink.whole(
                        switch (length) {
                            case Short.BYTES -> bytes.getShort(value);
                            case Integer.BYTES -> bytes.getInt(value);
                            default -> bytes.getLong(value);
                        });
            }
            at = value + Math.max(0, length);
        }
    }

    /** As unsigned numbers with blanks between: VOTable's unsignedByte array. */
    private static void bytes(CopyReader rows, int field, ByteSink sink) throws IOException {
        int at = rows.offset(field);
        for (int i = 0; i < rows.length(field); i++) {
            if (i > 0) {
                sink.put(' ');
            }
            sink.whole(Byte.toUnsignedInt(rows.buffer()[at + i]));
        }
    }

    /** As hexadecimal digits, for formats that are read by people. */
    static void hexadecimal(CopyReader rows, int field, ByteSink sink) throws IOException {
        int at = rows.offset(field);
        for (int i = 0; i < rows.length(field); i++) {
            sink.put(HEX[(rows.buffer()[at + i] >> 4) & 0xf]);
            sink.put(HEX[rows.buffer()[at + i] & 0xf]);
        }
    }
}
