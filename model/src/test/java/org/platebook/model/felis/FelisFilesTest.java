package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every Felis file of the test data loads, or is refused with file, line and reason. */
class FelisFilesTest {

    private static final Map<String, String> REFUSED =
            Map.of(
                    "lsstcam.yaml", "lsstcam.yaml:9: there is no file \"drp_base.yaml\"",
                    "ppdb.yaml", "ppdb.yaml:10: there is no file \"apdb.yaml\"",
                    "obscore_nominal.yaml", "obscore_nominal.yaml:11: datatype is missing");

    private final FelisReader reader = new FelisReader();

    @TestFactory
    Stream<DynamicTest> each_real_file_loads_or_says_where_and_why_not() throws IOException {
        var folders =
                List.of(TestData.require("consdb/felis"), TestData.require("ivoa/sdm_schemas"));
        return folders.stream()
                .flatMap(FelisFilesTest::filesBelow)
                .filter(file -> file.toString().endsWith(".yaml"))
                .sorted()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> loadsOrSaysWhy(file)));
    }

    private void loadsOrSaysWhy(Path file) {
        var why = REFUSED.get(String.valueOf(file.getFileName()));
        if (why == null) {
            assertThat(reader.read(file).tables()).isNotEmpty();
        } else {
            assertThatThrownBy(() -> reader.read(file))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(why);
        }
    }

    private static Stream<Path> filesBelow(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
