package org.platebook.vo.table;

import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats in which tables are written, with the names by which they are asked for. */
public enum TableFormat {
    VOTABLE_BINARY2("application/x-votable+xml;serialization=BINARY2", "votable/b2"),
    VOTABLE_TABLEDATA("application/x-votable+xml;serialization=TABLEDATA", "votable/td"),
    CSV("text/csv;header=present", "csv"),
    TSV("text/tab-separated-values", "tsv"),
    JSON("application/json", "json"),
    NDJSON("application/x-ndjson", "ndjson"),
    PARQUET("application/vnd.apache.parquet", "parquet"),
    ARROW("application/vnd.apache.arrow.stream", "arrow"),
    TEXT("text/plain;charset=UTF-8", "text");

    private final String mime;
    private final String alias;

    TableFormat(String mime, String alias) {
        this.mime = mime;
        this.alias = alias;
    }

    /** The media type. */
    public String mime() {
        return mime;
    }

    /** The short name (DALI 1.1, 3.4.3). */
    public String alias() {
        return alias;
    }

    /** The short names of all, for people. */
    public static String aliases() {
        return Arrays.stream(values()).map(TableFormat::alias).collect(Collectors.joining(", "));
    }

    /** Whether it is a VOTable. */
    public boolean isVotable() {
        return this == VOTABLE_BINARY2 || this == VOTABLE_TABLEDATA;
    }

    /** Whether it is written to be kept, so that nobody would see that it was cut unasked. */
    public boolean isKept() {
        return switch (this) {
            case CSV, TSV, NDJSON, PARQUET, ARROW -> true;
            case VOTABLE_BINARY2, VOTABLE_TABLEDATA, JSON, TEXT -> false;
        };
    }

    /** The format of a short name or a media type, in any case; empty where there is none. */
    public static Optional<TableFormat> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace(" ", "")) {
            case "votable",
                    "votable/b2",
                    "votable/binary2",
                    "application/x-votable+xml",
                    "application/x-votable+xml;serialization=binary2",
                    "text/xml",
                    "application/xml" ->
                    Optional.of(VOTABLE_BINARY2);
            case "votable/td",
                    "votable/tabledata",
                    "application/x-votable+xml;serialization=tabledata",
                    "text/xml;serialization=tabledata" ->
                    Optional.of(VOTABLE_TABLEDATA);
            case "csv", "text/csv", "text/csv;header=present" -> Optional.of(CSV);
            case "tsv", "text/tab-separated-values" -> Optional.of(TSV);
            case "json", "application/json" -> Optional.of(JSON);
            case "ndjson", "application/x-ndjson" -> Optional.of(NDJSON);
            case "parquet", "application/vnd.apache.parquet" -> Optional.of(PARQUET);
            case "arrow", "application/vnd.apache.arrow.stream" -> Optional.of(ARROW);
            case "text", "table", "text/plain", "text/plain;charset=utf-8" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }

    /**
     * A writer of this format.
     *
     * @param query what the table answers, for formats that repeat it; null for nothing
     */
    public TableWriter writer(OutputStream out, @Nullable String query) {
        return switch (this) {
            case VOTABLE_BINARY2 -> new VotableBinary(out, query);
            case VOTABLE_TABLEDATA -> new VotableText(out, query);
            case CSV -> DelimitedText.commas(out);
            case TSV -> DelimitedText.tabs(out);
            case JSON -> new JsonText(out);
            case NDJSON -> new JsonLines(out);
            case PARQUET -> new ParquetTable(out);
            case ARROW -> new ArrowStream(out);
            case TEXT -> new AlignedText(out);
        };
    }

    /** A document that says that there is no table, and why. */
    public String error(String message) {
        if (isVotable()) {
            return """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
            <RESOURCE type="results">
            """
                    + VotableHead.error(message)
                    + "</RESOURCE>\n</VOTABLE>\n";
        }
        return message + "\n";
    }

    /** The media type of that document. */
    public String errorMime() {
        return isVotable() ? "application/x-votable+xml" : "text/plain;charset=UTF-8";
    }
}
