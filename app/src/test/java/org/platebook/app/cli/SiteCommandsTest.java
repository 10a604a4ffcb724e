package org.platebook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.app.ConfiguredSite;
import org.platebook.app.Main;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.cli.OpenSite;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Commands that work on a site, beside the process that runs its database: what they say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteCommandsTest {

    private static final int FAULT = 1;
    private static final int REFUSED = 2;
    private static final int MISSING = 3;
    private static final int CLASH = 4;

    private static final String SURVEY =
            """
            name: cdb_survey
            version: "1.0"
            platebook: {visibility: staff}
            tables:
            - name: visit1_drp
              primaryKey: "#visit1_drp.visit_id"
              platebook: {source: drp, level: visit}
              columns:
              - {name: visit_id, datatype: long, nullable: false, description: Number of the visit.}
              - {name: psf_sigma, datatype: float, ivoa:unit: pixel, description: Width of the PSF.}
              - {name: band, datatype: string, length: 8, description: Band.}
            """;

    @TempDir private static Path folder = Path.of("");
    private OpenSite running;

    /** What a command said and how it ended. */
    private record Run(int status, String out, String err) {}

    @BeforeAll
    void start() throws IOException {
        var home = new SiteHome(folder.resolve("home"));
        home.prepare("test");
        running = new ConfiguredSite(home.folder()).open();
        assertThat(run("schema", "apply", file("survey.yaml", SURVEY)).out())
                .isEqualTo("cdb_survey: installed\n");
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void every_command_and_its_parts_explain_themselves() {
        var paths = new ArrayList<List<String>>();
        collect(Main.line(), List.of(), paths);
        assertThat(paths).hasSizeGreaterThan(35);
        for (var path : paths) {
            var words = new ArrayList<>(path);
            words.add("--help");
            var help = bare(words.toArray(String[]::new));
            assertThat(help.status()).as("%s", path).isZero();
            assertThat(help.out())
                    .as("%s", path)
                    .contains("Usage: platebook " + String.join(" ", path));
            assertThat(help.err()).as("%s", path).isEmpty();
        }
    }

    private static void collect(CommandLine line, List<String> path, List<List<String>> paths) {
        line.getSubcommands()
                .forEach(
                        (name, part) -> {
                            if (!name.equals("help") && !isHidden(part)) {
                                var longer = new ArrayList<>(path);
                                longer.add(name);
                                paths.add(longer);
                                collect(part, longer, paths);
                            }
                        });
    }

    private static boolean isHidden(CommandLine part) {
        return part.getCommandSpec().usageMessage().hidden();
    }

    @Test
    void upkeep_works_off_what_is_left_and_says_so() {
        var done = run("upkeep");
        assertThat(done.status()).isZero();
        assertThat(done.out())
                .contains("indexes built and constraints validated: 0")
                .contains("left to do: 0, of which failed: 0");
        assertThat(run("schema", "work").out()).endsWith("left to do: 0, of which failed: 0\n");
        assertThat(run("schema", "adopt").out()).contains("cdb_lsstcam: adopted");
    }

    @Test
    void a_command_of_several_says_what_to_do() {
        for (var command : List.of("flags", "schema", "moment", "token")) {
            var run = bare(command);
            assertThat(run.status()).isEqualTo(REFUSED);
            assertThat(run.err()).contains("say what to do: " + command);
        }
    }

    @Test
    void tokens_are_made_listed_and_revoked() {
        var made = run("token", "create", "robot", "--scope", "read:staff", "--days", "7");
        assertThat(made.status()).isZero();
        assertThat(made.out()).matches("pb-[A-Za-z0-9_-]{40,}\n");
        assertThat(made.err()).contains("secret of robot").contains("for read:staff");
        var listed = run("token", "list").out();
        assertThat(listed).containsPattern("robot +valid +.* never +read:staff");
        assertThat(listed).doesNotContain(made.out().strip());

        assertThat(run("token", "create", "robot", "--scope", "admin").status()).isEqualTo(CLASH);
        assertThat(run("token", "revoke", "robot").status()).isZero();
        assertThat(run("token", "list").out()).containsPattern("robot +revoked");
        assertThat(run("token", "revoke", "robot").status()).isEqualTo(MISSING);
    }

    @Test
    void a_token_that_cannot_be_is_refused_with_the_value() {
        assertRefused("not \"fly\"", run("token", "create", "a", "--scope", "fly"));
        assertRefused("not 0", run("token", "create", "a", "--scope", "admin", "--days", "0"));
        assertRefused("nobody", run("token", "create", "a", "--scope", "write:nobody"));
        assertRefused("A B", run("token", "create", "A B", "--scope", "admin"));
        assertRefused("--scope", run("token", "create", "a"));
        assertThat(run("token", "create", "later", "--scope", "write:nobody", "--unowned").status())
                .isZero();
    }

    @Test
    void flags_are_set_listed_imported_and_cleared() throws IOException {
        var set =
                run("flags", "set", "LSSTCam", "bad", "7", "8", "--reason", "clouds", "--tag", "w");
        assertThat(set.out()).isEqualTo("2 marked, 0 unchanged; 2 not here yet\n");
        assertThat(
                        run(
                                        "flags",
                                        "set",
                                        "LSSTCam",
                                        "bad",
                                        "7",
                                        "--reason",
                                        "clouds",
                                        "--tag",
                                        "w")
                                .out())
                .isEqualTo("0 marked, 1 unchanged; 1 not here yet\n");
        assertThat(run("flags", "list", "LSSTCam", "--tag", "w").out())
                .containsPattern("(?m)^7  bad +clouds \\[w\\] .* not here yet$")
                .hasLineCount(2);
        assertThat(run("flags", "list", "LSSTCam", "--flag", "good").out()).isEmpty();

        var table =
                file(
                        "bad.ecsv",
                        """
                        # %ECSV 1.0
                        # ---
                        # datatype:
                        # - {name: exposure, datatype: int64}
                        # - {name: comment, datatype: string}
                        exposure comment
                        9 "stuck shutter"
                        """);
        assertThat(run("flags", "import", "LSSTCam", table, "--flag", "questionable").out())
                .startsWith("1 marked");
        assertThat(run("flags", "list", "LSSTCam", "--flag", "questionable").out())
                .contains("9  questionable  stuck shutter");
        assertThat(run("flags", "clear", "LSSTCam", "7", "8", "9", "10").out())
                .isEqualTo("3 cleared\n");
        assertThat(run("flags", "list", "LSSTCam").out()).isEmpty();
    }

    @Test
    void a_flag_that_cannot_be_is_refused_with_the_value() {
        assertRefused("awful", run("flags", "set", "LSSTCam", "awful", "7"));
        assertRefused("seven", run("flags", "set", "LSSTCam", "bad", "seven"));
        assertThat(run("flags", "set", "Kodak", "bad", "7").status()).isEqualTo(MISSING);
        assertThat(run("flags", "import", "LSSTCam", folder.resolve("no.ecsv").toString()).status())
                .isEqualTo(REFUSED);
    }

    @Test
    void schemas_are_planned_applied_listed_shown_and_described() throws IOException {
        var wider =
                file(
                        "wider.yaml",
                        SURVEY.replace("cdb_survey", "cdb_other").replace("\"1.0\"", "\"2.0\"")
                                + "  - {name: depth, datatype: double, ivoa:unit: mag, description: Depth.}\n"
                                        .indent(2)
                                        .replaceAll("(?m)^    ", "  "));
        var first = file("other.yaml", SURVEY.replace("cdb_survey", "cdb_other"));
        assertThat(run("schema", "plan", first).out())
                .startsWith("cdb_other: not installed -> 1.0");
        assertThat(run("schema", "apply", first).out()).isEqualTo("cdb_other: installed\n");
        assertThat(run("schema", "apply", first).out()).isEqualTo("cdb_other: unchanged\n");
        assertThat(run("schema", "plan", wider).out())
                .startsWith("cdb_other: 1.0 -> 2.0")
                .contains("add column \"depth\"");
        assertThat(run("schema", "apply", wider, "--by", "ann", "--json").out())
                .contains("\"outcome\":\"extended\"");
        assertThat(run("schema", "history", "cdb_other", "--statements").out())
                .containsPattern("cdb_other +1.0 -> 2.0 +by ann")
                .contains("add column \"depth\"");
        assertThat(run("schema", "list").out())
                .containsPattern("cdb_other +2.0 +\\d+ tables")
                .contains("cdb_lsstcam");
        assertThat(run("schema", "show", "cdb_other").out())
                .contains("name: cdb_other")
                .contains("source: drp");
        assertThat(run("schema", "show", "cdb_other", "--plain").out())
                .doesNotContain("source: drp");
        assertThat(run("schema", "docs", "cdb_other").out())
                .contains("| `psf_sigma` | real | pixel |  | Width of the PSF. |");
    }

    @Test
    void a_schema_that_takes_something_away_is_refused_until_it_is_named() throws IOException {
        var name = "cdb_harm";
        run("schema", "apply", file("harm.yaml", SURVEY.replace("cdb_survey", name)));
        var less =
                file(
                        "less.yaml",
                        SURVEY.replace("cdb_survey", name)
                                .replaceAll("(?m)^ +- \\{name: band.*\n", ""));

        assertThat(run("schema", "plan", less).out())
                .contains("refused without --force:")
                .contains("visit1_drp.band");
        assertThat(run("schema", "plan", less, "--json").out()).contains("\"can_be_forced\":true");
        var refused = run("schema", "apply", less);
        assertRefused("--force visit1_drp.band", refused);
        assertThat(refused.err()).contains("[schema.harm]");
        assertThat(run("schema", "apply", less, "--force", "visit1_drp.band").out())
                .isEqualTo(name + ": extended\n");
        assertThat(run("schema", "history", name).out()).contains("forced: [visit1_drp.band]");
        assertThat(run("schema", "show", "cdb_nothing").status()).isEqualTo(MISSING);
        assertRefused("nowhere.yaml", run("schema", "apply", "nowhere.yaml"));
        assertRefused("[felis", run("schema", "apply", file("broken.yaml", "name: 7\n")));
    }

    @Test
    void tables_are_loaded_and_wrong_rows_are_told() throws IOException {
        var rows = file("a.csv", "visit_id,band\n1,r\n2,muchtoolong\n3,g\n");

        var dry = run("load", "cdb_survey.visit1_drp", rows, "--dry-run");
        assertThat(dry.status()).isEqualTo(REFUSED);
        assertThat(dry.out())
                .contains(
                        "would load %s: 3 rows; new 2, changed 0, unchanged 0, refused 1"
                                .formatted(rows))
                .contains("row 2: [visit_id=2] band = 'muchtoolong'");
        var loaded = run("load", "cdb_survey.visit1_drp", rows, "--by", "ann");
        assertThat(loaded.status()).isEqualTo(REFUSED);
        assertThat(loaded.out()).contains("new 2, changed 0, unchanged 0, refused 1");
        assertThat(run("load", "cdb_survey.visit1_drp", rows).out())
                .contains("new 0, changed 0, unchanged 2, refused 1");
        var good = file("b.csv", "visit_id,band\n1,r\n3,i\n");
        var changed = run("load", "cdb_survey.visit1_drp", good);
        assertThat(changed.status()).isZero();
        assertThat(changed.out()).contains("new 0, changed 1, unchanged 1, refused 0");
    }

    @Test
    void numbers_of_sixty_four_bits_without_a_sign_are_loaded_from_ecsv() throws IOException {
        var table =
                file(
                        "u.ecsv",
                        """
                        # %ECSV 1.0
                        # ---
                        # datatype:
                        # - {name: visit_id, datatype: uint64}
                        # - {name: band, datatype: string}
                        visit_id band
                        9223372036854775807 z
                        9223372036854775808 y
                        """);

        var run = run("load", "cdb_survey.visit1_drp", table);

        assertThat(run.out())
                .contains("2 rows; new 1, changed 0, unchanged 0, refused 1")
                .contains("row 2: visit_id");
    }

    @Test
    void what_cannot_be_loaded_is_refused_before_the_first_row() throws IOException {
        var rows = file("c.csv", "visit_id,colour\n1,red\n");

        assertRefused("colour", run("load", "cdb_survey.visit1_drp", rows));
        assertRefused("nowhere.csv", run("load", "cdb_survey.visit1_drp", "nowhere.csv"));
        assertThat(run("load", "cdb_survey.nothing", rows).status()).isEqualTo(MISSING);
        assertRefused("cannot be loaded", run("load", "cdb_lsstcam.exposure_wide", rows));
        assertRefused(
                "[load.map]",
                run("load", "cdb_survey.visit1_drp", rows, "--map", file("m.yaml", "colums: {}")));
        assertThat(run("load").status()).isEqualTo(REFUSED);
    }

    @Test
    void moments_and_differences_are_told_in_three_forms() throws IOException {
        var schema = "cdb_moments";
        run("schema", "apply", file("moments.yaml", SURVEY.replace("cdb_survey", schema)));
        var table = schema + ".visit1_drp";
        assertThat(run("moment", "set", "before", "--by", "ann", "--why", "a test").out())
                .endsWith("before\n");
        run("load", table, file("d.csv", "visit_id,band\n1,r\n"));
        run("moment", "set", "between");
        run("load", table, file("e.csv", "visit_id,band\n1,g\n"));

        assertThat(run("moment", "list").out())
                .containsSubsequence("between", "before  set by ann: a test");
        assertThat(run("diff", table, "--from", "before", "--to", "between").out())
                .contains("visit_id")
                .contains("new: ");
        assertThat(run("diff", table, "--from", "between", "--format", "csv").out())
                .contains("band,\"\"\"r\"\"\",\"\"\"g\"\"\"");
        assertThat(run("diff", table, "--from", "between", "--format", "json").out())
                .contains("\"band\"")
                .hasLineCount(1);
        assertThat(run("diff", table, "--from", "between", "--to", "between").out())
                .doesNotContain("band");
    }

    @Test
    void a_moment_or_a_difference_that_cannot_be_is_refused() {
        run("moment", "set", "once");
        assertThat(run("moment", "set", "once").status()).isEqualTo(CLASH);
        assertRefused("Dr 1", run("moment", "set", "Dr 1"));
        assertThat(run("moment", "set", "a", "--at", "tomorrowish").status()).isEqualTo(MISSING);
        assertThat(run("diff", "cdb_survey.visit1_drp", "--from", "never").err())
                .contains("'never'");
        assertRefused(
                "xml", run("diff", "cdb_survey.visit1_drp", "--from", "once", "--format", "xml"));
        assertRefused("visit1_drp", run("diff", "visit1_drp", "--from", "once"));
        assertRefused("--from", run("diff", "cdb_survey.visit1_drp"));
    }

    @Test
    void a_site_is_backed_up_restored_and_checked() throws IOException {
        run("load", "cdb_survey.visit1_drp", file("f.csv", "visit_id,band\n41,r\n"));
        var backup = folder.resolve("backup").toString();
        var taken = run("backup", backup);
        assertThat(taken.status()).isZero();
        assertThat(taken.out()).contains("files").contains("platebook restore " + backup);
        assertRefused("is not empty", run("backup", backup));

        var other = folder.resolve("other").toString();
        var restored = bare("restore", backup, "--home", other);
        assertThat(restored.err()).isEmpty();
        assertThat(restored.status()).isZero();
        assertThat(restored.out())
                .contains("is as it was when the backup began")
                .contains("Another program has the database's port")
                .endsWith("The database agrees with itself.\n");
        assertRefused("is there already", bare("restore", backup, "--home", other));
        assertRefused(
                "no whole backup",
                bare("restore", home(), "--home", folder.resolve("x").toString()));

        assertThat(bare("check", "--home", other, "--quick").status()).isZero();
        execute("update cdb_survey.visit1_drp set band = 'u' where visit_id = 41");
        try {
            var check = run("check");
            assertThat(check.status()).isEqualTo(FAULT);
            assertThat(check.out())
                    .isEqualTo(
                            """
                            cdb_survey.visit1_drp: 1 × Records of the journal whose value of band is not there
                            One thing is wrong.
                            """);
        } finally {
            execute("update cdb_survey.visit1_drp set band = 'r' where visit_id = 41");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "backup %1$s",
                "query select-1",
                "audit",
                "load cdb_survey.visit1_drp %2$s",
                "diff cdb_survey.visit1_drp --from 2026-01-01T00:00:00Z",
                "moment list",
                "moment set now",
                "flags list LSSTCam",
                "flex promote LSSTCam key",
                "schema list",
                "schema show cdb_survey",
                "token create robot --scope read:staff",
                "token list",
                "calibrations set gain 1 --instrument LATISS --from 2026-01-01T00:00:00 --why test",
            })
    void a_folder_without_a_site_is_not_made_one_by_a_command_that_needs_one(String line)
            throws IOException {
        var rows = file("rows.csv", "visit_id,band\n1,r\n");
        var nowhere = folder.resolve("nowhere");
        var never = folder.resolve("never");

        var run = bare(with(line.formatted(never, rows).split(" ", -1), nowhere.toString()));

        assertThat(run.err()).contains("there is no site in").contains("[home.missing]");
        assertThat(run.status()).isEqualTo(MISSING);
        assertThat(nowhere).doesNotExist();
        assertThat(never).doesNotExist();
    }

    private void execute(String sql) {
        var home = new SiteHome(folder.resolve("home"));
        var embedded = SiteConfig.read(home.configFile()).database().embedded();
        var settings =
                EmbeddedServer.running(
                                EmbeddedSettings.of(
                                        home.folder(), Objects.requireNonNull(embedded).port()))
                        .orElseThrow();
        try (var database = Database.open(settings)) {
            database.write(handle -> handle.execute(sql));
        }
    }

    private static void assertRefused(String words, Run run) {
        assertThat(run.err()).contains(words);
        assertThat(run.status()).as(run.err()).isEqualTo(REFUSED);
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Run run(String... args) {
        return bare(with(args, home()));
    }

    private static String[] with(String[] args, String home) {
        var all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--home";
        all[args.length + 1] = home;
        return all;
    }

    private static Run bare(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int status = line.execute(args);
        return new Run(status, out.toString(), err.toString());
    }
}
