package org.platebook.intake.load;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;

/**
 * The pages of one column in one group of rows, unpacked as they are asked for (Apache Parquet
 * format, "Data Pages" and Compression.md).
 */
final class ParquetPages implements PageReader {

    private final ColumnMetaData column;
    private final PrimitiveType type;
    private final byte[] bytes;
    private final ByteArrayInputStream stream;
    private @Nullable DictionaryPage dictionary;
    private @Nullable DataPage first;
    private boolean begun;
    private long read;

    private ParquetPages(ColumnMetaData column, PrimitiveType type, byte[] bytes) {
        this.column = column;
        this.type = type;
        this.bytes = bytes;
        this.stream = new ByteArrayInputStream(bytes);
    }

    static ParquetPages of(FileChannel file, ColumnMetaData column, PrimitiveType type)
            throws IOException {
        long from = column.getData_page_offset();
        if (column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0) {
            from = Math.min(from, column.getDictionary_page_offset());
        }
        var bytes = ByteBuffer.allocate(Math.toIntExact(column.getTotal_compressed_size()));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("the file ends within a column");
            }
        }
        return new ParquetPages(column, type, bytes.array());
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        begin();
        return dictionary;
    }

    @Override
    public long getTotalValueCount() {
        return column.getNum_values();
    }

    @Override
    public @Nullable DataPage readPage() {
        begin();
        var page = first;
        first = null;
        return page == null ? next() : page;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            first = next();
        }
    }

    /** The next page of data; one with the dictionary is kept on the way. */
    private @Nullable DataPage next() {
        try {
            while (stream.available() > 0 && read < column.getNum_values()) {
                var header = Util.readPageHeader(stream);
                int from = bytes.length - stream.available();
                stream.skipNBytes(header.getCompressed_page_size());
                if (header.getType() == PageType.DICTIONARY_PAGE) {
                    dictionary = dictionary(header, from);
                } else if (header.getType() == PageType.DATA_PAGE) {
                    return data(header, from);
                } else if (header.getType() == PageType.DATA_PAGE_V2) {
                    return dataV2(header, from);
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DictionaryPage dictionary(PageHeader header, int from) throws IOException {
        var about = ParquetPart.of(header.getDictionary_page_header(), "a page's header");
        return new DictionaryPage(
                BytesInput.from(
                        unpacked(
                                from,
                                header.getCompressed_page_size(),
                                header.getUncompressed_page_size())),
                about.getNum_values(),
                encoding(about.getEncoding()));
    }

    private DataPage data(PageHeader header, int from) throws IOException {
        var about = ParquetPart.of(header.getData_page_header(), "a page's header");
        read += about.getNum_values();
        return new DataPageV1(
                BytesInput.from(
                        unpacked(
                                from,
                                header.getCompressed_page_size(),
                                header.getUncompressed_page_size())),
                about.getNum_values(),
                header.getUncompressed_page_size(),
                nothing(),
                encoding(about.getRepetition_level_encoding()),
                encoding(about.getDefinition_level_encoding()),
                encoding(about.getEncoding()));
    }

    /** The levels stand before the values and are never packed. */
    private DataPage dataV2(PageHeader header, int from) throws IOException {
        var about = ParquetPart.of(header.getData_page_header_v2(), "a page's header");
        read += about.getNum_values();
        int repetition = about.getRepetition_levels_byte_length();
        int definition = about.getDefinition_levels_byte_length();
        int levels = repetition + definition;
        int packed = header.getCompressed_page_size() - levels;
        int size = header.getUncompressed_page_size() - levels;
        boolean isPacked = !about.isSetIs_compressed() || about.isIs_compressed();
        var values =
                isPacked
                        ? BytesInput.from(unpacked(from + levels, packed, size))
                        : BytesInput.from(bytes, from + levels, packed);
        return DataPageV2.uncompressed(
                about.getNum_rows(),
                about.getNum_nulls(),
                about.getNum_values(),
                BytesInput.from(bytes, from, repetition),
                BytesInput.from(bytes, from + repetition, definition),
                encoding(about.getEncoding()),
                values,
                nothing());
    }

    private Statistics<?> nothing() {
        return Statistics.createStats(type);
    }

    private static Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding) {
        return Encoding.valueOf(ParquetPart.of(encoding, "an encoding").name());
    }

    private byte[] unpacked(int from, int length, int size) throws IOException {
        var into = new byte[size];
        if (column.getCodec() == CompressionCodec.UNCOMPRESSED) {
            System.arraycopy(bytes, from, into, 0, size);
        } else if (column.getCodec() == CompressionCodec.GZIP) {
            try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes, from, length))) {
                gzip.readNBytes(into, 0, size);
            }
        } else if (size > 0) {
            decompressor().decompress(bytes, from, length, into, 0, size);
        }
        return into;
    }

    private Decompressor decompressor() {
        return switch (ParquetPart.of(column.getCodec(), "a codec")) {
            case SNAPPY -> new SnappyJavaDecompressor();
            case ZSTD -> new ZstdJavaDecompressor();
            case LZ4_RAW -> new Lz4JavaDecompressor();
            default ->
                    throw new Refused(
                            LoadCode.FORMAT,
                            "the file is packed with %s; there are snappy, gzip, zstd and lz4"
                                    .formatted(column.getCodec()));
        };
    }
}
