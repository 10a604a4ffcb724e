package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes CSV (RFC 4180) and tab-separated tables, each with a line of names first.
 *
 * <p>In CSV nothing between commas is null and "" is an empty text. In TSV, where nothing can be
 * quoted, tabs and line ends within a text become blanks, and both are empty.
 */
final class DelimitedText implements TableWriter {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final ByteSink sink;
    private final boolean quoting;
    private CellWriter[] cells = {};

    private DelimitedText(OutputStream out, boolean quoting) {
        this.sink = new ByteSink(out);
        this.quoting = quoting;
    }

    static DelimitedText commas(OutputStream out) {
        return new DelimitedText(out, true);
    }

    static DelimitedText tabs(OutputStream out) {
        return new DelimitedText(out, false);
    }

    @Override
    public void begin(List<ResultColumn> fields) throws IOException {
        CellWriter text = quoting ? DelimitedText::quoted : DelimitedText::flattened;
        cells =
                fields.stream()
                        .map(
                                field ->
                                        field.type() == Type.BYTES
                                                ? (CellWriter) TextCells::hexadecimal
                                                : TextCells.of(field.type(), text))
                        .toArray(CellWriter[]::new);
        for (int i = 0; i < fields.size(); i++) {
            separate(i);
            var name = fields.get(i).name().getBytes(StandardCharsets.UTF_8);
            if (quoting) {
                quoted(name, 0, name.length, sink);
            } else {
                flattened(name, 0, name.length, sink);
            }
        }
        end();
    }

    @Override
    public void row(CopyReader rows) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            separate(i);
            if (!rows.isNull(i)) {
                cells[i].write(rows, i, sink);
            }
        }
        end();
    }

    private void separate(int field) throws IOException {
        if (field > 0) {
            sink.put(quoting ? ',' : '\t');
        }
    }

    private void end() throws IOException {
        if (quoting) {
            sink.put(LINE_END);
        } else {
            sink.put('\n');
        }
    }

    private static void quoted(CopyReader rows, int field, ByteSink sink) throws IOException {
        quoted(rows.buffer(), rows.offset(field), rows.length(field), sink);
    }

    private static void quoted(byte[] utf8, int from, int length, ByteSink sink)
            throws IOException {
        if (!needsQuotes(utf8, from, length)) {
            sink.put(utf8, from, length);
            return;
        }
        sink.put('"');
        for (int i = from; i < from + length; i++) {
            if (utf8[i] == '"') {
                sink.put('"');
            }
            sink.put(utf8[i]);
        }
        sink.put('"');
    }

    private static boolean needsQuotes(byte[] utf8, int from, int length) {
        for (int i = from; i < from + length; i++) {
            byte c = utf8[i];
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return length == 0 || utf8[from] == ' ' || utf8[from + length - 1] == ' ';
    }

    private static void flattened(CopyReader rows, int field, ByteSink sink) throws IOException {
        flattened(rows.buffer(), rows.offset(field), rows.length(field), sink);
    }

    private static void flattened(byte[] utf8, int from, int length, ByteSink sink)
            throws IOException {
        for (int i = from; i < from + length; i++) {
            byte c = utf8[i];
            sink.put(c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
        }
    }

    /**
     * A table that is not whole says so in a last line: these formats have no other place for it.
     * Readers that take lines that begin with # for rows show it as one or refuse it.
     */
    @Override
    public void end(Ending ending) throws IOException {
        switch (ending) {
            case Ending.Complete _ -> {}
            case Ending.Overflow overflow -> last(ending.status(), overflow.message());
            case Ending.Broken broken -> last(ending.status(), broken.message());
        }
        sink.flush();
    }

    private void last(String status, String message) throws IOException {
        sink.text("# " + status + ": " + message.replace('\n', ' ').replace('\r', ' '));
        end();
    }
}
