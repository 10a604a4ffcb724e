package org.platebook.intake.load;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Parquet file, one group of rows in memory at a time. Columns of single values and of lists of
 * numbers are read; others cannot be. Units are those that astropy writes beside the table.
 */
final class ParquetFile implements TableFile {

    private static final int TRAILER_BYTES = 8;
    private static final int MOST_FOOTER_BYTES = 1 << 28;

    /** Behind a column's name, astropy's word for a column that says where it holds nothing. */
    private static final String MASK = ".mask";

    /** The list, its repeated part, the element. */
    private static final int LIST_LEVELS = 3;

    private static final String ASTROPY = "table_meta_yaml";

    private final FileChannel channel;
    private final FileMetaData footer;
    private final MessageType schema;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Map<String, String> units;
    private final List<ColumnReader> readers = new ArrayList<>();
    private int group;
    private long left;

    ParquetFile(Path file) throws IOException {
        this.channel = FileChannel.open(file);
        try {
            this.footer = footer();
            this.schema = ParquetSchema.of(ParquetPart.of(footer.getSchema(), "its schema"));
            this.units = units(footer);
            describe();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new Refused(
                    LoadCode.FORMAT,
                    "%s cannot be read as Parquet: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    private FileMetaData footer() throws IOException {
        var trailer = read(channel.size() - TRAILER_BYTES, TRAILER_BYTES);
        int length = trailer.order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (trailer.get() != 'P' || length < 0 || length > MOST_FOOTER_BYTES) {
            throw new IOException("it has no end");
        }
        var bytes = read(channel.size() - TRAILER_BYTES - length, length).array();
        return Util.readFileMetaData(new ByteArrayInputStream(bytes));
    }

    private ByteBuffer read(long from, int length) throws IOException {
        if (from < 0) {
            throw new EOFException("the file is too short");
        }
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("the file is too short");
            }
        }
        return buffer.flip();
    }

    private void describe() {
        List<SchemaElement> leaves =
                ParquetPart.of(footer.getSchema(), "its schema").stream()
                        .filter(element -> !element.isSetNum_children())
                        .toList();
        var descriptors = schema.getColumns();
        for (int i = 0; i < descriptors.size(); i++) {
            var descriptor = descriptors.get(i);
            var name = descriptor.getPath()[0];
            if (isSingle(descriptor) || isNumbers(descriptor)) {
                columns.add(new ParquetColumn(name, descriptor, leaves.get(i)));
            } else if (!unreadable.contains(name)) {
                unreadable.add(name);
            }
        }
    }

    private static boolean isSingle(ColumnDescriptor descriptor) {
        return descriptor.getPath().length == 1 && descriptor.getMaxRepetitionLevel() == 0;
    }

