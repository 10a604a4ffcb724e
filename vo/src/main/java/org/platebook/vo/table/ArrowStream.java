package org.platebook.vo.table;

import com.google.flatbuffers.FlatBufferBuilder;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.table.ColumnBatch.Layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes an Arrow IPC stream: the schema, batches of rows, and a mark at the end, without which the
 * table is not whole (Arrow columnar format 1.5, "IPC Streaming Format"). The schema is sent before
 * it is known whether the table will be cut, so one that was cut ends with a batch without rows,
 * whose message says so as {@link TableStatus} does.
 */
final class ArrowStream implements TableWriter {

    private static final int MOST_ROWS = 16_384;
    private static final long MOST_BYTES = 8L << 20;
    private static final int ALIGNED = 8;
    private static final int CONTINUATION = 0xffff_ffff;
    private static final int SOME = 1024;

    /** No object of a flat buffer is at its end. */
    private static final int NOTHING = 0;

    private final OutputStream out;
    private List<ColumnBatch> columns = List.of();

    ArrowStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultColumn> fields) throws IOException {
        columns = fields.stream().map(ColumnBatch::new).toList();
        var builder = new FlatBufferBuilder(SOME);
        int schema = ArrowSchema.of(fields, builder);
        message(builder, MessageHeader.Schema, schema, NOTHING, 0);
    }

    @Override
    public void row(CopyReader reader) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(reader, i);
        }
        int gathered = columns.getFirst().rows();
        boolean isMuch =
                gathered % 256 == 0
                        && columns.stream().mapToLong(ColumnBatch::bytes).sum() > MOST_BYTES;
        if (gathered == MOST_ROWS || isMuch) {
            batch(Map.of());
        }
    }

    @Override
    public void end(Ending ending) throws IOException {
        BrokenOff.unlessComplete(ending);
        if (!columns.isEmpty() && columns.getFirst().rows() > 0) {
            batch(Map.of());
        }
        if (ending instanceof Ending.Overflow) {
            batch(TableStatus.of(ending));
        }
        whole(CONTINUATION);
        whole(0);
        out.flush();
    }

    private void batch(Map<String, String> told) throws IOException {
        var body = new Body();
        columns.forEach(body::add);
        var builder = new FlatBufferBuilder(SOME);
        int pairs = told.isEmpty() ? NOTHING : pairs(told, builder);
        int nodes = body.nodes(builder);
        int buffers = body.buffers(builder);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, columns.getFirst().rows());
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        int batch = RecordBatch.endRecordBatch(builder);
        message(builder, MessageHeader.RecordBatch, batch, pairs, body.bytes.size());
        body.bytes.writeTo(out);
        columns.forEach(ColumnBatch::clear);
    }

    private static int pairs(Map<String, String> told, FlatBufferBuilder builder) {
        return Message.createCustomMetadataVector(
                builder,
                told.entrySet().stream()
                        .mapToInt(
                                pair ->
                                        KeyValue.createKeyValue(
                                                builder,
                                                builder.createString(pair.getKey()),
                                                builder.createString(pair.getValue())))
                        .toArray());
    }

    /**
     * @param pairs names with values for who reads the message, or {@link #NOTHING}
     */
    private void message(
            FlatBufferBuilder builder, byte kind, int header, int pairs, long bodyBytes)
            throws IOException {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, kind);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyBytes);
        if (pairs != NOTHING) {
            Message.addCustomMetadata(builder, pairs);
        }
        builder.finish(Message.endMessage(builder));
        var bytes = builder.sizedByteArray();
        int padding = -bytes.length & (ALIGNED - 1);
        whole(CONTINUATION);
        whole(bytes.length + padding);
        out.write(bytes);
        out.write(new byte[padding]);
    }

    private void whole(int value) throws IOException {
        out.write(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    /** The buffers of a batch, one after the other, and what is told of them. */
    private static final class Body {

        private record Node(int length, int nulls) {}

        private record Place(long offset, long length) {}

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Node> nodes = new ArrayList<>();
        private final List<Place> places = new ArrayList<>();

        void add(ColumnBatch column) {
            validity(column.rows(), column::isThere);
            switch (column.layout()) {
                case FIXED -> {
                    if (column.field().type() == org.platebook.vo.catalogue.Type.BOOLEAN) {
                        place(bits(column.rows(), row -> column.data()[row] != 0));
                    } else {
                        place(column.data(), column.size());
                    }
                }
                case BYTES, LIST -> {
                    place(offsets(column));
                    if (column.layout() == Layout.LIST) {
                        validity(column.elements(), column::isElementThere);
                    }
                    place(column.data(), column.size());
                }
            }
        }

        private void validity(int count, java.util.function.IntPredicate there) {
            int nulls = 0;
            for (int i = 0; i < count; i++) {
                nulls += there.test(i) ? 0 : 1;
            }
            nodes.add(new Node(count, nulls));
            place(nulls == 0 ? new byte[0] : bits(count, there));
        }

        private static byte[] bits(int count, java.util.function.IntPredicate set) {
            var bits = new byte[(count + Byte.SIZE - 1) / Byte.SIZE];
            for (int i = 0; i < count; i++) {
                if (set.test(i)) {
                    bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
                }
            }
            return bits;
        }

        private static byte[] offsets(ColumnBatch column) {
            var offsets =
                    ByteBuffer.allocate((column.rows() + 1) * Integer.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN);
            offsets.putInt(0);
            for (int row = 0; row < column.rows(); row++) {
                offsets.putInt(column.end(row));
            }
            return offsets.array();
        }

        private void place(byte[] buffer) {
            place(buffer, buffer.length);
        }

        private void place(byte[] buffer, int length) {
            places.add(new Place(bytes.size(), length));
            bytes.write(buffer, 0, length);
            bytes.writeBytes(new byte[-length & (ALIGNED - 1)]);
        }

        int nodes(FlatBufferBuilder builder) {
            RecordBatch.startNodesVector(builder, nodes.size());
            for (var node : nodes.reversed()) {
                FieldNode.createFieldNode(builder, node.length(), node.nulls());
            }
            return builder.endVector();
        }

        int buffers(FlatBufferBuilder builder) {
            RecordBatch.startBuffersVector(builder, places.size());
            for (var place : places.reversed()) {
                Buffer.createBuffer(builder, place.offset(), place.length());
            }
            return builder.endVector();
        }
    }
}
