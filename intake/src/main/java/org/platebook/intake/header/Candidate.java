package org.platebook.intake.header;

import java.nio.file.Path;

/** A file met on a walk, which may hold a header. */
public sealed interface Candidate {

    /** The file that is described. */
    Path path();

    /**
     * A file to read.
     *
     * @param path the file that is described
     * @param source the file that tells of it: itself, its sidecar or its folder's index
     */
    record Found(Path path, Path source) implements Candidate {}

    /**
     * A file that is left alone.
     *
     * @param reason a sentence for people, without the path
     */
    record Left(Path path, String reason) implements Candidate {}
}
