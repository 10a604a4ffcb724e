package org.platebook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.ConfiguredSite;
import org.platebook.app.Main;
import org.platebook.app.config.SiteHome;
import org.platebook.cli.ExitStatus;
import org.platebook.cli.OpenSite;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The queries that a start proposes can be asked, and find something where there is something. */
class ExampleQueriesTest {

    @TempDir private Path folder;

    @Test
    void they_are_of_a_camera_that_has_images_and_find_some() throws IOException {
        var home = new SiteHome(folder.resolve("home"));
        home.prepare("test");
        try (var empty = new ConfiguredSite(home.folder()).open()) {
            assertThat(empty.exampleQueries()).hasSize(3).first().asString().contains("tap_schema");
            for (var query : empty.exampleQueries()) {
                assertThat(csv(empty, query)).isNotBlank();
            }
        }
        var night = folder.resolve("night").toString();
        run(
                "simulate",
                "--instrument",
                "LATISS",
                "--night",
                "20260115",
                "--exposures",
                "30",
                "--out",
                night);
        run("ingest", night, "--home", home.folder().toString());

        try (var filled = new ConfiguredSite(home.folder()).open()) {
            assertThat(filled.exampleQueries())
                    .hasSize(3)
                    .allMatch(query -> query.contains("cdb_latiss."));
            for (var query : filled.exampleQueries().subList(0, 2)) {
                assertThat(csv(filled, query).lines().count()).as(query).isGreaterThan(1);
            }
            assertThat(csv(filled, filled.exampleQueries().getLast())).isNotBlank();
        }
    }

    private static void run(String... args) {
        var out = new PrintWriter(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        // A simulated night holds a few headers that are refused, which the status tells.
        assertThat(Main.line().setOut(out).setErr(out).execute(args))
                .isIn(ExitStatus.OK, ExitStatus.REFUSED);
    }

    private static String csv(OpenSite platform, String query) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var answer = platform.tap().query(query, "csv", Identity.site(Role.STAFF), null)) {
            answer.body().writeTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
