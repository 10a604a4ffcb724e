package org.platebook.vo.table;

import com.google.flatbuffers.FlatBufferBuilder;

import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.List;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.jspecify.annotations.Nullable;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.ArrayList;

/**
 * How columns are described in Arrow; units, UCDs and descriptions are metadata of their fields.
 */
final class ArrowSchema {

    private ArrowSchema() {}

    static int of(java.util.List<ResultColumn> fields, FlatBufferBuilder builder) {
        var places = fields.stream().mapToInt(field -> field(field, builder)).toArray();
        int vector = Schema.createFieldsVector(builder, places);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, vector);
        return Schema.endSchema(builder);
    }

    private static int field(ResultColumn field, FlatBufferBuilder builder) {
        boolean isList = new ColumnBatch(field).layout() == ColumnBatch.Layout.LIST;
        int child = isList ? field("item", field.type(), new int[0], 0, builder) : 0;
        int meaning = meaning(field, builder);
        if (!isList) {
            return field(field.name(), field.type(), new int[0], meaning, builder);
        }
        int name = builder.createString(field.name());
        int children =
                org.apache.arrow.flatbuf.Field.createChildrenVector(builder, new int[] {child});
        List.startList(builder);
        return end(name, Type.List, List.endList(builder), children, meaning, builder);
    }

    private static int field(
            String named,
            org.platebook.vo.catalogue.Type of,
            int[] children,
            int meaning,
            FlatBufferBuilder builder) {
        int name = builder.createString(named);
        int vector = org.apache.arrow.flatbuf.Field.createChildrenVector(builder, children);
        return switch (of) {
            case SHORT, SHORTS ->
                    end(name, Type.Int, whole(Short.SIZE, builder), vector, meaning, builder);
            case INT, INTS ->
                    end(name, Type.Int, whole(Integer.SIZE, builder), vector, meaning, builder);
            case LONG, LONGS ->
                    end(name, Type.Int, whole(Long.SIZE, builder), vector, meaning, builder);
            case FLOAT, FLOATS -> {
                int type = FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
                yield end(name, Type.FloatingPoint, type, vector, meaning, builder);
            }
            case DOUBLE, DOUBLES, POINT, CIRCLE, POLYGON -> {
                int type = FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
                yield end(name, Type.FloatingPoint, type, vector, meaning, builder);
            }
            case BOOLEAN -> {
                Bool.startBool(builder);
                yield end(name, Type.Bool, Bool.endBool(builder), vector, meaning, builder);
            }
            case TIMESTAMP -> {
                Timestamp.startTimestamp(builder);
                Timestamp.addUnit(builder, TimeUnit.MICROSECOND);
                yield end(
                        name,
                        Type.Timestamp,
                        Timestamp.endTimestamp(builder),
                        vector,
                        meaning,
                        builder);
            }
            case BYTES -> {
                Binary.startBinary(builder);
                yield end(name, Type.Binary, Binary.endBinary(builder), vector, meaning, builder);
            }
            case TEXT, UNKNOWN -> {
                Utf8.startUtf8(builder);
                yield end(name, Type.Utf8, Utf8.endUtf8(builder), vector, meaning, builder);
            }
        };
    }

    private static int whole(int bits, FlatBufferBuilder builder) {
        return Int.createInt(builder, bits, true);
    }

    private static int end(
            int name, byte kind, int type, int children, int meaning, FlatBufferBuilder builder) {
        org.apache.arrow.flatbuf.Field.startField(builder);
        org.apache.arrow.flatbuf.Field.addName(builder, name);
        org.apache.arrow.flatbuf.Field.addNullable(builder, true);
        org.apache.arrow.flatbuf.Field.addTypeType(builder, kind);
        org.apache.arrow.flatbuf.Field.addType(builder, type);
        org.apache.arrow.flatbuf.Field.addChildren(builder, children);
        if (meaning != 0) {
            org.apache.arrow.flatbuf.Field.addCustomMetadata(builder, meaning);
        }
        return org.apache.arrow.flatbuf.Field.endField(builder);
    }

    private static int meaning(ResultColumn field, FlatBufferBuilder builder) {
        var pairs = new ArrayList<Integer>();
        add("unit", field.meaning().unit(), pairs, builder);
        add("ucd", field.meaning().ucd(), pairs, builder);
        add("description", field.meaning().description(), pairs, builder);
        return org.apache.arrow.flatbuf.Field.createCustomMetadataVector(
                builder, pairs.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void add(
            String key,
            @Nullable String value,
            java.util.List<Integer> pairs,
            FlatBufferBuilder builder) {
        if (value != null) {
            pairs.add(
                    KeyValue.createKeyValue(
                            builder, builder.createString(key), builder.createString(value)));
        }
    }
}
