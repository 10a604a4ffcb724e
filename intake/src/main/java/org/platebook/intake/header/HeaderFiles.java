package org.platebook.intake.header;

import org.platebook.model.failure.Refused;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Finds header files and reads them, whatever their format; what is in a file decides, not its
 * name.
 */
public final class HeaderFiles {

    /** The name of the list that a simulated night keeps of its faulty files; no header. */
    public static final String MANIFEST = "_manifest.json";

    private static final int LARGEST_TEXT = 512 * 1024 * 1024;
    private static final int BUFFER = 1 << 16;
    private static final int[] GZIP = {0x1f, 0x8b};
    private static final String ZIP = "PK\u0003\u0004";

    private HeaderFiles() {}

    /**
     * Every file below these paths, in a stable order: paths as given, a folder's entries by name.
     * Symbolic links to folders are followed only where they are given as a path.
     *
     * <p>A file that its folder's index or a sidecar describes is met once, with that as its
     * source. Nothing is thrown: what is no header file, or not there, is Left with a reason. The
     * stream must be closed by nobody; it opens a file only while looking into it.
     */
    public static Stream<Candidate> walk(List<Path> paths) {
        return paths.stream().flatMap(Walk::from);
    }

    /**
     * Reads a file by itself.
     *
     * @throws Refused header-file.unreadable, .not-a-header, .yaml, .json, .fits, .empty or .part;
     *     the message names the file, the line where there is one, and what was expected
     */
    public static HeaderFile read(Path path) {
        return read(new Candidate.Found(path, path));
    }

    /**
     * Reads what a walk found; see {@link #read(Path)}.
     *
     * @throws Refused also where an index does not tell of the file
     */
    public static HeaderFile read(Candidate.Found candidate) {
        var source = candidate.source();
        try (var in = open(source)) {
            return read(candidate, in);
        } catch (NoSuchFileException e) {
            throw HeaderRefusal.UNREADABLE.of(source, "is not there", e);
        } catch (CharacterCodingException e) {
            throw HeaderRefusal.NOT_A_HEADER.of(source, "is neither FITS nor text in UTF-8", e);
        } catch (ZipException | EOFException e) {
            throw HeaderRefusal.UNREADABLE.of(source, "is broken gzip: " + e.getMessage(), e);
        } catch (IOException e) {
            throw HeaderRefusal.UNREADABLE.of(source, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads what a walk found, like {@link #read(Candidate.Found)}; but where that is only what
     * somebody else made of a header, and the file itself holds a header, that header.
     */
    public static HeaderFile readOwn(Candidate.Found found) {
        var told = read(found);
        if (told.content() == HeaderFile.Content.HEADER
                || found.path().equals(found.source())
                || !Files.isRegularFile(found.path())) {
            return told;
        }
        try {
            return read(found.path());
        } catch (Refused _) {
            return told;
        }
    }

    /**
     * Reads a header that comes from elsewhere than a file, as from a request.
     *
     * @param name stands for the file in messages and as the path of the result
     */
    public static HeaderFile read(Path name, byte[] content) {
        try (var in = unzipped(new ByteArrayInputStream(content))) {
            return read(new Candidate.Found(name, name), in);
        } catch (CharacterCodingException e) {
            throw HeaderRefusal.NOT_A_HEADER.of(name, "is neither FITS nor text in UTF-8", e);
        } catch (IOException e) {
            throw HeaderRefusal.UNREADABLE.of(name, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static HeaderFile read(Candidate.Found candidate, InputStream in) throws IOException {
        var path = candidate.path();
        var source = candidate.source();
        var begin =
                new String(in.readNBytes(FitsHeaders.BEGIN.length()), StandardCharsets.ISO_8859_1);
        var whole = rejoined(begin, in);
        if (begin.equals(FitsHeaders.BEGIN)) {
            return FitsHeaders.read(path, whole);
        }
        if (begin.startsWith(ZIP)) {
            throw HeaderRefusal.NOT_A_HEADER.of(source, "is a zip archive, expected a header");
        }
        var text = text(source, whole);
        var first = text.stripLeading();
        if (isIndex(source)) {
            return fromIndex(candidate, text);
        }
        return first.startsWith("{") || (first.startsWith("[") && isJson(source))
                ? JsonHeaders.read(path, source, text)
                : YamlHeaders.read(path, text);
    }

    private static HeaderFile fromIndex(Candidate.Found candidate, String text) {
        var files = JsonHeaders.readIndex(candidate.source(), text);
        var file = files.get(candidate.path().normalize());
        if (file == null) {
            throw HeaderRefusal.NOT_A_HEADER.of(
                    candidate.source(),
                    candidate.path().equals(candidate.source())
                            ? "is an index of other files; read it with its folder"
                            : "does not tell of " + candidate.path());
        }
        return file;
    }

    static boolean isIndex(Path path) {
        return path.endsWith(JsonHeaders.INDEX);
    }

    static boolean isJson(Path path) {
        return path.toString().endsWith(".json");
    }

    /** The bytes of a file, unzipped where it is gzip. */
    static InputStream open(Path path) throws IOException {
        var file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            return unzipped(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        in.mark(GZIP.length);
        var isGzip = in.read() == GZIP[0] && in.read() == GZIP[1];
        in.reset();
        return isGzip ? new GZIPInputStream(in, BUFFER) : in;
    }

    private static InputStream rejoined(String begin, InputStream rest) {
        return new SequenceInputStream(
                new ByteArrayInputStream(begin.getBytes(StandardCharsets.ISO_8859_1)), rest);
    }

    private static String text(Path path, InputStream in) throws IOException {
        var bytes = in.readNBytes(LARGEST_TEXT);
        if (bytes.length == LARGEST_TEXT) {
            throw HeaderRefusal.NOT_A_HEADER.of(
                    path, "has more than %s bytes, expected a header".formatted(LARGEST_TEXT));
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
