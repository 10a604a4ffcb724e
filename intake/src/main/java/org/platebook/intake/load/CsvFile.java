package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Comma-separated values (RFC 4180) with a line of names first; what stands in no quotes and is
 * empty is not there.
 */
final class CsvFile implements TableFile {

    private static final int MOST_CHARACTERS = 10_000_000;

    private final Path file;
    private final BufferedReader reader;
    private final List<String> names = new ArrayList<>();
    private long line = 1;

    CsvFile(Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file);
        var head = record();
        if (head == null) {
            throw new Refused(LoadCode.FORMAT, file + " is empty, expected a line of column names");
        }
        for (var name : head) {
            names.add(name == null ? "" : name.strip().replace("\uFEFF", ""));
        }
    }

    @Override
    public List<FileColumn> columns() {
        return names.stream().map(name -> new FileColumn(name, null)).toList();
    }

    @Override
    public long rowCount() {
        return -1;
    }

    @Override
    public @Nullable Map<String, @Nullable Object> next() throws IOException {
        long at = line;
        var fields = record();
        while (fields != null && fields.size() == 1 && fields.getFirst() == null) {
            at = line;
            fields = record();
        }
        if (fields == null) {
            return null;
        }
        if (fields.size() != names.size()) {
            throw new Refused(
                    LoadCode.FORMAT,
                    "%s, line %s has %s values, expected %s"
                            .formatted(file, at, fields.size(), names.size()));
        }
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), fields.get(i));
        }
        return row;
    }

    /** The fields of one record; null at the end of the file. */
    private @Nullable List<@Nullable String> record() throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        long began = line;
        var fields = new ArrayList<@Nullable String>();
        var field = new StringBuilder();
        boolean wasQuoted = false;
        while (true) {
            if (c == '"' && field.isEmpty() && !wasQuoted) {
                wasQuoted = true;
                quoted(field, began);
            } else if (c == ',' || c == '\n' || c < 0) {
                if (c != ',' && !field.isEmpty() && field.charAt(field.length() - 1) == '\r') {
                    field.setLength(field.length() - 1);
                }
                fields.add(field.isEmpty() && !wasQuoted ? null : field.toString());
                field.setLength(0);
                wasQuoted = false;
                if (c != ',') {
                    line++;
                    return fields;
                }
            } else {
                field.append((char) c);
            }
            c = reader.read();
        }
    }

    private void quoted(StringBuilder field, long began) throws IOException {
        while (true) {
            int c = reader.read();
            if (c < 0 || field.length() > MOST_CHARACTERS) {
                throw new Refused(
                        LoadCode.FORMAT,
                        "%s, line %s: a quotation mark is not closed".formatted(file, began));
            }
            if (c == '\n') {
                line++;
            }
            if (c == '"') {
                reader.mark(1);
                if (reader.read() != '"') {
                    reader.reset();
                    return;
                }
            }
            field.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
