package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads schemas written in Felis, and refuses what is wrong with them: every problem at once, each
 * with file, line and reason.
 *
 * <p>It reads what Rubin's own reader (lsst-felis 30) reads, and besides the key {@code platebook:}
 * on schemas, tables and columns. May be used by many threads.
 */
public final class FelisReader {

    private static final int DEEPEST = 5;

    private final UcdSyntax ucds = UcdSyntax.load();

    /** Where the other files are found that a schema refers to. */
    public interface Library {

        /** No other files. */
        Library NONE = _ -> Optional.empty();

        /** The text of the file of this name; empty where there is none. */
        Optional<String> text(String file);
    }

    /**
     * Reads a file, and the files that it refers to beside it.
     *
     * @throws Refused with code felis.invalid, one line for each problem; with code
     *     felis.unreadable where the file cannot be read
     */
    public Schema read(Path file) {
        var text = textOf(file);
        return read(name(file), text, name -> sibling(file, name));
    }

    /**
     * Reads a schema.
     *
     * @param file what messages call it
     * @throws Refused with code felis.invalid, one line for each problem
     */
    public Schema read(String file, String text, Library library) {
        return read(file, text, library, 0);
    }

    private Schema read(String file, String text, Library library, int depth) {
        var problems = new FelisProblems();
        var mapping = FelisYaml.parse(file, text, problems);
        problems.refuse();
        var assembled = Parts.assemble(present(mapping), library, problems);
        problems.refuse();
        var form = new SchemaForm(assembled, ucds, problems);
        var references = form.resources();
        references.forEach(
                (name, where) ->
                        load(where, library, problems, depth)
                                .ifPresent(schema -> form.addResource(name, schema)));
        if (form.lacks(references.keySet())) {
            // else every column taken over would be told as missing
            problems.refuse();
        }
        var schema = form.read();
        problems.refuse();
        return schema;
    }

    private Optional<Schema> load(
            SchemaForm.Reference where, Library library, FelisProblems problems, int depth) {
        var text = library.text(where.file());
        if (text.isEmpty()) {
            problems.add(where.place(), "there is no file \"%s\"".formatted(where.file()));
            return Optional.empty();
        }
        if (depth >= DEEPEST) {
            problems.add(where.place(), "resources refer to resources too deeply, or in a circle");
            return Optional.empty();
        }
        try {
            return Optional.of(read(where.file(), text.get(), library, depth + 1));
        } catch (Refused e) {
            problems.add(where.place(), "its resource is wrong:\n" + e.text());
            return Optional.empty();
        }
    }

    private static Optional<String> sibling(Path file, String name) {
        var folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || name.contains("://")) {
            return Optional.empty();
        }
        var sibling = folder.resolve(name).normalize();
        return Files.isRegularFile(sibling) ? Optional.of(textOf(sibling)) : Optional.empty();
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Refused(FelisCode.UNREADABLE, file + ": the file is not text in UTF-8", e);
        } catch (IOException e) {
            throw new Refused(FelisCode.UNREADABLE, file + ": " + e.getMessage(), e);
        }
    }

    private static String name(Path file) {
        var name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private static YamlTree.Mapping present(YamlTree.@Nullable Mapping mapping) {
        if (mapping == null) {
            throw new IllegalStateException("a file without a mapping has problems");
        }
        return mapping;
    }
}
