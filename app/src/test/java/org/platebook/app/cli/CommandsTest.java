package org.platebook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.ConfiguredSite;
import org.platebook.app.Main;
import org.platebook.app.config.SiteHome;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.testkit.TestData;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CommandsTest {

    private static final int REFUSED = 2;
    private static final int CLASH = 4;

    @TempDir private Path folder = Path.of("");

    /** What a command said and how it ended. */
    private record Run(int status, String out, String err) {}

    @Test
    void a_simulated_night_is_loaded_and_loading_it_again_changes_nothing() {
        var night = folder.resolve("night").toString();
        assertThat(
                        run("simulate", "--night", "20260115", "--exposures", "12", "--out", night)
                                .status())
                .isZero();

        var first = run("ingest", night, "--home", home());
        assertThat(first.status()).as("broken headers are among them").isEqualTo(REFUSED);
        assertThat(first.out())
                .contains("loaded 12, unchanged 0, refused 3")
                .contains("[header-file.yaml]");

        var again = run("ingest", night, "--home", home());
        assertThat(again.out()).contains("loaded 0, unchanged 12, refused 3");
    }

    @Test
    void the_same_simulation_writes_the_same_bytes() throws IOException {
        for (var name : List.of("a", "b")) {
            run(
                    "simulate",
                    "--night",
                    "20260115",
                    "--exposures",
                    "5",
                    "--seed",
                    "3",
                    "--out",
                    folder.resolve(name).toString());
        }
        try (var files = Files.list(folder.resolve("a"))) {
            for (var file : files.toList()) {
                assertThat(folder.resolve("b").resolve(file.getFileName()))
                        .hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void what_was_known_is_asked_by_name_and_differences_are_told() {
        var night = folder.resolve("night").toString();
        run(
                "simulate",
                "--instrument",
                "LATISS",
                "--night",
                "20260115",
                "--exposures",
                "2",
                "--out",
                night);

        new SiteHome(Path.of(home())).prepare("test");
        assertThat(run("moment", "set", "empty", "--home", home()).status()).isZero();
        assertThat(run("ingest", night, "--home", home()).out()).contains("loaded 2");
        run("moment", "set", "loaded", "--why", "a test", "--home", home());

        var count = "SELECT COUNT(*) AS n FROM cdb_latiss.exposure";
        assertThat(asked(count, "loaded")).contains("2");
        assertThat(asked(count, "empty")).contains("0");
        assertThat(run("query", count, "--as-of", "never", "--home", home()).err())
                .contains("'never'");
        var diff =
                run(
                        "diff",
                        "cdb_latiss.exposure",
                        "--from",
                        "empty",
                        "--to",
                        "loaded",
                        "--home",
                        home());
        assertThat(diff.out()).contains("new: instrument").contains("(headers)");
        assertThat(run("moment", "list", "--home", home()).out())
                .containsSubsequence("loaded", "a test", "empty");
        var calibrated =
                run(
                        "calibrations",
                        "set",
                        "plate_scale",
                        "0.2",
                        "--instrument",
                        "HSC",
                        "--from",
                        "2026-01-01",
                        "--why",
                        "a test",
                        "--home",
                        home());
        assertThat(calibrated.out()).contains("plate_scale is 0.2");
    }

    @Test
    void a_table_that_was_cut_is_told_beside_it_and_one_that_is_kept_is_not_cut() throws Exception {
        var site = new SiteHome(Path.of(home()));
        site.prepare("test");
        Files.writeString(
                site.configFile(),
                Files.readString(site.configFile())
                        .replaceAll("defaultRows: .*", "defaultRows: 2"));
        var query = "SELECT table_name FROM tap_schema.tables";

        assertThat(run("query", query, "--home", home()).err())
                .isEqualToIgnoringNewLines(
                        "warning: the table was cut after 2 rows; there are more");
        assertThat(run("query", query, "--format", "csv", "--home", home()).err()).isEmpty();
        assertThat(run("query", query, "--format", "nonsense", "--home", home()).err())
                .contains("'nonsense'", "parquet");
    }

    private String asked(String query, String moment) {
        var before = System.out;
        var out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            run("query", query, "--format", "csv", "--as-of", moment, "--home", home());
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().skip(1).findFirst().orElse("nothing");
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_sentence() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var run =
                    run(
                            "serve",
                            "--home",
                            home(),
                            "--port",
                            Integer.toString(taken.getLocalPort()));
            assertThat(run.status()).isEqualTo(CLASH);
            assertThat(run.err()).hasLineCount(1).contains("port " + taken.getLocalPort());
        }
    }

    @Test
    void a_site_that_is_served_already_is_told_in_one_sentence_and_commands_work_beside_it()
            throws IOException {
        var home = new SiteHome(Path.of(home()));
        home.prepare("test");
        try (var served = new ConfiguredSite(home.folder()).serve(freePort())) {
            var second = run("serve", "--home", home(), "--port", Integer.toString(freePort()));
            assertThat(second.status()).isEqualTo(CLASH);
            assertThat(second.err()).hasLineCount(1).contains("in use by another Platebook");

            var night = folder.resolve("night").toString();
            run("simulate", "--night", "20260115", "--exposures", "1", "--out", night);
            run("ingest", night, "--home", home());
            try (var answer =
                    served.site()
                            .tap()
                            .query(
                                    "SELECT COUNT(*) AS n FROM cdb_lsstcam.exposure",
                                    "csv",
                                    Identity.site(Role.STAFF),
                                    null)) {
                var out = new java.io.ByteArrayOutputStream();
                answer.body().writeTo(out);
                assertThat(out).hasToString("n\r\n1\r\n");
            }
        }
    }

    @Test
    void a_key_that_the_configuration_does_not_know_stops_the_start() throws IOException {
        var home = new SiteHome(Path.of(home()));
        home.prepare("test");
        Files.writeString(
                home.configFile(), Files.readString(home.configFile()) + "colour: blue\n");

        var run = run("serve", "--home", home());

        assertThat(run.status()).isEqualTo(REFUSED);
        assertThat(run.err()).contains("colour").contains("[config.syntax]");
    }

    @Test
    void what_is_misspelt_is_told_with_what_was_meant() {
        var run = run("ingst");
        assertThat(run.status()).isEqualTo(REFUSED);
        assertThat(run.err()).contains("ingest");
    }

    @Test
    void a_path_that_is_not_there_is_refused_by_name() {
        var run = run("ingest", folder.resolve("nowhere").toString(), "--home", home());
        assertThat(run.status()).isEqualTo(REFUSED);
        assertThat(run.err()).contains("nowhere").contains("[ingest.path]");
    }

    @Test
    void every_command_explains_itself() {
        for (var command :
                List.of("demo", "serve", "ingest", "headers", "query", "corrections", "simulate")) {
            var help = run(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: platebook " + command);
        }
    }

    @Test
    void headers_tells_one_json_object_a_line_and_what_cannot_be_translated() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.yaml"), "INSTRUME: 'LSSTCam\n");
        var run = run("headers", broken.toString(), "--json");
        assertThat(run.status()).isEqualTo(REFUSED);
        assertThat(run.out()).hasLineCount(1).contains("\"file\"").contains("\"error\"");
    }

    @Test
    void real_headers_are_all_loaded_but_those_that_describe_no_observation() {
        var headers = TestData.require("consdb/headers");
        var run = run("ingest", headers.toString(), "--home", home(), "--verbose");
        assertThat(run.out()).contains("loaded 61, unchanged 0, refused 1, left out 12");
        assertThat(run("ingest", headers.toString(), "--home", home()).out())
                .contains("loaded 0, unchanged 61");
    }

    @Test
    void the_code_at_the_end_of_a_message_can_be_looked_up() {
        var missing = run("query", "--home", home() + "-nowhere", "select 1");
        var code = missing.err().strip().replaceAll(".*(\\[.+])$", "$1");
        var explained = run("errors", code);

        assertThat(explained.status()).isZero();
        assertThat(explained.out())
                .isEqualTo(
                        """
                        home.missing: Missing (HTTP 404, exit status 3)
                          meaning:    the folder holds no site. Only `serve`, `demo`, `ingest`, `corrections load`, `schema apply` and `restore` make one
                          what to do: name the site's folder with `--home`
                        """);
        assertThat(missing.status()).isEqualTo(3);
    }

    @Test
    void a_code_of_two_kinds_of_failures_is_explained_with_both() {
        assertThat(run("errors", "embedded.port").out())
                .startsWith(
                        "embedded.port: Refused (HTTP 400, exit status 2) or Clash (HTTP 409, exit status 4)");
        assertThat(run("errors", "rest.version").out())
                .startsWith("rest.version: Clash (HTTP 412, exit status 4)");
    }

    @Test
    void links_of_an_explanation_name_the_page() {
        assertThat(run("errors", "config.access").out()).contains("access (docs/access.md)");
    }

    @Test
    void all_codes_are_listed_in_sections_and_as_json() {
        var table = run("errors");
        var json = run("errors", "--json").out().lines().toList();

        assertThat(table.out())
                .contains("Configuration and start")
                .containsPattern("(?m)^  config\\.site +`site`, the name of the site, is missing$");
        assertThat(json).hasSizeGreaterThan(300);
        assertThat(run("errors", "rest.version", "--json").out())
                .isEqualTo(
                        """
                        {"code":"rest.version","section":"HTTP, portal and REST",\
                        "kinds":[{"failure":"Clash","http_status":412,"exit_status":4}],\
                        "means":"the row is at another version than If-Match names, is not there, or is there already",\
                        "remedy":"read the row again, and decide anew"}
                        """);
    }

    @Test
    void a_code_that_no_failure_has_is_missing() {
        var run = run("errors", "no.such-code");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo(
                        "platebook: no failure has the code 'no.such-code';"
                                + " 'platebook errors' lists all codes [errors.code]\n");
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Run run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int status = line.execute(args);
        return new Run(status, out.toString(), err.toString());
    }
}
