package org.platebook.store.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Names as queries in ADQL write them: quoted where ADQL reserves the word. */
public final class AdqlNames {

    private static final String RESOURCE = "adql-reserved.txt";

    private final Set<String> reserved;

    private AdqlNames(Set<String> reserved) {
        this.reserved = reserved;
    }

    /** The names of ADQL 2.1. */
    public static AdqlNames load() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        AdqlNames.class.getResourceAsStream(RESOURCE), RESOURCE),
                                StandardCharsets.US_ASCII))) {
            return new AdqlNames(
                    lines.lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a column. */
    public String of(String felisName) {
        var stored = SqlText.stored(felisName);
        return reserved.contains(stored.toUpperCase(Locale.ROOT)) ? '"' + stored + '"' : stored;
    }

    /** The name of a table, its schema first. */
    public String of(String schema, String table) {
        return of(schema) + "." + of(table);
    }
}
