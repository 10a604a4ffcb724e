package org.platebook.intake.load;

import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens tables in files; what is in a file decides, and its name where that does not tell. */
final class TableFiles {

    private static final int HEAD_BYTES = 4096;

    private TableFiles() {}

    /**
     * Opens a table.
     *
     * @throws Refused load.file when the file cannot be read; load.format when it holds no table
     */
    static TableFile open(Path file) {
        try {
            return open(file, head(file));
        } catch (IOException e) {
            throw new Refused(
                    LoadCode.FILE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static TableFile open(Path file, byte[] head) throws IOException {
        var text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PAR1")) {
            return new ParquetFile(file);
        }
        if (text.startsWith("SIMPLE  =")) {
            return StilFile.fits(file);
        }
        if (text.startsWith("# %ECSV")) {
            return StilFile.ecsv(file);
        }
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        var start = text.stripLeading();
        if (start.startsWith("<") || start.startsWith("\u00ef\u00bb\u00bf<")) {
            return StilFile.votable(file);
        }
        if (start.startsWith("[") || start.startsWith("{")) {
            return new JsonFile(file);
        }
        if (name.endsWith(".csv") || text.contains(",")) {
            return new CsvFile(file);
        }
        throw new Refused(
                LoadCode.FORMAT,
                file + " is none of Parquet, VOTable, FITS, ECSV, CSV, JSON and NDJSON");
    }

    private static byte[] head(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(HEAD_BYTES);
        }
    }
}
