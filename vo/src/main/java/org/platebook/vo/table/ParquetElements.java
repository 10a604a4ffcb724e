package org.platebook.vo.table;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.List;

/** How columns are described in Parquet (its format, LogicalTypes.md). */
final class ParquetElements {

    private static final byte BITS_OF_SHORT = 16;

    private ParquetElements() {}

    static Type physical(org.platebook.vo.catalogue.Type type) {
        return switch (type) {
            case BOOLEAN -> Type.BOOLEAN;
            case SHORT, INT, SHORTS, INTS -> Type.INT32;
            case LONG, TIMESTAMP, LONGS -> Type.INT64;
            case FLOAT, FLOATS -> Type.FLOAT;
            case DOUBLE, DOUBLES, POINT, CIRCLE, POLYGON -> Type.DOUBLE;
            case TEXT, BYTES, UNKNOWN -> Type.BYTE_ARRAY;
        };
    }

    /** A list is a group of three: the list, its repeated part, and the element. */
    static void add(ResultColumn field, List<SchemaElement> into) {
        if (new ColumnBatch(field).layout() == ColumnBatch.Layout.LIST) {
            into.add(
                    new SchemaElement(field.name())
                            .setRepetition_type(FieldRepetitionType.OPTIONAL)
                            .setNum_children(1)
                            .setConverted_type(ConvertedType.LIST)
                            .setLogicalType(LogicalType.LIST(new ListType())));
            into.add(
                    new SchemaElement("list")
                            .setRepetition_type(FieldRepetitionType.REPEATED)
                            .setNum_children(1));
            into.add(leaf("element", field.type()));
        } else {
            into.add(leaf(field.name(), field.type()));
        }
    }

    private static SchemaElement leaf(String name, org.platebook.vo.catalogue.Type type) {
        var element =
                new SchemaElement(name)
                        .setType(physical(type))
                        .setRepetition_type(FieldRepetitionType.OPTIONAL);
        switch (type) {
            case SHORT, SHORTS ->
                    element.setConverted_type(ConvertedType.INT_16)
                            .setLogicalType(LogicalType.INTEGER(new IntType(BITS_OF_SHORT, true)));
            case TEXT, UNKNOWN ->
                    element.setConverted_type(ConvertedType.UTF8)
                            .setLogicalType(LogicalType.STRING(new StringType()));
            case TIMESTAMP ->
                    element.setLogicalType(
                            LogicalType.TIMESTAMP(
                                    new TimestampType(false, TimeUnit.MICROS(new MicroSeconds()))));
            default -> {
                // The physical type says it all.
            }
        }
        return element;
    }
}
