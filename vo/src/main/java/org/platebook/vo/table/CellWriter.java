package org.platebook.vo.table;

import org.platebook.store.read.CopyReader;

import java.io.IOException;

/** Writes one value of a row that is not null. */
@FunctionalInterface
interface CellWriter {

    void write(CopyReader rows, int field, ByteSink sink) throws IOException;
}
