package org.platebook.intake.load;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * One column of a Parquet file: single values, or lists of numbers.
 *
 * @param name as the file has it
 * @param descriptor where its values are
 * @param element what the footer says of them
 */
record ParquetColumn(String name, ColumnDescriptor descriptor, SchemaElement element) {

    private static final long NANOS = 1_000_000_000L;
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;
    private static final int SOME = 16;

    /** The value of the next row; null where there is none. */
    @Nullable Object next(ColumnReader reader) {
        if (descriptor.getMaxRepetitionLevel() > 0) {
            return list(reader);
        }
        var value = isThere(reader) ? value(reader) : null;
        reader.consume();
        return value;
    }

    private boolean isThere(ColumnReader reader) {
        return reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
    }

    /** Elements of one row follow the first with a repetition level above 0. */
    private double @Nullable [] list(ColumnReader reader) {
        var elements = new double[SOME];
        int count = 0;
        boolean any = false;
        do {
            // One below the greatest, an element is null; further below, there is no list or none
            // in it.
            boolean isElement =
                    reader.getCurrentDefinitionLevel() >= descriptor.getMaxDefinitionLevel() - 1;
            any |= reader.getCurrentDefinitionLevel() > 0;
            if (isElement) {
                if (count == elements.length) {
                    elements = Arrays.copyOf(elements, 2 * count);
                }
                elements[count++] =
                        isThere(reader) && value(reader) instanceof Number number
                                ? number.doubleValue()
                                : Double.NaN;
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
        return any ? Arrays.copyOf(elements, count) : null;
    }

    private Object value(ColumnReader reader) {
        return switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> reader.getBoolean();
            case INT32 -> whole(reader.getInteger());
            case INT64 -> whole(reader.getLong());
            case FLOAT -> reader.getFloat();
            case DOUBLE -> reader.getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(reader.getBinary());
            case INT96 -> julian(reader.getBinary());
        };
    }

    private Object whole(long value) {
        var logical = element.getLogicalType();
        if (logical != null && logical.isSetTIMESTAMP()) {
            var stamp = logical.getTIMESTAMP();
            return moment(
                    value,
                    perSecond(ParquetPart.of(stamp.getUnit(), "a unit of time")),
                    stamp.isIsAdjustedToUTC());
        }
        var converted = element.getConverted_type();
        if (converted == ConvertedType.TIMESTAMP_MILLIS) {
            return moment(value, 1000, true);
        }
        if (converted == ConvertedType.TIMESTAMP_MICROS) {
            return moment(value, 1_000_000, true);
        }
        if (converted == ConvertedType.DATE) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (converted == ConvertedType.DECIMAL) {
            return BigDecimal.valueOf(value, element.getScale());
        }
        if (converted == ConvertedType.UINT_64) {
            return new BigInteger(Long.toUnsignedString(value));
        }
        return converted == ConvertedType.UINT_32 ? (Long) (value & 0xffffffffL) : (Long) value;
    }

    private static long perSecond(TimeUnit unit) {
        if (unit.isSetMILLIS()) {
            return 1000;
        }
        return unit.isSetMICROS() ? 1_000_000 : NANOS;
    }

    /** A text; with Z where it is UTC, without where the file tells no zone. */
    private static String moment(long value, long perSecond, boolean isUtc) {
        long nanos = Math.floorMod(value, perSecond) * (NANOS / perSecond);
        return LocalDateTime.ofEpochSecond(
                                Math.floorDiv(value, perSecond), (int) nanos, ZoneOffset.UTC)
                        .toString()
                + (isUtc ? "Z" : "");
    }

    private static String julian(Binary binary) {
        var bytes = binary.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long day = (long) bytes.getInt() - JULIAN_DAY_OF_1970;
        return LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos).toString();
    }

    private Object bytes(Binary binary) {
        return element.getConverted_type() == ConvertedType.DECIMAL
                ? new BigDecimal(new BigInteger(array(binary.toByteBuffer())), element.getScale())
                : binary.toStringUsingUTF8();
    }

    private static byte[] array(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
