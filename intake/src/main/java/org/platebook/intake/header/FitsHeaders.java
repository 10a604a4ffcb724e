package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the headers of a FITS file, primary and extensions, and skips its data (FITS Standard 4.0).
 *
 * <p>A tile-compressed image shows the header of the image that was compressed (section 10.1), and
 * keeps the one of its table as received.
 */
final class FitsHeaders {

    static final String BEGIN = "SIMPLE  =";

    private static final int BLOCK = 2880;
    private static final int BITS_PER_BYTE = 8;
    private static final int MOST_AXES = 999;

    /** More blocks than any real header has: then it is not one. */
    private static final int MOST_BLOCKS = 4096;

    private final Path path;
    private final InputStream in;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private FitsHeaders(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    /**
     * Reads every header of a FITS file.
     *
     * @param in at the file's first byte, already unzipped
     * @throws org.platebook.model.failure.Refused header-file.fits where its first header cannot be
     *     read; later ones that cannot be read are a problem of the file
     */
    static HeaderFile read(Path path, InputStream in) throws IOException {
        var fits = new FitsHeaders(path, in);
        var parts = fits.parts();
        return new HeaderFile(
                path, HeaderFormat.FITS, HeaderFile.Content.HEADER, parts, fits.problems);
    }

    private List<HeaderFile.Part> parts() throws IOException {
        var parts = new ArrayList<HeaderFile.Part>();
        var primary = readHeader(0);
        if (primary == null) {
            throw HeaderRefusal.FITS.of(
                    path, problems.isEmpty() ? "is empty, expected a header" : problems.getLast());
        }
        names.add(HeaderFile.PRIMARY);
        parts.add(new HeaderFile.Part(HeaderFile.PRIMARY, primary));
        var last = primary;
        for (int hdu = 1; skipData(last, hdu - 1); hdu++) {
            last = readHeader(hdu);
            if (last == null) {
                break;
            }
            add(parts, last, hdu);
        }
        return parts;
    }

    private void add(List<HeaderFile.Part> parts, Header received, int hdu) {
        if (!TiledImage.is(received)) {
            parts.add(new HeaderFile.Part(name(received, hdu), received));
            return;
        }
        var image = TiledImage.header(received);
        if (hdu == 1 && image.has("SIMPLE")) {
            // The compressed image was the primary one; the header before it only carries the
            // table.
            var carrier = parts.removeFirst().received();
            parts.add(new HeaderFile.Part(HeaderFile.PRIMARY, image, carrier.followedBy(received)));
        } else {
            parts.add(new HeaderFile.Part(name(image, hdu), image, received));
        }
    }

    /** EXTNAME, made unique by EXTVER or the number of the header where it must be. */
    private String name(Header header, int hdu) {
        var name = header.text("EXTNAME").orElse("").strip();
        if (name.isEmpty()) {
            name = "HDU" + hdu;
        }
        if (names.contains(name)) {
            name += "," + header.integer("EXTVER").map(String::valueOf).orElse("HDU" + hdu);
        }
        if (!names.add(name)) {
            name += ",HDU" + hdu;
            names.add(name);
        }
        return name;
    }

    /** The next header; null at the end of the file, or where what follows is none. */
    private @Nullable Header readHeader(int hdu) throws IOException {
        var cards = new FitsCards(problem -> problems.add("header " + hdu + ": " + problem));
        for (int block = 0; block < MOST_BLOCKS; block++) {
            var bytes = in.readNBytes(BLOCK);
            if (block == 0 && bytes.length == 0) {
                return null;
            }
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (block == 0 && !text.startsWith(hdu == 0 ? BEGIN : "XTENSION=")) {
                if (hdu == 0 || !text.isBlank()) {
                    problems.add("header %s: is none; what follows is left out".formatted(hdu));
                }
                return null;
            }
            for (int at = 0; at + FitsCards.LENGTH <= text.length(); at += FitsCards.LENGTH) {
                var image = text.substring(at, at + FitsCards.LENGTH);
                if (image.startsWith("END") && image.substring(3).isBlank()) {
                    return cards.header();
                }
                cards.add(image);
            }
            if (bytes.length < BLOCK) {
                break;
            }
        }
        problems.add("header %s: has no END card; the file is cut off".formatted(hdu));
        return null;
    }

    /** Whether all data of this header was there to skip. */
    private boolean skipData(Header header, int hdu) throws IOException {
        var size = dataBytes(header);
        var padded = (size + BLOCK - 1) / BLOCK * BLOCK;
        var skipped = skip(padded);
        if (skipped < size) {
            problems.add(
                    "header %s: its data are cut off after %s of %s bytes"
                            .formatted(hdu, skipped, size));
            return false;
        }
        return skipped == padded;
    }

    private long skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            var skipped = in.skip(left);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    break;
                }
                skipped = 1;
            }
            left -= skipped;
        }
        return bytes - left;
    }

    /** FITS Standard 4.0, sections 4.4.1.1, 4.4.1.2 and 6.1 (random groups). */
    private static long dataBytes(Header header) {
        var axes = header.integer("NAXIS").orElse(0L);
        if (axes < 1 || axes > MOST_AXES) {
            return 0;
        }
        var isGroups =
                header.flag("GROUPS").orElse(false) && header.integer("NAXIS1").orElse(1L) == 0;
        long elements = 1;
        for (int axis = isGroups ? 2 : 1; axis <= axes; axis++) {
            elements *= Math.max(0, header.integer("NAXIS" + axis).orElse(0L));
        }
        var bytes = Math.abs(header.integer("BITPIX").orElse((long) BITS_PER_BYTE)) / BITS_PER_BYTE;
        return bytes
                * header.integer("GCOUNT").orElse(1L)
                * (header.integer("PCOUNT").orElse(0L) + elements);
    }
}