    /**
     * A list of numbers has no other level than that of its elements (LogicalTypes.md, "Lists").
     */
    private boolean isNumbers(ColumnDescriptor descriptor) {
        boolean isNumber =
                switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
                    case INT32, INT64, FLOAT, DOUBLE -> true;
                    case BOOLEAN, BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> false;
                };
        boolean isAlone =
                schema.getColumns().stream()
                                .filter(one -> one.getPath()[0].equals(descriptor.getPath()[0]))
                                .count()
                        == 1;
        return isNumber
                && isAlone
                && descriptor.getMaxRepetitionLevel() == 1
                && descriptor.getPath().length <= LIST_LEVELS;
    }

    @Override
    public List<String> unreadable() {
        return unreadable;
    }

    /** From the YAML that astropy keeps beside a table; none where there is none. */
    private static Map<String, String> units(FileMetaData footer) {
        var units = new HashMap<String, String>();
        if (footer.getKey_value_metadata() == null) {
            return units;
        }
        for (var pair : footer.getKey_value_metadata()) {
            if (ASTROPY.equals(pair.getKey()) && pair.getValue() != null) {
                units(pair.getValue(), units);
            }
        }
        return units;
    }

    /**
     * Reads the columns alone: what comes after them holds objects of Python's.
     *
     * @throws Refused load.format where they cannot be read: units must not be lost unseen
     */
    private static void units(String yaml, Map<String, String> units) {
        int end = ("\n" + yaml).indexOf("\nmeta:");
        try {
            Object read =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(end < 0 ? yaml : yaml.substring(0, end));
            if (read instanceof Map<?, ?> map && map.get("datatype") instanceof List<?> all) {
                all.forEach(each -> unit(each, units));
            }
        } catch (YAMLException e) {
            throw new Refused(
                    LoadCode.FORMAT,
                    "the units in table_meta_yaml cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static void unit(Object column, Map<String, String> units) {
        if (column instanceof Map<?, ?> map
                && map.get("name") instanceof String name
                && map.get("unit") instanceof String unit) {
            units.put(name, unit);
        }
    }

    @Override
    public List<FileColumn> columns() {
        return columns.stream()
                .filter(column -> !isMask(column))
                .map(column -> new FileColumn(column.name(), units.get(column.name())))
                .toList();
    }

    @Override
    public long rowCount() {
        return footer.getNum_rows();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> next() throws IOException {
        while (left == 0) {
            if (group == footer.getRow_groupsSize()) {
                return null;
            }
            enter(ParquetPart.of(footer.getRow_groups(), "its rows").get(group++));
        }
        left--;
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).name(), columns.get(i).next(readers.get(i)));
        }
        columns.stream().filter(this::isMask).forEach(mask -> cover(row, mask.name()));
        return row;
    }

    private boolean isMask(ParquetColumn column) {
        return column.name().endsWith(MASK)
                && columns.stream().anyMatch(other -> column.name().equals(other.name() + MASK));
    }

    private static void cover(Map<String, @Nullable Object> row, String mask) {
        if (Boolean.TRUE.equals(row.remove(mask))) {
            row.put(mask.substring(0, mask.length() - MASK.length()), null);
        }
    }

    private void enter(RowGroup rows) throws IOException {
        readers.clear();
        left = rows.getNum_rows();
        var pages = new HashMap<List<String>, PageReader>();
        for (var chunk : ParquetPart.of(rows.getColumns(), "its columns")) {
            var about = ParquetPart.of(chunk.getMeta_data(), "what a column is");
            var path = ParquetPart.of(about.getPath_in_schema(), "the name of a column");
            if (columns.stream()
                    .anyMatch(column -> path.equals(List.of(column.descriptor().getPath())))) {
                var type =
                        schema.getColumnDescription(path.toArray(String[]::new)).getPrimitiveType();
                pages.put(path, ParquetPages.of(channel, about, type));
            }
        }
        var store =
                new ColumnReadStoreImpl(
                        new Pages(pages, left), new Ignored(), schema, footer.getCreated_by());
        columns.forEach(column -> readers.add(store.getColumnReader(column.descriptor())));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The pages of one group of rows. */
    private record Pages(Map<List<String>, PageReader> pages, long rows) implements PageReadStore {

        @Override
        public PageReader getPageReader(ColumnDescriptor column) {
            var found = pages.get(List.of(column.getPath()));
            if (found == null) {
                throw new IllegalStateException("no pages of " + column);
            }
            return found;
        }

        @Override
        public long getRowCount() {
            return rows;
        }
    }

    /** Values are asked for one by one; nobody wants to be told of them. */
    private static final class Ignored extends GroupConverter {

        private static final class One extends PrimitiveConverter {}

        /** Stands for a value and for a group alike. */
        private static final class Either extends GroupConverter {

            private final One one = new One();

            @Override
            public PrimitiveConverter asPrimitiveConverter() {
                return one;
            }

            @Override
            public Converter getConverter(int field) {
                return new Either();
            }

            @Override
            public void start() {}

            @Override
            public void end() {}
        }

        @Override
        public Converter getConverter(int field) {
            return new Either();
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
