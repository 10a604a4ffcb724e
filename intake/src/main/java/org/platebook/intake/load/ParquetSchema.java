package org.platebook.intake.load;

import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

import java.util.ArrayList;
import java.util.List;

/** The schema of a Parquet file, made of the list of elements that its footer holds. */
final class ParquetSchema {

    private final List<SchemaElement> elements;
    private int at;

    private ParquetSchema(List<SchemaElement> elements) {
        this.elements = elements;
    }

    static MessageType of(List<SchemaElement> elements) {
        var schema = new ParquetSchema(elements);
        var root = schema.elements.get(schema.at++);
        return new MessageType(root.getName(), schema.children(root.getNum_children()));
    }

    private List<Type> children(int count) {
        var children = new ArrayList<Type>();
        for (int i = 0; i < count; i++) {
            var element = elements.get(at++);
            var repetition =
                    Type.Repetition.valueOf(
                            ParquetPart.of(element.getRepetition_type(), "a repetition").name());
            if (element.isSetNum_children()) {
                children.add(
                        new GroupType(
                                repetition,
                                element.getName(),
                                children(element.getNum_children())));
            } else {
                children.add(
                        new PrimitiveType(
                                repetition,
                                name(element),
                                element.getType_length(),
                                element.getName()));
            }
        }
        return children;
    }

    private static PrimitiveTypeName name(SchemaElement element) {
        return switch (ParquetPart.of(element.getType(), "a type")) {
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT32 -> PrimitiveTypeName.INT32;
            case INT64 -> PrimitiveTypeName.INT64;
            case INT96 -> PrimitiveTypeName.INT96;
            case FLOAT -> PrimitiveTypeName.FLOAT;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
            case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        };
    }
}
