package org.platebook.vo.table;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;

import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.platebook.vo.catalogue.Type;
import org.platebook.vo.table.ColumnBatch.Layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One page of Parquet: how deep each value lies, and the values that are there (Apache Parquet
 * format, "Data Pages", "Encodings": PLAIN and RLE).
 */
final class ParquetPage {

    private static final int LIST_DEPTH = 3;

    private final ColumnBatch column;
    private final int values;
    private final int size;
    private final byte[] packed;
    private final byte[] header;

    ParquetPage(ColumnBatch column) throws IOException {
        this.column = column;
        var plain = new ByteArrayOutputStream(column.size() + column.rows());
        if (column.layout() == Layout.LIST) {
            var levels = new Levels(column);
            runs(levels.repetition, levels.count, plain);
            runs(levels.definition, levels.count, plain);
            this.values = levels.count;
        } else {
            this.values = column.rows();
            var definition = new byte[values];
            for (int row = 0; row < values; row++) {
                definition[row] = (byte) (column.isThere(row) ? 1 : 0);
            }
            runs(definition, values, plain);
        }
        values(plain);
        this.size = plain.size();
        var compressor = new SnappyJavaCompressor();
        var into = new byte[compressor.maxCompressedLength(size)];
        int length = compressor.compress(plain.toByteArray(), 0, size, into, 0, into.length);
        this.packed = Arrays.copyOf(into, length);
        this.header = header(length);
    }

    private byte[] header(int length) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Util.writePageHeader(
                new PageHeader(PageType.DATA_PAGE, size, length)
                        .setData_page_header(
                                new DataPageHeader(
                                        values, Encoding.PLAIN, Encoding.RLE, Encoding.RLE)),
                bytes);
        return bytes.toByteArray();
    }

    byte[] header() {
        return header;
    }

    byte[] packed() {
        return packed;
    }

    /** Bytes before packing, header included. */
    long size() {
        return (long) size + header.length;
    }

    ColumnMetaData metaData(long at, CompressionCodec codec) {
        var name = column.field().name();
        return new ColumnMetaData(
                ParquetElements.physical(column.field().type()),
                List.of(Encoding.PLAIN, Encoding.RLE),
                column.layout() == Layout.LIST ? List.of(name, "list", "element") : List.of(name),
                codec,
                values,
                size(),
                (long) packed.length + header.length,
                at);
    }

    private void values(ByteArrayOutputStream into) {
        switch (column.layout()) {
            case BYTES -> {
                for (int row = 0; row < column.rows(); row++) {
                    if (column.isThere(row)) {
                        int length = column.end(row) - column.start(row);
                        whole(length, into);
                        into.write(column.data(), column.start(row), length);
                    }
                }
            }
            case LIST -> {
                for (int i = 0; i < column.elements(); i++) {
                    if (column.isElementThere(i)) {
                        fixed(i, into);
                    }
                }
            }
            case FIXED -> {
                if (column.field().type() == Type.BOOLEAN) {
                    bits(into);
                    return;
                }
                for (int row = 0; row < column.rows(); row++) {
                    if (column.isThere(row)) {
                        fixed(row, into);
                    }
                }
            }
        }
    }

    /** Short integers are integers of four bytes in Parquet. */
    private void fixed(int place, ByteArrayOutputStream into) {
        int width = column.width();
        int from = place * width;
        into.write(column.data(), from, width);
        if (width == Short.BYTES) {
            int sign = column.data()[from + 1] < 0 ? 0xff : 0;
            into.write(sign);
            into.write(sign);
        }
    }

    private void bits(ByteArrayOutputStream into) {
        int bits = 0;
        int count = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (column.isThere(row)) {
                bits |= column.data()[row] << count;
                count++;
                if (count == Byte.SIZE) {
                    into.write(bits);
                    bits = 0;
                    count = 0;
                }
            }
        }
        if (count > 0) {
            into.write(bits);
        }
    }

    private static void whole(int value, ByteArrayOutputStream into) {
        into.write(value);
        into.write(value >>> 8);
        into.write(value >>> 16);
        into.write(value >>> 24);
    }

    /** Levels as runs of the same, with their length in four bytes before them. */
    private static void runs(byte[] levels, int count, ByteArrayOutputStream into) {
        var runs = new ByteArrayOutputStream();
        int at = 0;
        while (at < count) {
            int end = at;
            while (end < count && levels[end] == levels[at]) {
                end++;
            }
            int head = (end - at) << 1;
            while ((head & ~0x7f) != 0) {
                runs.write((head & 0x7f) | 0x80);
                head >>>= 7;
            }
            runs.write(head);
            runs.write(levels[at]);
            at = end;
        }
        whole(runs.size(), into);
        into.writeBytes(runs.toByteArray());
    }

    /** How deep the elements of lists lie, and which of them begin a row. */
    private static final class Levels {

        private final byte[] repetition;
        private final byte[] definition;
        private int count;

        Levels(ColumnBatch column) {
            int most = column.rows() + column.elements();
            this.repetition = new byte[most];
            this.definition = new byte[most];
            for (int row = 0; row < column.rows(); row++) {
                int start = column.start(row);
                int end = column.end(row);
                if (start == end) {
                    definition[count++] = (byte) (column.isThere(row) ? 1 : 0);
                }
                for (int i = start; i < end; i++) {
                    repetition[count] = (byte) (i == start ? 0 : 1);
                    definition[count++] =
                            (byte) (column.isElementThere(i) ? LIST_DEPTH : LIST_DEPTH - 1);
                }
            }
        }
    }
}
