package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;
import org.platebook.vo.catalogue.ResultColumn;

import java.io.IOException;
import java.util.List;

/** Writes one table: {@link #begin}, each row, {@link #end}; for one thread. */
public interface TableWriter {

    /** Writes what stands before the rows. */
    void begin(List<ResultColumn> fields) throws IOException;

    /** Writes the row at which the reader stands. */
    void row(CopyReader rows) throws IOException;

    /** Writes what stands after the rows, and flushes. */
    void end(Ending ending) throws IOException;
}
