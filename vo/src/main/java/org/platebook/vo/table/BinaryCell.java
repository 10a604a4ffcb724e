package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How BINARY2 writes the values of one column. */
final class BinaryCell {

    private final CellWriter cell;
    private final byte[] nothing;

    /**
     * @param cell writes a value that is there
     * @param nothing stands where there is none: NaN, zeros, or an array of no elements
     */
    private BinaryCell(CellWriter cell, byte[] nothing) {
        this.cell = cell;
        this.nothing = nothing;
    }

    void write(CopyReader rows, int field, ByteSink sink) throws IOException {
        if (rows.isNull(field)) {
            sink.put(nothing);
        } else {
            cell.write(rows, field, sink);
        }
    }

    static BinaryCell of(ResultColumn field) {
        int fixed = VotableHead.fixedSize(field);
        var type = field.type();
        return switch (type) {
            case SHORT -> copied(Short.BYTES);
            case INT -> copied(Integer.BYTES);
            case LONG -> copied(Long.BYTES);
            case FLOAT ->
                    new BinaryCell(
                            BinaryCell::copy,
                            ByteBuffer.allocate(Float.BYTES).putFloat(Float.NaN).array());
            case DOUBLE ->
                    new BinaryCell(
                            BinaryCell::copy,
                            ByteBuffer.allocate(Double.BYTES).putDouble(Double.NaN).array());
            case BOOLEAN ->
                    new BinaryCell(
                            (rows, i, sink) -> sink.put(rows.bool(i) ? 'T' : 'F'),
                            new byte[] {'?'});
            case TEXT, BYTES, UNKNOWN -> characters(fixed);
            case TIMESTAMP -> moment(fixed);
            case SHORTS -> array(type, Short.BYTES, fixed);
            case INTS -> array(type, Integer.BYTES, fixed);
            case LONGS -> array(type, Long.BYTES, fixed);
            case FLOATS -> array(type, Float.BYTES, fixed);
            case DOUBLES, POINT, CIRCLE, POLYGON -> array(type, Double.BYTES, fixed);
        };
    }

    private static BinaryCell copied(int bytes) {
        return new BinaryCell(BinaryCell::copy, new byte[bytes]);
    }

    private static void copy(CopyReader rows, int field, ByteSink sink) throws IOException {
        sink.put(rows.buffer(), rows.offset(field), rows.length(field));
    }

    private static BinaryCell characters(int fixed) {
        if (fixed == 0) {
            return new BinaryCell(
                    (rows, field, sink) -> {
                        sink.putInt(rows.length(field));
                        copy(rows, field, sink);
                    },
                    new byte[Integer.BYTES]);
        }
        return new BinaryCell(
                (rows, field, sink) -> {
                    int length = Math.min(fixed, rows.length(field));
                    sink.put(rows.buffer(), rows.offset(field), length);
                    sink.put(new byte[fixed - length]);
                },
                new byte[fixed]);
    }

    private static BinaryCell moment(int fixed) {
        var text = new byte[Math.max(DaliTime.MOST_BYTES, fixed)];
        return new BinaryCell(
                (rows, field, sink) -> {
                    Arrays.fill(text, (byte) 0);
                    int length = DaliTime.write(rows.int8(field), text, 0);
                    if (fixed == 0) {
                        sink.putInt(length);
                    }
                    sink.put(text, 0, fixed == 0 ? length : fixed);
                },
                new byte[fixed == 0 ? Integer.BYTES : fixed]);
    }

    /** Null elements become NaN, or 0 for whole numbers, for which there is no word. */
    private static BinaryCell array(Type type, int width, int fixed) {
        var missing = new byte[width];
        if (type.datatype().equals("double")) {
            ByteBuffer.wrap(missing).putDouble(Double.NaN);
        } else if (type == Type.FLOATS) {
            ByteBuffer.wrap(missing).putFloat(Float.NaN);
        }
        return new BinaryCell(
                (rows, field, sink) -> elements(rows, field, sink, missing, fixed),
                fixed == 0 ? new byte[Integer.BYTES] : filled(missing, fixed));
    }

    private static byte[] filled(byte[] element, int count) {
        var all = ByteBuffer.allocate(element.length * count);
        for (int i = 0; i < count; i++) {
            all.put(element);
        }
        return all.array();
    }

    private static void elements(
            CopyReader rows, int field, ByteSink sink, byte[] missing, int fixed)
            throws IOException {
        int count = rows.arrayLength(field);
        if (fixed == 0) {
            sink.putInt(count);
        }
        var bytes = ByteBuffer.wrap(rows.buffer());
        int at = rows.arrayOffset(field);
        int wanted = fixed == 0 ? count : fixed;
        for (int i = 0; i < wanted; i++) {
            int length = i < count ? bytes.getInt(at) : -1;
            if (length < 0) {
                sink.put(missing);
            } else {
                sink.put(rows.buffer(), at + Integer.BYTES, length);
            }
            at += Integer.BYTES + Math.max(0, length);
        }
    }
}
