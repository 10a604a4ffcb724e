package org.platebook.model.time;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The text tables that travel with this package. */
final class Resource {

    private Resource() {}

    /** The lines of a table, without those that begin with "#". */
    static List<String> lines(String name) {
        try (var resource = Resource.class.getResourceAsStream(name);
                var reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(resource, name),
                                        StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
