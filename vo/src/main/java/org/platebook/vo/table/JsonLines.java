package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows as objects of JSON, one a line (NDJSON); values are as in {@link JsonText}. */
final class JsonLines implements TableWriter {

    private final ByteSink sink;
    private CellWriter[] cells = {};
    private byte[][] names = {};

    JsonLines(OutputStream out) {
        this.sink = new ByteSink(out);
    }

    @Override
    public void begin(List<ResultColumn> fields) {
        cells =
                fields.stream()
                        .map(field -> JsonText.cell(field.type()))
                        .toArray(CellWriter[]::new);
        names = new byte[fields.size()][];
        for (int i = 0; i < names.length; i++) {
            var name = fields.get(i).name().replace("\\", "\\\\").replace("\"", "\\\"");
            names[i] = ((i == 0 ? "{\"" : ",\"") + name + "\":").getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void row(CopyReader rows) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            sink.put(names[i]);
            if (rows.isNull(i)) {
                sink.ascii("null");
            } else {
                cells[i].write(rows, i, sink);
            }
        }
        sink.ascii("}\n");
    }

    /**
     * That there is more is said by a last object, whose only name is that of no column. There is
     * no place to say that it broke off: the stream breaks.
     */
    @Override
    public void end(Ending ending) throws IOException {
        if (ending instanceof Ending.Overflow overflow) {
            sink.text("{\"# %s\":\"%s\"}\n".formatted(ending.status(), overflow.message()));
        }
        sink.flush();
        BrokenOff.unlessComplete(ending);
    }
}
