package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.config.SiteHome;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Several programs serve one database: an older one beside a newer one, with files of their own.
 */
class SeveralProgramsTest {

    private static final CameraSchemas KNOWN = CameraSchemas.load();

    /** The LATISS of tomorrow has a column more, another unit and another description. */
    private static final Program NEWER = new Program("99.1.0", tomorrow());

    private static final Program OLDER = new Program("99.0.0", KNOWN);

    private static final String STATE =
            """
            select max(installed_id) || ' ' || (select count(*) from platebook.schema_change) || ' '
                || (select string_agg(coalesce(col_description(attrelid, attnum), ''), ' ' order by attnum)
                    from pg_attribute
                    where attrelid = 'cdb_latiss.exposure'::regclass and attname in ('airmass', 'tomorrow'))
            from platebook.schema_installed where schema_name = 'cdb_latiss'
            """;

    @TempDir private Path folder = Path.of("");
    private final String url = TestPostgres.fresh();

    @Test
    void an_older_program_that_starts_beside_a_newer_one_sets_nothing_back() throws Exception {
        try (var newer = serving("newer", NEWER, "cdb_latiss: public")) {
            var state = state();
            assertThat(state).contains("Tomorrow's. [unit: Angstrom]", "[unit: adu]");
            assertThat(rows(newer)).isEqualTo(200);

            try (var older = serving("older", OLDER, "cdb_latiss: staff")) {
                assertThat(state()).isEqualTo(state);
                assertThat(rows(older)).as("the visibility of the newer one").isEqualTo(200);
                assertThat(rows(newer)).isEqualTo(200);
                assertThat(older.site().installed().camera("LATISS").name())
                        .isEqualTo("cdb_latiss");
                assertThat(state()).isEqualTo(state);
            }
        }
    }

    @Test
    void a_newer_program_that_starts_beside_an_older_one_is_heard_of_at_once() throws IOException {
        try (var older = serving("older", OLDER, "cdb_latiss: public")) {
            assertThat(status(older, "select tomorrow from cdb_latiss.exposure")).isEqualTo(400);

            try (var newer = serving("newer", NEWER, "cdb_latiss: public")) {
                assertThat(status(newer, "select tomorrow from cdb_latiss.exposure"))
                        .isEqualTo(200);
                assertThat(status(older, "select tomorrow from cdb_latiss.exposure"))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void of_two_files_the_visibility_that_was_stated_last_holds_until_somebody_insists()
            throws IOException {
        serving("first", OLDER, "cdb_latiss: public").close();
        try (var second = serving("second", OLDER, "cdb_latiss: staff")) {
            assertThat(rows(second)).as("a new statement").isEqualTo(400);

            try (var first = serving("first", OLDER, "cdb_latiss: public")) {
                assertThat(rows(first)).as("one that was replaced").isEqualTo(400);
                assertThat(first.site().installed().adopt()).containsExactly("cdb_latiss");
                assertThat(status(first, "select top 1 day_obs from cdb_latiss.exposure"))
                        .isEqualTo(200);
            }
        }
    }

    private Platform serving(String name, Program program, String visibility) throws IOException {
        var home = new SiteHome(folder.resolve(name));
        Files.createDirectories(home.folder());
        var password = home.folder().resolve("password");
        Files.writeString(password, "none");
        Files.writeString(
                home.configFile(),
                """
                site: %s
                http: {host: 127.0.0.1, port: %d}
                database:
                  external: {url: "%s", user: postgres, passwordFile: %s}
                tap: {timeLimitSeconds: 60, defaultRows: 10, mostRows: 10}
                instruments: [LATISS]
                access: {anonymous: public, metrics: local, visibility: {%s}}
                """
                        .formatted(name, freePort(), url, password, visibility));
        return new ConfiguredSite(home.folder()).serve(program);
    }

    private static CameraSchemas tomorrow() {
        return new CameraSchemas(
                KNOWN.all().stream()
                        .map(
                                schema ->
                                        schema.name().equals("cdb_latiss")
                                                ? tomorrow(schema)
                                                : schema)
                        .toList());
    }

    private static Schema tomorrow(Schema schema) {
        var text =
                FelisWriter.annotated(schema)
                        .replaceFirst("current: \\S+", "current: 99.0.0")
                        .replaceFirst(
                                "(?m)^  - name: airmass$",
                                """
                                  - name: tomorrow
                                    '@id': '#exposure.tomorrow'
                                    datatype: double
                                    ivoa:unit: Angstrom
                                    description: Tomorrow's.
                                  - name: airmass\
                                """)
                        .replaceFirst(
                                "(?m)(^  - name: airmass\\n(?:    .*\\n)*?    datatype: double\\n)",
                                "$1    ivoa:unit: adu\n");
        return new FelisReader().read("cdb_latiss", text, FelisReader.Library.NONE);
    }

    /** The installed schema, how often it changed, and what the database says of two columns. */
    private String state() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(STATE)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int rows(Platform platform) {
        return status(platform, "select top 1 exposure_id from cdb_latiss.exposure");
    }

    private static int status(Platform platform, String query) {
        var parameters =
                Map.of(
                        "LANG", List.of("ADQL"),
                        "QUERY", List.of(query),
                        "RESPONSEFORMAT", List.of("csv"));
        try (var answer = platform.site().tap().sync(parameters, Identity.site(Role.PUBLIC))) {
            return answer.status();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
