package org.platebook.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data of observatories, kept beside the project; tests that need it are skipped where it is
 * absent.
 */
public final class TestData {

    private static final String PROPERTY = "platebook.testdata";

    private TestData() {}

    /**
     * Returns a file or folder of the test data, or skips the calling test, saying so.
     *
     * @param name path below the test data, as in "consdb/headers"
     */
    public static Path require(String name) {
        var path = root().resolve(name);
        assumeTrue(Files.exists(path), "skipped: no test data at " + path);
        return path;
    }

    /**
     * The folder of the test data: the system property platebook.testdata, or the one beside the
     * project.
     */
    public static Path root() {
        var set = System.getProperty(PROPERTY);
        if (set != null) {
            return Path.of(set);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("platebook"))) {
                return at.resolveSibling("shared").resolve("data");
            }
        }
        return Path.of("..", "shared", "data");
    }
}
