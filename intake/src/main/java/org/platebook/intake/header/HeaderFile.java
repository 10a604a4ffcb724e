package org.platebook.intake.header;

import org.platebook.model.failure.Refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What one file holds: its headers, by name and in order.
 *
 * @param path the file that is described: itself, or the raw file that a sidecar or index describes
 * @param format how it was written
 * @param content whether the parts hold a header or what was made of one
 * @param parts at least one, the one of the whole exposure first; names are unique
 * @param problems what was found broken, such as an unreadable card; usually empty
 */
public record HeaderFile(
        Path path, HeaderFormat format, Content content, List<Part> parts, List<String> problems) {

    /** The name of the part that describes the whole exposure. */
    public static final String PRIMARY = "PRIMARY";

    /** What the cards of a file are. */
    public enum Content {
        /** Cards of an instrument's header. */
        HEADER,
        /**
         * Properties of an observation that somebody else translated already: the keywords are the
         * property names of astro_metadata_translator's ObservationInfo, and a pair or triple
         * (Julian date in two parts, RA and Dec, azimuth and altitude, position on Earth in metres)
         * is as many cards of the same keyword, in order.
         */
        TRANSLATION
    }

    /**
     * One named header of a file.
     *
     * @param name PRIMARY, an extension's name or a detector's, as in "R22S11_PRIMARY"
     * @param header the cards of the image as its camera wrote it
     * @param received the cards as they stand in the file; they differ from header only where the
     *     image is tile-compressed into a table, whose own structure is then left out of header (a
     *     compressed primary image has the cards of two headers here, in their order)
     */
    public record Part(String name, Header header, Header received) {

        public Part(String name, Header header) {
            this(name, header, header);
        }

        private Part keepable(List<String> problems) {
            return Keepable.is(header) && Keepable.is(received)
                    ? this
                    : new Part(
                            name,
                            Keepable.header(header, new ArrayList<>()),
                            Keepable.header(received, problems));
        }

        /** The part that was read from such cards. */
        public static Part ofReceived(String name, Header received) {
            return new Part(
                    name,
                    TiledImage.is(received) ? TiledImage.header(received) : received,
                    received);
        }
    }

    public HeaderFile {
        var told = new ArrayList<>(problems);
        parts = parts.stream().map(part -> part.keepable(told)).toList();
        problems = List.copyOf(told);
        if (parts.isEmpty()) {
            throw new Refused(HeaderCode.EMPTY, path + ": holds no header");
        }
        var names = new HashSet<String>();
        for (var part : parts) {
            if (!names.add(part.name())) {
                throw new Refused(
                        HeaderCode.PART,
                        "%s: has two headers named %s, expected names to be unique"
                                .formatted(path, part.name()));
            }
        }
    }

    /** The header of the whole exposure: the first part. */
    public Header primary() {
        return parts.getFirst().header();
    }

    /** The header of that name. */
    public Optional<Header> part(String name) {
        return parts.stream().filter(p -> p.name().equals(name)).map(Part::header).findFirst();
    }

    /**
     * The header of that part laid over the primary one: all that the file says about that detector
     * or extension.
     */
    public Optional<Header> merged(String name) {
        return name.equals(parts.getFirst().name())
                ? Optional.of(primary())
                : part(name).map(primary()::overlaidBy);
    }

    /**
     * The header that a camera recognises and translates: in a FITS file the primary one with the
     * first extension's laid over it, as a camera may write half of what it knows in each; in any
     * other format the primary one.
     */
    public Header observation() {
        return format == HeaderFormat.FITS && parts.size() > 1
                ? primary().overlaidBy(parts.get(1).header())
                : primary();
    }
}
