package org.platebook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.Main;
import org.platebook.app.config.SiteHome;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tokens made by command. */
class TokenScopesTest {

    private static final int REFUSED = 2;

    @TempDir private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_token_for_a_source_without_tables_is_made_for_who_insists() {
        assertThat(create("misspelt", "--scope", "write:rapid_analysis")).isEqualTo(REFUSED);
        assertThat(err.toString())
                .contains("no table here is filled by rapid_analysis", "rapid-analysis")
                .contains("[token.source]");
        assertThat(out.toString()).isEmpty();

        assertThat(create("to-come", "--scope", "write:telemetry", "--unowned")).isZero();
        assertThat(create("right", "--scope", "write:rapid-analysis")).isZero();
        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("pb-"));
    }

    private int create(String name, String... options) {
        var line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        var home = folder.resolve("home");
        new SiteHome(home).prepare("test");
        var args = new ArrayList<>(List.of("token", "create", name, "--home", home.toString()));
        args.addAll(List.of(options));
        return line.execute(args.toArray(String[]::new));
    }
}
