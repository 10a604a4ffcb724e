package org.platebook.intake.flag;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.FileDataSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lists of marks as observatories keep them by hand, in ECSV (astropy APE 6): a column exposure (or
 * exposure_id, visit, visit_id, id), and where there are any, comment (or reason), flag and tags.
 */
public final class FlagFile {

    private static final List<String> IDS =
            List.of("exposure", "exposure_id", "visit", "visit_id", "id");
    private static final List<String> REASONS = List.of("comment", "reason", "flag_reason");
    private static final List<String> TAGS = List.of("tags", "flag_tags");

    private FlagFile() {}

    /**
     * Reads a file.
     *
     * @param otherwise what a row says that has no flag
     * @param tags what every mark gets beside its own
     * @return the marks by number, in the order of the file; where a number stands twice, the last
     * @throws Refused flag.file when it is not such a file, naming row and column
     */
    public static Map<Long, Mark> read(Path file, Mark.Word otherwise, List<String> tags) {
        if (!Files.isReadable(file)) {
            throw new Refused(FlagCode.FILE, file + " cannot be read");
        }
        try {
            var table =
                    new EcsvTableBuilder()
                            .makeStarTable(
                                    new FileDataSource(file.toFile()),
                                    false,
                                    StoragePolicy.PREFER_MEMORY);
            return marks(file, table, otherwise, tags);
        } catch (IOException e) {
            throw new Refused(FlagCode.FILE, file + " is no ECSV table: " + e.getMessage(), e);
        }
    }

    private static Map<Long, Mark> marks(
            Path file, StarTable table, Mark.Word otherwise, List<String> tags) throws IOException {
        int id = column(table, IDS);
        if (id < 0) {
            throw new Refused(FlagCode.FILE, "%s has none of the columns %s".formatted(file, IDS));
        }
        int reason = column(table, REASONS);
        int flag = column(table, List.of("flag"));
        int own = column(table, TAGS);
        var marks = new LinkedHashMap<Long, Mark>();
        try (RowSequence rows = table.getRowSequence()) {
            for (int row = 1; rows.next(); row++) {
                long number = number(rows.getCell(id));
                if (number < 1) {
                    throw new Refused(
                            FlagCode.FILE,
                            "%s, row %s: %s is %s, expected a whole number from 1"
                                    .formatted(
                                            file,
                                            row,
                                            table.getColumnInfo(id).getName(),
                                            rows.getCell(id)));
                }
                var word = text(rows, flag);
                var allTags = new ArrayList<>(tags);
                var ownTags = text(rows, own);
                if (ownTags != null) {
                    allTags.addAll(List.of(ownTags.split("[\\s,;]+", -1)));
                }
                marks.put(
                        number,
                        new Mark(
                                word == null ? otherwise : Mark.Word.of(word),
                                text(rows, reason),
                                allTags));
            }
        }
        return marks;
    }

    /** Unsigned numbers of 64 bits come as text; what is no whole number is 0. */
    private static long number(@Nullable Object cell) {
        if (cell instanceof Number number) {
            return number.doubleValue() == number.longValue() ? number.longValue() : 0;
        }
        try {
            return cell == null ? 0 : Long.parseLong(cell.toString().strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static int column(StarTable table, List<String> names) {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (names.contains(table.getColumnInfo(i).getName().toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String text(RowSequence rows, int column) throws IOException {
        var value = column < 0 ? null : rows.getCell(column);
        var text = value == null ? "" : value.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
