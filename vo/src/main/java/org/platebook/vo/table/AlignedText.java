package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes tables for terminals: columns as wide as their widest value among the first rows, numbers
 * to the right, a last line with the number of rows.
 */
final class AlignedText implements TableWriter {

    private static final int ROWS_MEASURED = 200;
    private static final int WIDEST = 60;

    private final ByteSink sink;
    private final ByteArrayOutputStream cellBytes = new ByteArrayOutputStream();
    private final ByteSink cellSink = new ByteSink(cellBytes);
    private final List<List<String>> waiting = new ArrayList<>();
    private List<ResultColumn> fields = List.of();
    private CellWriter[] cells = {};
    private int[] widths = {};
    private boolean measured;
    private long rowCount;

    AlignedText(OutputStream out) {
        this.sink = new ByteSink(out);
    }

    @Override
    public void begin(List<ResultColumn> fields) {
        this.fields = List.copyOf(fields);
        this.cells =
                fields.stream()
                        .map(
                                field ->
                                        field.type() == Type.BYTES
                                                ? (CellWriter) TextCells::hexadecimal
                                                : TextCells.of(field.type(), AlignedText::text))
                        .toArray(CellWriter[]::new);
        this.widths = fields.stream().mapToInt(field -> field.name().length()).toArray();
    }

    private static void text(CopyReader rows, int field, ByteSink sink) throws IOException {
        sink.put(rows.buffer(), rows.offset(field), rows.length(field));
    }

    @Override
    public void row(CopyReader rows) throws IOException {
        rowCount++;
        var row = new ArrayList<String>(cells.length);
        for (int i = 0; i < cells.length; i++) {
            row.add(rows.isNull(i) ? "" : shown(rows, i));
        }
        if (measured) {
            line(row);
            return;
        }
        waiting.add(row);
        if (waiting.size() == ROWS_MEASURED) {
            measure();
        }
    }

    private String shown(CopyReader rows, int field) throws IOException {
        cellBytes.reset();
        cells[field].write(rows, field, cellSink);
        cellSink.flush();
        var text = cellBytes.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private void measure() throws IOException {
        for (var row : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        measured = true;
        line(fields.stream().map(ResultColumn::name).toList());
        var rule = new ArrayList<String>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        line(rule);
        for (var row : waiting) {
            line(row);
        }
        waiting.clear();
    }

    private void line(List<String> row) throws IOException {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var pad = " ".repeat(Math.max(0, widths[i] - row.get(i).length()));
            boolean right = fields.get(i).type().isNumber();
            line.append(i == 0 ? "" : "  ").append(right ? pad : "").append(row.get(i));
            line.append(right ? "" : pad);
        }
        sink.text(line.toString().stripTrailing() + "\n");
    }

    @Override
    public void end(Ending ending) throws IOException {
        if (!measured) {
            measure();
        }
        sink.text(rowCount == 1 ? "1 row" : rowCount + " rows");
        sink.text(
                switch (ending) {
                    case Ending.Complete _ -> "\n";
                    case Ending.Overflow _ -> ", and there are more\n";
                    case Ending.Broken broken -> ", then: " + broken.message() + "\n";
                });
        sink.flush();
    }
}
