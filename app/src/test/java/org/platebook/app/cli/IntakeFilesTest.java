package org.platebook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.ConfiguredSite;
import org.platebook.app.Main;
import org.platebook.app.config.SiteHome;
import org.platebook.cli.OpenSite;
import org.platebook.intake.ingest.IngestListener;
import org.platebook.model.record.Provenance;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** What a process that loads headers counts. */
class IntakeFilesTest {

    private static final int REFUSED = 2;

    @TempDir private Path folder = Path.of("");

    @Test
    void files_are_counted_by_what_became_of_them_and_told_at_a_port_of_this_machine()
            throws Exception {
        var night = folder.resolve("night");
        run("simulate", "--night", "20260115", "--exposures", "6", "--out", night.toString());
        var home = new SiteHome(folder.resolve("home"));
        home.prepare("counting");

        try (var platform = new ConfiguredSite(home.folder()).open();
                var counts = platform.measured(0)) {
            assertThat(metrics(counts.address())).contains(line("loaded", 0), line("refused", 0));
            load(platform, night);
            load(platform, night);

            assertThat(metrics(counts.address()))
                    .contains(line("loaded", 6), line("unchanged", 6), line("refused", 2 * 3));
        }
    }

    @Test
    void a_load_that_ends_has_nobody_to_tell_its_counts_to() {
        assertThat(run("ingest", folder.toString(), "--metrics", "9091")).isEqualTo(REFUSED);
    }

    private static void load(OpenSite platform, Path night) {
        platform.ingest()
                .load(
                        List.of(night),
                        null,
                        new Provenance("headers", "tests", "tests", "files"),
                        IngestListener.NONE);
    }

    private static String line(String outcome, int files) {
        return "platebook_intake_files_total{outcome=\"%s\"} %d.0\n".formatted(outcome, files);
    }

    private static String metrics(URI site) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(site.resolve("metrics")).build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static int run(String... args) {
        var line = Main.line();
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(new StringWriter(), true));
        return line.execute(args);
    }
}
