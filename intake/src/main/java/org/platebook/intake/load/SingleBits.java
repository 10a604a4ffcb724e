package org.platebook.intake.load;

import org.platebook.model.failure.Refused;

import uk.ac.starlink.table.ByteStore;
import uk.ac.starlink.table.RowStore;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableFormatException;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps rows as STIL usually does, but refuses single bits of a binary VOTable: the standard has
 * the first bit of the byte (VOTable 1.4, 6), astropy writes the fifth, and nothing tells which.
 */
final class SingleBits extends StoragePolicy {

    private final StoragePolicy policy = StoragePolicy.ADAPTIVE;
    private final Path file;

    SingleBits(Path file) {
        this.file = file;
    }

    @Override
    public ByteStore makeByteStore() {
        return policy.makeByteStore();
    }

    @Override
    public RowStore makeRowStore() {
        return new Rows(policy.makeRowStore());
    }

    @Override
    public RowStore makeConfiguredRowStore(StarTable table) {
        return new Rows(policy.makeConfiguredRowStore(table));
    }

    private final class Rows implements RowStore {

        private final RowStore rows;

        Rows(RowStore rows) {
            this.rows = rows;
        }

        @Override
        public void acceptMetadata(StarTable table) throws TableFormatException {
            rows.acceptMetadata(table);
        }

        @Override
        public void acceptRow(Object[] row) throws IOException {
            for (int i = 0; i < row.length; i++) {
                if (row[i] instanceof boolean[] bits && bits.length == 1) {
                    throw new Refused(
                            LoadCode.FORMAT,
                            "%s cannot be read as VOTable: it holds single bits (datatype bit) in binary form, which programs write in two ways; write it as TABLEDATA, Parquet or ECSV"
                                    .formatted(file));
                }
            }
            rows.acceptRow(row);
        }

        @Override
        public void endRows() throws IOException {
            rows.endRows();
        }

        @Override
        public StarTable getStarTable() {
            return rows.getStarTable();
        }
    }
}
