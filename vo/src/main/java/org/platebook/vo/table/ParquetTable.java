package org.platebook.vo.table;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes Apache Parquet: groups of rows of a bounded size, one page for each column, values plain
 * and packed with Snappy. Units, UCDs and descriptions stand in the footer as {@code unit:NAME},
 * {@code ucd:NAME} and {@code description:NAME}, and whether the table was cut as {@link
 * TableStatus} says.
 */
final class ParquetTable implements TableWriter {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ROWS = 65_536;
    private static final long MOST_BYTES = 16L << 20;
    private static final int VERSION = 2;

    private final OutputStream out;
    private final List<RowGroup> groups = new ArrayList<>();
    private List<ColumnBatch> columns = List.of();
    private long written;
    private long rows;

    ParquetTable(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultColumn> fields) throws IOException {
        columns = fields.stream().map(ColumnBatch::new).toList();
        put(MAGIC);
    }

    @Override
    public void row(CopyReader reader) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(reader, i);
        }
        rows++;
        int gathered = columns.getFirst().rows();
        if (gathered == MOST_ROWS || (gathered % 256 == 0 && bytes() > MOST_BYTES)) {
            group();
        }
    }

    private long bytes() {
        return columns.stream().mapToLong(ColumnBatch::bytes).sum();
    }

    private void group() throws IOException {
        int count = columns.getFirst().rows();
        var chunks = new ArrayList<ColumnChunk>();
        long size = 0;
        for (var column : columns) {
            var page = new ParquetPage(column);
            long at = written;
            put(page.header());
            put(page.packed());
            chunks.add(
                    new ColumnChunk(at).setMeta_data(page.metaData(at, CompressionCodec.SNAPPY)));
            size += page.size();
            column.clear();
        }
        groups.add(new RowGroup(chunks, size, count));
    }

    @Override
    public void end(Ending ending) throws IOException {
        BrokenOff.unlessComplete(ending);
        if (!columns.isEmpty() && columns.getFirst().rows() > 0) {
            group();
        }
        var footer = new FileMetaData(VERSION, schema(), rows, groups);
        footer.setCreated_by("platebook");
        var pairs = meanings();
        TableStatus.of(ending).forEach((key, value) -> add(pairs, key, value));
        footer.setKey_value_metadata(pairs);
        var bytes = new java.io.ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        put(bytes.toByteArray());
        put(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(bytes.size())
                        .array());
        put(MAGIC);
        out.flush();
    }

    private List<SchemaElement> schema() {
        var elements = new ArrayList<SchemaElement>();
        elements.add(new SchemaElement("schema").setNum_children(columns.size()));
        columns.forEach(column -> ParquetElements.add(column.field(), elements));
        return elements;
    }

    private List<KeyValue> meanings() {
        var pairs = new ArrayList<KeyValue>();
        for (var column : columns) {
            var name = column.field().name();
            var meaning = column.field().meaning();
            add(pairs, "unit:" + name, meaning.unit());
            add(pairs, "ucd:" + name, meaning.ucd());
            add(pairs, "description:" + name, meaning.description());
        }
        return pairs;
    }

    private static void add(
            List<KeyValue> pairs, String key, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            pairs.add(new KeyValue(key).setValue(value));
        }
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }
}
