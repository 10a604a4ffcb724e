package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The values of one column in some rows, gathered for formats that are written column by column;
 * numbers least significant byte first.
 */
final class ColumnBatch {

    /** Days from 1970 to 2000, from which the database counts. */
    private static final long MICROS_TO_2000 = 10_957L * 86_400_000_000L;

    private static final int SOME = 1024;

    private final ResultColumn field;
    private final Layout layout;
    private final int width;
    private byte[] there = new byte[SOME];
    private int[] ends = new int[SOME];
    private byte[] elementThere = new byte[SOME];
    private byte[] bytes = new byte[SOME];
    private ByteBuffer data = over(bytes);
    private int rows;
    private int elements;

    /** How values lie beside each other. */
    enum Layout {
        /** Each as wide as the others; absent ones are zeros. */
        FIXED,
        /** Bytes one after the other; the ends count bytes. */
        BYTES,
        /** Elements as wide as each other, one list after the other; the ends count elements. */
        LIST
    }

    ColumnBatch(ResultColumn field) {
        this.field = field;
        this.layout =
                switch (field.type()) {
                    case SHORT, INT, LONG, FLOAT, DOUBLE, BOOLEAN, TIMESTAMP -> Layout.FIXED;
                    case TEXT, BYTES, UNKNOWN -> Layout.BYTES;
                    case SHORTS, INTS, LONGS, FLOATS, DOUBLES, POINT, CIRCLE, POLYGON ->
                            Layout.LIST;
                };
        this.width = width(field.type());
    }

    private static int width(Type type) {
        return switch (type) {
            case BOOLEAN, TEXT, BYTES, UNKNOWN -> 1;
            case SHORT, SHORTS -> Short.BYTES;
            case INT, INTS, FLOAT, FLOATS -> Integer.BYTES;
            case LONG, LONGS, DOUBLE, TIMESTAMP, DOUBLES, POINT, CIRCLE, POLYGON -> Long.BYTES;
        };
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    ResultColumn field() {
        return field;
    }

    Layout layout() {
        return layout;
    }

    /** Bytes of one value, or of one element of a list. */
    int width() {
        return width;
    }

    int rows() {
        return rows;
    }

    boolean isThere(int row) {
        return there[row] != 0;
    }

    /** Where the value of a row begins, in bytes or elements. */
    int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Where the value of a row ends, in bytes or elements. */
    int end(int row) {
        return ends[row];
    }

    int elements() {
        return elements;
    }

    boolean isElementThere(int element) {
        return elementThere[element] != 0;
    }

    byte[] data() {
        return bytes;
    }

    /** How many bytes of the data are used. */
    int size() {
        return data.position();
    }

    /** Roughly how much memory it holds. */
    long bytes() {
        return (long) data.position() + rows * 5L + elements;
    }

    void clear() {
        rows = 0;
        elements = 0;
        data.clear();
    }

    void add(CopyReader reader, int place) {
        if (rows == there.length) {
            there = Arrays.copyOf(there, 2 * rows);
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        boolean isThere = !reader.isNull(place);
        there[rows] = (byte) (isThere ? 1 : 0);
        switch (layout) {
            case FIXED -> {
                reserve(width);
                fixed(reader, place, isThere);
            }
            case BYTES -> {
                if (isThere) {
                    reserve(reader.length(place));
                    data.put(reader.buffer(), reader.offset(place), reader.length(place));
                }
                ends[rows] = data.position();
            }
            case LIST -> {
                if (isThere) {
                    list(reader, place);
                }
                ends[rows] = elements;
            }
        }
        rows++;
    }

    private void fixed(CopyReader reader, int place, boolean isThere) {
        if (!isThere) {
            for (int i = 0; i < width; i++) {
                data.put((byte) 0);
            }
            return;
        }
        switch (field.type()) {
            case BOOLEAN -> data.put((byte) (reader.bool(place) ? 1 : 0));
            case SHORT -> data.putShort(reader.int2(place));
            case INT, FLOAT -> data.putInt(reader.int4(place));
            case TIMESTAMP -> data.putLong(reader.int8(place) + MICROS_TO_2000);
            default -> data.putLong(reader.int8(place));
        }
    }

    private void list(CopyReader reader, int place) {
        var row = ByteBuffer.wrap(reader.buffer());
        int at = reader.arrayOffset(place);
        int count = reader.arrayLength(place);
        reserve(count * width);
        if (elements + count > elementThere.length) {
            elementThere =
                    Arrays.copyOf(
                            elementThere, Math.max(2 * elementThere.length, elements + count));
        }
        for (int i = 0; i < count; i++) {
            int length = row.getInt(at);
            at += Integer.BYTES;
            elementThere[elements] = (byte) (length < 0 ? 0 : 1);
            elements++;
            switch (width) {
                case Short.BYTES -> data.putShort(length < 0 ? 0 : row.getShort(at));
                case Integer.BYTES -> data.putInt(length < 0 ? 0 : row.getInt(at));
                default -> data.putLong(length < 0 ? 0 : row.getLong(at));
            }
            at += Math.max(0, length);
        }
    }

    private void reserve(int more) {
        if (data.remaining() < more) {
            int used = data.position();
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
            data = over(bytes).position(used);
        }
    }
}
