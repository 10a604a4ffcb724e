package org.platebook.store.history;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes differences between two moments, one by one as they come. */
public final class DifferenceText {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Form form;
    private final Appendable out;
    private long count;

    /** The forms in which differences are written. */
    public enum Form {
        /** A line in words, for people. */
        SENTENCES,
        /** One object a line. */
        NDJSON,
        /** One object that holds all of them. */
        JSON,
        /** RFC 4180; values are written as JSON has them. */
        CSV
    }

    public DifferenceText(Form form, Appendable out) {
        this.form = form;
        this.out = out;
    }

    /**
     * Writes one.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void tell(Difference difference) {
        if (count == 0) {
            begin();
        }
        count++;
        switch (form) {
            case SENTENCES -> write(sentence(difference) + "\n");
            case NDJSON -> write(object(difference) + "\n");
            case JSON -> write((count == 1 ? "\n" : ",\n") + object(difference));
            case CSV -> write(line(difference) + "\r\n");
        }
    }

    /**
     * Ends the text after the last of them, or after none.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void end() {
        if (count == 0) {
            begin();
        }
        if (form == Form.JSON) {
            write("\n]}\n");
        }
    }

    private void begin() {
        switch (form) {
            case SENTENCES, NDJSON -> write("");
            case JSON -> write("{\"differences\":[");
            case CSV -> write("key,change,column,old,new,source,record\r\n");
        }
    }

    private void write(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String object(Difference difference) {
        var object = MAPPER.createObjectNode();
        var key = object.putObject("key");
        difference.key().forEach((column, value) -> key.set(column, MAPPER.readTree(value)));
        object.put("change", word(difference));
        object.put("column", difference.column());
        var before = difference.before();
        object.set("old", before == null ? MAPPER.nullNode() : MAPPER.readTree(before));
        var after = difference.after();
        object.set("new", after == null ? MAPPER.nullNode() : MAPPER.readTree(after));
        object.put("source", difference.source());
        object.put("record", difference.record());
        return object.toString();
    }

    private static String word(Difference difference) {
        return difference.change().name().toLowerCase(Locale.ROOT);
    }

    private static String sentence(Difference difference) {
        var row = key(difference);
        var source = difference.source() == null ? "" : " (" + difference.source() + ")";
        return switch (difference.change()) {
            case WITHDRAWN -> row + " withdrawn" + source;
            case ADDED ->
                    difference.column() == null
                            ? row + " new" + source
                            : row
                                    + " new: "
                                    + difference.column()
                                    + " = "
                                    + difference.after()
                                    + source;
            case CHANGED ->
                    row
                            + " "
                            + difference.column()
                            + ": "
                            + difference.before()
                            + " -> "
                            + difference.after()
                            + source;
        };
    }

    /** A row's key in words, as in "exposure_id=5". */
    private static String key(Difference difference) {
        return difference.key().entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String line(Difference difference) {
        return Stream.of(
                        key(difference),
                        word(difference),
                        difference.column(),
                        difference.before(),
                        difference.after(),
                        difference.source(),
                        difference.record())
                .map(DifferenceText::field)
                .collect(Collectors.joining(","));
    }

    private static String field(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
