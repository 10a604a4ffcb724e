package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.TableBuilder;
import uk.ac.starlink.util.DataSource;
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
    private final Map<String, EcsvHeader.Scale> scales;

    private StilFile(StarTable table, Map<String, EcsvHeader.Scale> scales) throws IOException {
        this.table = table;
        this.scales = scales;
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

    static StilFile ecsv(Path file) throws IOException {
        var header = new EcsvHeader(file);
        return open(file, new EcsvTableBuilder(), header.source(), header.scales());
    }

    private static StilFile open(Path file, TableBuilder builder) {
        try {
            return open(file, builder, new FileDataSource(file.toFile()), Map.of());
        } catch (IOException e) {
            throw unreadable(file, builder, e);
        }
    }

    private static StilFile open(
            Path file,
            TableBuilder builder,
            DataSource source,
            Map<String, EcsvHeader.Scale> scales) {
        try {
            return new StilFile(builder.makeStarTable(source, true, new SingleBits(file)), scales);
        } catch (IOException e) {
            throw unreadable(file, builder, e);
        }
    }

    private static Refused unreadable(Path file, TableBuilder builder, IOException e) {
        return new Refused(
                LoadCode.FORMAT,
                "%s cannot be read as %s: %s"
                        .formatted(file, builder.getFormatName(), e.getMessage()),
                e);
    }

    @Override
    public List<FileColumn> columns() {
        return columns.stream().filter(column -> !isOfOtherTime(column.name())).toList();
    }

    /** Times that are neither TAI nor calendar dates in UTC would be off by a minute, unseen. */
    @Override
    public List<String> unreadable() {
        return columns.stream().map(FileColumn::name).filter(this::isOfOtherTime).toList();
    }

    private boolean isOfOtherTime(String column) {
        return scales.get(column) == EcsvHeader.Scale.OTHER;
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
            var name = columns.get(i).name();
            if (!isOfOtherTime(name)) {
                row.put(name, scaled(name, plain(rows.getCell(i))));
            }
        }
        return row;
    }

    /** A time without a zone is TAI. */
    private @Nullable Object scaled(String column, @Nullable Object cell) {
        return cell instanceof String time
                        && !time.isBlank()
                        && scales.get(column) == EcsvHeader.Scale.UTC
                ? time + "Z"
                : cell;
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
