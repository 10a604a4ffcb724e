package org.platebook.intake.header;

import org.platebook.model.failure.Refused;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What one file holds: its headers as received, by name and in order.
 *
 * @param path where the file is
 * @param format how it was written
 * @param parts at least one; names are unique
 * @param problems what was found broken and left out, such as an unreadable card; usually empty
 */
public record HeaderFile(Path path, HeaderFormat format, List<Part> parts, List<String> problems) {

    /** The name of the part that describes the whole exposure. */
    public static final String PRIMARY = "PRIMARY";

    /**
     * One named header of a file.
     *
     * @param name PRIMARY, an extension's name or a detector's, as in "R22S11_PRIMARY"
     */
    public record Part(String name, Header header) {}

    public HeaderFile {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
        if (parts.isEmpty()) {
            throw new Refused("header-file.empty", path + " holds no header");
        }
        var names = new HashSet<String>();
        for (var part : parts) {
            if (!names.add(part.name())) {
                throw new Refused(
                        "header-file.part", path + " has two headers named " + part.name());
            }
        }
    }

    /** The header of the whole exposure: the first part. */
    public Header primary() {
        return parts.getFirst().header();
    }

    public Optional<Header> part(String name) {
        return parts.stream().filter(p -> p.name().equals(name)).map(Part::header).findFirst();
    }
}
