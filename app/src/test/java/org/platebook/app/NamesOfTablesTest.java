package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Code finds tables by their level and columns by their role, never by the names that a camera has.
 */
class NamesOfTablesTest {

    private static final List<String> ROOMS =
            List.of(
                    "model", "store", "intake", "vo", "http", "rest", "peers", "portal", "cli",
                    "app");

    /** The words of ConsDB's protocol, of a format of files, and of help. */
    private static final Set<String> MAY_NAME =
            Set.of(
                    "ObservationTypes.java",
                    "WireNames.java",
                    "ConsistencyRules.java",
                    "FlagFile.java",
                    "FlexCommand.java",
                    "LoadCommand.java");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    /** Examples in messages and help, and levels in SQL. */
    private static final Pattern EXAMPLE =
            Pattern.compile("[Aa]s in `?cdb_[a-z0-9_.]+|\\{[a-z_/:%$0-9-]+}");

    private static final Pattern NAME =
            Pattern.compile(
                    "^\"exposure\"$|cdb_|\\bvisit1|\\bccdexposure(?!_id)|\\bccdvisit1"
                            + "|\\bexposure_(?:flag|header|flexdata)\\b|\\bintake_problem\\b"
                            + "|\\b(?:from|join) exposure\\b");

    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|(?m)(?<!:)//.*$");

    @Test
    void no_table_and_no_schema_of_a_camera_is_named_in_code() throws IOException {
        var named = new ArrayList<String>();
        for (var file : sources()) {
            var name = String.valueOf(file.getFileName());
            if (!MAY_NAME.contains(name)) {
                found(ErrorsTest.text(file)).forEach(literal -> named.add(name + ": " + literal));
            }
        }
        assertThat(named).as("ask the levels of the schema").isEmpty();
    }

    @Test
    void every_file_that_may_name_them_does() throws IOException {
        var naming = new ArrayList<String>();
        for (var file : sources()) {
            if (!found(ErrorsTest.text(file)).isEmpty()) {
                naming.add(String.valueOf(file.getFileName()));
            }
        }
        assertThat(naming).containsExactlyInAnyOrderElementsOf(MAY_NAME);
    }

    @Test
    void a_name_is_found() {
        assertThat(
                        found(
                                "x(\"exposure\"); y(\"cdb_\" + a); z(\"\"\"\n select a from exposure\n \"\"\");"))
                .hasSize(3);
        assertThat(found("x(\"as in cdb_lsstcam.exposure.airmass, not '%s'\"); // \"visit1\""))
                .isEmpty();
        assertThat(found("x(\"from {exposure_header} where {visit:day_obs} = 1\")")).isEmpty();
    }

    private static List<String> found(String source) {
        return LITERAL.matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .map(found -> EXAMPLE.matcher(found.group()).replaceAll(""))
                .filter(literal -> NAME.matcher(literal).find())
                .collect(Collectors.toList());
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var room : ROOMS) {
            try (var files = Files.walk(ErrorsTest.top().resolve(room).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
