package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A name means one thing in the whole product. */
class NamesTest {

    @Test
    void no_two_classes_of_the_product_have_the_same_name() throws IOException {
        var byName =
                sources().stream()
                        .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        byName.remove("package-info.java");
        assertThat(byName).hasSizeGreaterThan(500);

        byName.values().removeIf(same -> same.size() == 1);

        assertThat(byName.values()).isEmpty();
    }

    /** Sources of all rooms; a class stands in a file of its own name. */
    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .toList();
        }
    }
}
