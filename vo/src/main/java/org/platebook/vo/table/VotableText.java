package org.platebook.vo.table;

import org.jspecify.annotations.Nullable;
import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes VOTables with their values as text: TABLEDATA (VOTable 1.4, 5.1). */
final class VotableText implements TableWriter {

    private static final byte[] ROW = "<TR>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROW_END = "</TR>\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CELL = "<TD>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CELL_END = "</TD>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = "<TD/>".getBytes(StandardCharsets.US_ASCII);

    private final ByteSink sink;
    private final @Nullable String query;
    private CellWriter[] cells = {};

    VotableText(OutputStream out, @Nullable String query) {
        this.sink = new ByteSink(out);
        this.query = query;
    }

    @Override
    public void begin(List<ResultColumn> fields) throws IOException {
        cells =
                fields.stream()
                        .map(field -> TextCells.of(field.type(), VotableText::text))
                        .toArray(CellWriter[]::new);
        sink.text(VotableHead.start(query));
        sink.text("<TABLE>\n" + VotableHead.fields(fields) + "<DATA>\n<TABLEDATA>\n");
    }

    @Override
    public void row(CopyReader rows) throws IOException {
        sink.put(ROW);
        for (int i = 0; i < cells.length; i++) {
            if (rows.isNull(i)) {
                sink.put(NOTHING);
            } else {
                sink.put(CELL);
                cells[i].write(rows, i, sink);
                sink.put(CELL_END);
            }
        }
        sink.put(ROW_END);
    }

    private static void text(CopyReader rows, int field, ByteSink sink) throws IOException {
        Xml.characters(rows.buffer(), rows.offset(field), rows.length(field), sink);
    }

    @Override
    public void end(Ending ending) throws IOException {
        sink.text("</TABLEDATA>\n</DATA>\n</TABLE>\n" + VotableHead.end(ending));
        sink.flush();
    }
}
