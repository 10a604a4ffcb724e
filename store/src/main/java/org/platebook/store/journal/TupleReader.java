package org.platebook.store.journal;

import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.shape.StoredType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Reads back what {@link TupleWriter} wrote. */
final class TupleReader {

    private final ByteBuffer bytes;
    private final TableName table;
    private final List<String> names;
    private final List<StoredType> types;

    TupleReader(byte[] payload, TableName table, List<String> names, List<StoredType> types) {
        this.bytes = ByteBuffer.wrap(payload);
        this.table = table;
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
    }

    List<TableRecord> records() {
        var records = new ArrayList<TableRecord>();
        while (bytes.hasRemaining()) {
            records.add(record());
        }
        return records;
    }

    private TableRecord record() {
        int fields = bytes.getShort();
        if (fields != names.size() + 1) {
            throw new IllegalStateException(
                    "a tuple of %s fields, not %s".formatted(fields, names.size() + 1));
        }
        bytes.getInt();
        var id = new UUID(bytes.getLong(), bytes.getLong());
        var values = new LinkedHashMap<String, Value>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), value(types.get(i)));
        }
        return new TableRecord(id, table, values);
    }

    private Value value(StoredType type) {
        int length = bytes.getInt();
        if (length < 0) {
            return Value.CLEARED;
        }
        return switch (type) {
            case BOOL -> new Value.Flag(bytes.get() != 0);
            case INT2 -> new Value.Whole(bytes.getShort());
            case INT4 -> new Value.Whole(bytes.getInt());
            case INT8 -> new Value.Whole(bytes.getLong());
            case FLOAT4 -> new Value.Real(bytes.getFloat());
            case FLOAT8 -> new Value.Real(bytes.getDouble());
            case TEXT -> new Value.Text(text(length));
            case JSON -> new Value.Json(text(length));
            case JSONB -> {
                bytes.get(); // version
                yield new Value.Json(text(length - 1));
            }
            case TIMESTAMP ->
                    new Value.SkyTime(
                            new Tai((bytes.getLong() + TupleWriter.MICROS_1970_TO_2000) * 1000));
            case FLOAT4_ARRAY -> reals(true);
            case FLOAT8_ARRAY -> reals(false);
        };
    }

    private String text(int length) {
        var encoded = new byte[length];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    private Value reals(boolean single) {
        int dimensions = bytes.getInt();
        bytes.getInt(); // whether there are nulls
        bytes.getInt(); // type of the elements
        int count = 0;
        if (dimensions > 0) {
            count = bytes.getInt();
            bytes.getInt(); // lower bound
        }
        var reals = new double[count];
        for (int i = 0; i < count; i++) {
            bytes.getInt(); // length
            reals[i] = single ? bytes.getFloat() : bytes.getDouble();
        }
        return new Value.Reals(reals);
    }
}
