package org.platebook.vo.table;

import org.jspecify.annotations.Nullable;
import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes tables as JSON: {@code {"metadata": [columns], "data": [rows], "status": …}}.
 *
 * <p>A row is an array in the order of the columns. NaN and the infinities, for which JSON has no
 * number, are the texts "NaN", "Infinity" and "-Infinity". The status is OK, OVERFLOW or ERROR,
 * with a message beside the last.
 */
final class JsonText implements TableWriter {

    private static final byte[] NOTHING = "null".getBytes(StandardCharsets.US_ASCII);
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int FIRST_PRINTABLE = 0x20;

    private final ByteSink sink;
    private CellWriter[] cells = {};
    private boolean rowsBefore;

    JsonText(OutputStream out) {
        this.sink = new ByteSink(out);
    }

    @Override
    public void begin(List<ResultColumn> fields) throws IOException {
        cells = fields.stream().map(field -> cell(field.type())).toArray(CellWriter[]::new);
        sink.text("{\"metadata\": [");
        for (int i = 0; i < fields.size(); i++) {
            sink.text(i == 0 ? "\n" : ",\n");
            describe(fields.get(i));
        }
        sink.text("],\n\"data\": [");
    }

    private void describe(ResultColumn field) throws IOException {
        var meaning = field.meaning();
        sink.text("{\"name\": ");
        string(field.name());
        member("datatype", field.type().datatype());
        member("arraysize", VotableHead.arraysize(field));
        member("xtype", meaning.xtype() == null ? field.type().xtype() : meaning.xtype());
        member("unit", meaning.unit());
        member("ucd", meaning.ucd());
        member("utype", meaning.utype());
        member("description", meaning.description());
        sink.put('}');
    }

    private void member(String name, @Nullable String value) throws IOException {
        if (value != null) {
            sink.text(", \"" + name + "\": ");
            string(value);
        }
    }

    @Override
    public void row(CopyReader rows) throws IOException {
        sink.ascii(rowsBefore ? ",\n[" : "\n[");
        rowsBefore = true;
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                sink.put(',');
            }
            if (rows.isNull(i)) {
                sink.put(NOTHING);
            } else {
                cells[i].write(rows, i, sink);
            }
        }
        sink.put(']');
    }

    @Override
    public void end(Ending ending) throws IOException {
        sink.text("\n],\n\"status\": ");
        switch (ending) {
            case Ending.Complete _ -> sink.text("\"OK\"");
            case Ending.Overflow _ -> sink.text("\"OVERFLOW\"");
            case Ending.Broken broken -> {
                sink.text("\"ERROR\", \"message\": ");
                string(broken.message());
            }
        }
        sink.text("}\n");
        sink.flush();
    }

    static CellWriter cell(Type type) {
        return switch (type) {
            case SHORT, INT, LONG, BOOLEAN -> TextCells.of(type, JsonText::text);
            case FLOAT ->
                    (rows, field, sink) -> {
                        float value = rows.float4(field);
                        number(value, Float.toString(value), sink);
                    };
            case DOUBLE -> (rows, field, sink) -> number(rows.float8(field), sink);
            case TEXT, UNKNOWN -> JsonText::text;
            case TIMESTAMP ->
                    (rows, field, sink) -> {
                        sink.put('"');
                        sink.moment(rows.int8(field));
                        sink.put('"');
                    };
            case BYTES ->
                    (rows, field, sink) -> {
                        sink.put('"');
                        TextCells.hexadecimal(rows, field, sink);
                        sink.put('"');
                    };
            case SHORTS, INTS, LONGS, FLOATS, DOUBLES, POINT, CIRCLE, POLYGON ->
                    (rows, field, sink) -> array(rows, field, type, sink);
        };
    }

    private static void number(double value, ByteSink sink) throws IOException {
        number(value, Double.toString(value), sink);
    }

    private static void number(double value, String text, ByteSink sink) throws IOException {
        if (Double.isFinite(value)) {
            sink.ascii(text);
        } else {
            sink.ascii("\"" + text + "\"");
        }
    }

    private static void array(CopyReader rows, int field, Type type, ByteSink sink)
            throws IOException {
        var bytes = ByteBuffer.wrap(rows.buffer());
        int at = rows.arrayOffset(field);
        int count = rows.arrayLength(field);
        sink.put('[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                sink.put(',');
            }
            int length = bytes.getInt(at);
            at += Integer.BYTES;
            if (length < 0) {
                sink.put(NOTHING);
                continue;
            }
            element(bytes, at, type, sink);
            at += length;
        }
        sink.put(']');
    }

    private static void element(ByteBuffer bytes, int at, Type type, ByteSink sink)
            throws IOException {
        switch (type.datatype()) {
            case "short" -> sink.whole(bytes.getShort(at));
            case "int" -> sink.whole(bytes.getInt(at));
            case "long" -> sink.whole(bytes.getLong(at));
            case "float" -> number(bytes.getFloat(at), Float.toString(bytes.getFloat(at)), sink);
            default -> number(bytes.getDouble(at), sink);
        }
    }

    private void string(String text) throws IOException {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        string(utf8, 0, utf8.length, sink);
    }

    private static void text(CopyReader rows, int field, ByteSink sink) throws IOException {
        string(rows.buffer(), rows.offset(field), rows.length(field), sink);
    }

    /** RFC 8259, 7: quotes, backslashes and control characters are escaped. */
    private static void string(byte[] utf8, int from, int length, ByteSink sink)
            throws IOException {
        sink.put('"');
        int plain = from;
        int end = from + length;
        for (int i = from; i < end; i++) {
            byte c = utf8[i];
            boolean control = c >= 0 && c < FIRST_PRINTABLE;
            if (control || c == '"' || c == '\\') {
                sink.put(utf8, plain, i - plain);
                sink.put('\\');
                if (control) {
                    sink.ascii("u00");
                    sink.put(HEX[c >> 4]);
                    sink.put(HEX[c & 0xf]);
                } else {
                    sink.put(c);
                }
                plain = i + 1;
            }
        }
        sink.put(utf8, plain, end - plain);
        sink.put('"');
    }
}
