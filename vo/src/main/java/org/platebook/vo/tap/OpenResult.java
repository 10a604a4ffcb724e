package org.platebook.vo.tap;

import org.platebook.store.read.CopyReader;

/**
 * A result that stands at its first row.
 *
 * @param rows at that row
 * @param any false where there is no row
 */
record OpenResult(CopyReader rows, boolean any) {

    static OpenResult atFirstRow(CopyReader rows) {
        try {
            return new OpenResult(rows, rows.next());
        } catch (RuntimeException | Error e) {
            rows.close();
            throw e;
        }
    }
}
