package org.platebook.vo.table;

import org.jspecify.annotations.Nullable;
import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Writes VOTables with their values in binary: BINARY2 (VOTable 1.4, 5.4).
 *
 * <p>Numbers have the form in which PostgreSQL sends them, so their bytes are only copied.
 */
final class VotableBinary implements TableWriter {

    private static final int BITS = 8;
    private static final int FIRST_BIT = 0x80;

    private final ByteSink document;
    private final Base64Stream encoded;
    private final ByteSink sink;
    private final @Nullable String query;
    private BinaryCell[] cells = {};
    private byte[] nulls = {};

    VotableBinary(OutputStream out, @Nullable String query) {
        this.document = new ByteSink(out);
        this.encoded = new Base64Stream(document);
        this.sink = new ByteSink(encoded);
        this.query = query;
    }

    @Override
    public void begin(List<ResultColumn> fields) throws IOException {
        cells = fields.stream().map(BinaryCell::of).toArray(BinaryCell[]::new);
        nulls = new byte[(fields.size() + BITS - 1) / BITS];
        document.text(VotableHead.start(query));
        document.text(
                "<TABLE>\n"
                        + VotableHead.fields(fields)
                        + "<DATA>\n<BINARY2>\n<STREAM encoding=\"base64\">\n");
    }

    @Override
    public void row(CopyReader rows) throws IOException {
        Arrays.fill(nulls, (byte) 0);
        for (int i = 0; i < cells.length; i++) {
            if (rows.isNull(i)) {
                nulls[i / BITS] |= (byte) (FIRST_BIT >> (i % BITS));
            }
        }
        sink.put(nulls);
        for (int i = 0; i < cells.length; i++) {
            cells[i].write(rows, i, sink);
        }
    }

    @Override
    public void end(Ending ending) throws IOException {
        sink.flush();
        encoded.finish();
        document.text("</STREAM>\n</BINARY2>\n</DATA>\n</TABLE>\n" + VotableHead.end(ending));
        document.flush();
    }
}
