package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableBuilder;
import uk.ac.starlink.util.FileDataSource;
import uk.ac.starlink.votable.VOTableBuilder;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first table of a VOTable, FITS or ECSV file, as STIL reads it. */
final class StilFile implements TableFile {

    private final StarTable table;
    private final RowSequence rows;
    private final List<FileColumn> columns = new ArrayList<>();

    private StilFile(StarTable table) throws IOException {
        this.table = table;
        for (int i = 0; i < table.getColumnCount(); i++) {
            var info = table.getColumnInfo(i);
            var unit = info.getUnitString();
            columns.add(
                    new FileColumn(info.getName(), unit == null || unit.isBlank() ? null : unit));
        }
        this.rows = table.getRowSequence();
    }

    static StilFile votable(Path file) {
        return open(file, new VOTableBuilder());
    }

    static StilFile fits(Path file) {
        return open(file, new FitsTableBuilder());
    }

    static StilFile ecsv(Path file) {
        return open(file, new EcsvTableBuilder());
    }

    private static StilFile open(Path file, TableBuilder builder) {
        try {
            return new StilFile(
                    builder.makeStarTable(
                            new FileDataSource(file.toFile()), true, StoragePolicy.ADAPTIVE));
        } catch (IOException e) {
            throw new Refused(
                    "load.format",
                    "%s cannot be read as %s: %s"
                            .formatted(file, builder.getFormatName(), e.getMessage()),
                    e);
        }
    }

    @Override
    public List<FileColumn> columns() {
        return columns;
    }

    @Override
    public long rowCount() {
        return table.getRowCount();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> next() throws IOException {
        if (!rows.next()) {
            return null;
        }
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).name(), plain(rows.getCell(i)));
        }
        return row;
    }

    private static @Nullable Object plain(@Nullable Object cell) {
        return switch (cell) {
            case null -> null;
            case Character character -> character.toString();
            case int[] _, long[] _, short[] _, byte[] _ -> doubles(cell);
            default -> cell;
        };
    }

    private static double[] doubles(Object array) {
        var doubles = new double[Array.getLength(array)];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = Array.getDouble(array, i);
        }
        return doubles;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        table.close();
    }
}
