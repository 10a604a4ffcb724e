package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One folder on the way through all files below a path. */
final class Walk {

    private static final Set<String> TEXT =
            Set.of("yaml", "yml", "json", "fits", "fit", "fts", "fz");
    private static final int SIDECAR_BEGIN = 1 << 20;

    private final Path folder;
    private final List<Path> entries;
    private final Set<Path> described = new HashSet<>();

    private Walk(Path folder, List<Path> entries) {
        this.folder = folder;
        this.entries = entries;
    }

    static Stream<Candidate> from(Path path) {
        if (Files.isDirectory(path)) {
            return inFolder(path);
        }
        return Files.exists(path)
                ? Stream.of(alone(path))
                : Stream.of(new Candidate.Left(path, "is not there"));
    }

    /** A file that was named by itself: its name need not tell what it is. */
    private static Candidate alone(Path path) {
        return new Candidate.Found(path, path);
    }

    private static Stream<Candidate> inFolder(Path folder) {
        try (var listing = Files.list(folder)) {
            var walk = new Walk(folder, listing.sorted().toList());
            return Stream.concat(walk.indexed(), walk.entries.stream().flatMap(walk::candidates));
        } catch (IOException e) {
            return Stream.of(
                    new Candidate.Left(
                            folder, "is a folder that cannot be read: " + e.getMessage()));
        }
    }

    /** What the folder's index tells of. */
    private Stream<Candidate> indexed() {
        var index = folder.resolve(JsonHeaders.INDEX);
        if (!entries.contains(index)) {
            return Stream.of();
        }
        described.add(index);
        try {
            var text = Files.readString(index);
            var files = new LinkedHashSet<>(JsonHeaders.readIndex(index, text).keySet());
            described.addAll(files);
            return files.stream().map(file -> new Candidate.Found(file, index));
        } catch (Refused e) {
            return Stream.of(new Candidate.Left(index, withoutPath(e, index)));
        } catch (IOException e) {
            return Stream.of(new Candidate.Left(index, "cannot be read: " + e.getMessage()));
        }
    }

    private static String withoutPath(Refused refusal, Path path) {
        var text = refusal.text();
        var prefix = path + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private Stream<Candidate> candidates(Path entry) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return inFolder(entry);
        }
        if (described.contains(entry.normalize())) {
            return Stream.of();
        }
        if (!Files.isRegularFile(entry)) {
            return Stream.of(new Candidate.Left(entry, "is no file"));
        }
        return Stream.of(candidate(entry));
    }

    private Candidate candidate(Path file) {
        var name = file.getFileName().toString();
        if (name.equals(HeaderFiles.MANIFEST)) {
            return new Candidate.Left(file, "is the manifest of a simulated night");
        }
        if (name.startsWith(".")) {
            return new Candidate.Left(file, "is a hidden file");
        }
        var sidecar = sidecarOf(name);
        if (sidecar != null) {
            return new Candidate.Found(file, sidecar);
        }
        if (HeaderFiles.isJson(file) && isSidecar(file) && describesAnother(name)) {
            return new Candidate.Left(file, "is the sidecar of the file beside it, read with that");
        }
        return isKnownByName(name) || isFits(file)
                ? new Candidate.Found(file, file)
                : new Candidate.Left(file, "is not a header file: expected FITS, YAML or JSON");
    }

    /** The sidecar beside a file: its name with ".json" behind it or in place of its extension. */
    private @Nullable Path sidecarOf(String name) {
        if (name.endsWith(".json")) {
            return null;
        }
        for (var candidate : List.of(name + ".json", stem(name) + ".json")) {
            var path = folder.resolve(candidate);
            if (entries.contains(path) && isSidecar(path)) {
                return path;
            }
        }
        return null;
    }

    private boolean describesAnother(String sidecar) {
        return entries.stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> !name.endsWith(".json"))
                .anyMatch(
                        name ->
                                sidecar.equals(name + ".json")
                                        || sidecar.equals(stem(name) + ".json"));
    }

    /** The name without its extension, and without the two of a compressed file. */
    private static String stem(String name) {
        var bare = name.replaceFirst("\\.(gz|fz|bz2)$", "");
        var dot = bare.lastIndexOf('.');
        return dot > 0 ? bare.substring(0, dot) : bare;
    }

    /** Only what says so is a sidecar; a header as JSON beside one as YAML is a file of its own. */
    private static boolean isSidecar(Path json) {
        try (var in = HeaderFiles.open(json)) {
            return new String(in.readNBytes(SIDECAR_BEGIN), StandardCharsets.UTF_8)
                    .contains('"' + JsonHeaders.CONTENT + '"');
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isKnownByName(String name) {
        var bare = name.replaceFirst("\\.gz$", "");
        return TEXT.contains(bare.substring(bare.lastIndexOf('.') + 1));
    }

    private static boolean isFits(Path file) {
        try (var in = HeaderFiles.open(file)) {
            return new String(
                            in.readNBytes(FitsHeaders.BEGIN.length()), StandardCharsets.ISO_8859_1)
                    .equals(FitsHeaders.BEGIN);
        } catch (IOException _) {
            return false;
        }
    }
}
