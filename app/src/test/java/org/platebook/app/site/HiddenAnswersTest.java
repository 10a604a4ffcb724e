package org.platebook.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.platebook.http.access.Caller;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.peers.consdb.ConsDb;
import org.platebook.rest.Api;
import org.platebook.rest.TableDoors;
import org.platebook.rest.tap.TapSection;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.StatementProxy;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is hidden and what is not there cannot be told apart: not by the answer, and not by how long
 * it takes, since the very same statements are run for both.
 *
 * <p>Statements are compared in place of times: these would have to be measured often on a quiet
 * machine to say anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenAnswersTest {

    private static final String TABLES =
            """
            tables:
            - name: exposure
              description: One row for each exposure.
              primaryKey: "#exposure.exposure_id"
              platebook: {rows: {public: {days: 730}, rights: all}}
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
              - {name: day_obs, datatype: int, description: Day.}
            - name: open
              description: With a column for staff alone.
              primaryKey: "#open.exposure_id"
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
              - {name: hid, datatype: float, description: For staff alone., platebook: {visibility: staff}}
            - name: secret
              description: For staff alone.
              primaryKey: "#secret.exposure_id"
              platebook: {visibility: staff}
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
            """;

    private static final Caller ANYONE = new Caller("anonymous", Role.PUBLIC, Set.of(), false);

    private final URI server = URI.create(TestPostgres.fresh().substring("jdbc:".length()));
    private final StatementProxy proxy = new StatementProxy(server.getPort());
    private final Database database =
            Database.open(
                    DatabaseSettings.of(
                            "jdbc:postgresql://127.0.0.1:%d%s"
                                    .formatted(proxy.port(), server.getPath()),
                            "postgres",
                            null));
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpSite site = site();

    @BeforeAll
    void fill() {
        database.write(
                handle ->
                        handle.execute(
                                """
                                insert into cdb_toy.exposure (exposure_id, day_obs) values (11, 20100101), (12, 29990101);
                                insert into cdb_toy.open (exposure_id, hid) values (11, 1.5);
                                insert into cdb_toy.secret (exposure_id) values (11)
                                """));
    }

    @AfterAll
    void close() {
        site.close();
        client.close();
        database.close();
        proxy.close();
    }

    /**
     * A question of which one word makes the difference.
     *
     * @param path of the address; the word stands where @ is
     * @param body what is sent; empty for GET
     * @param hidden a word for what is there and hidden
     * @param missing a word for what is not there
     */
    record Question(String path, String body, String hidden, String missing) {

        static Question of(String path, String hidden, String missing) {
            return new Question(path, "", hidden, missing);
        }

        static Question tap(String adql, String hidden, String missing) {
            return of("/tap/sync?LANG=ADQL&QUERY=" + encoded(adql), hidden, missing);
        }

        static Question consDb(String sql, String hidden, String missing) {
            return new Question(
                    "/consdb/query", "{\"query\": \"%s\"}".formatted(sql), hidden, missing);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, UTF_8).replace("%40", "@");
        }
    }

    static Stream<Question> questions() {
        return Stream.of(
                Question.of("/api/instruments/@/nights", "LATISS", "DECam"),
                Question.of("/api/instruments/@/exposures/11", "LATISS", "DECam"),
                Question.of("/api/schema/@", "cdb_dark", "cdb_none"),
                Question.of("/api/schema/cdb_toy/@", "secret", "sacret"),
                Question.of("/api/schema/@/exposure", "cdb_dark", "cdb_none"),
                Question.of("/api/tables/cdb_toy/@/rows", "secret", "sacret"),
                Question.of("/api/tables/@/exposure/rows", "cdb_dark", "cdb_none"),
                Question.of("/api/tables/cdb_toy/@/rows/11", "secret", "sacret"),
                Question.of("/api/tables/cdb_toy/@/rows/11/versions", "secret", "sacret"),
                Question.of("/api/tables/cdb_toy/exposure/rows/@", "12", "13"),
                Question.of("/api/tables/cdb_toy/exposure/rows/@/versions", "12", "13"),
                Question.of("/api/tables/cdb_toy/exposure/rows?exposure_id=@", "12", "13"),
                Question.of("/api/tables/cdb_toy/open/rows?columns=@", "hid", "hud"),
                Question.of("/api/tables/cdb_toy/open/rows?order=@", "hid", "hud"),
                Question.of("/api/tables/cdb_toy/open/rows?@=1.5", "hid", "hud"),
                Question.of("/api/tables/cdb_toy/open/rows?@.null=yes", "hid", "hud"),
                Question.of("/api/diff/cdb_toy/@?from=2020-01-01T00:00:00Z", "secret", "sacret"),
                Question.of("/tap/tables/cdb_toy.@", "secret", "sacret"),
                Question.tap("select @ from cdb_toy.open", "hid", "hud"),
                Question.tap("select exposure_id from cdb_toy.open order by @", "hid", "hud"),
                Question.tap("select exposure_id from cdb_toy.open where @ = 1.5", "hid", "hud"),
                Question.tap("select * from cdb_toy.@", "secret", "sacret"),
                Question.tap("select * from @.exposure", "cdb_dark", "cdb_none"),
                Question.tap("select * from cdb_toy.exposure where exposure_id = @", "12", "13"),
                Question.of("/consdb/schema/@", "dark", "none"),
                Question.of("/consdb/schema/toy/@", "secret", "sacret"),
                Question.of("/consdb/schema/toy/cdb_toy.@", "secret", "sacret"),
                Question.consDb(
                        "select * from cdb_toy.exposure where exposure_id = @", "12", "13"));
    }

    /** For these the database itself does more until it finds what is hidden. */
    static Stream<Question> questionsInSql() {
        return Stream.of(
                Question.consDb("select @ from cdb_toy.open", "hid", "hud"),
                Question.consDb("select exposure_id from cdb_toy.open where @ = 1", "hid", "hud"),
                Question.consDb("select * from cdb_toy.@", "secret", "sacret"),
                Question.consDb("select * from @.exposure", "cdb_dark", "cdb_none"));
    }

    /**
     * What came of a question, the word itself left out.
     *
     * @param statements what the database was asked meanwhile
     */
    record Outcome(int status, String body, List<String> statements) {}

    @ParameterizedTest
    @MethodSource("questions")
    void what_is_hidden_is_answered_as_what_is_not_there(Question question) throws Exception {
        for (var word : List.of(question.hidden(), question.missing())) {
            asked(question, word);
        }

        assertThat(asked(question, question.hidden()))
                .isEqualTo(asked(question, question.missing()));
    }

    @ParameterizedTest
    @MethodSource("questionsInSql")
    void what_the_database_tells_apart_is_answered_at_a_whole_tenth_of_a_second(Question question)
            throws Exception {
        var took = new ArrayList<Duration>();
        var bodies = new HashSet<String>();
        for (var word : List.of(question.hidden(), question.missing())) {
            long began = System.nanoTime();
            bodies.add(asked(question, word).body());
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }

        assertThat(bodies).hasSize(1);
        assertThat(took).allMatch(each -> each.compareTo(Duration.ofMillis(100)) >= 0);
    }

    private Outcome asked(Question question, String word) throws Exception {
        var request =
                HttpRequest.newBuilder(site.address().resolve(question.path().replace("@", word)))
                        .header("Content-Type", "application/json");
        if (!question.body().isEmpty()) {
            request.POST(BodyPublishers.ofString(question.body().replace("@", word)));
        }
        proxy.take();
        var answer = client.send(request.build(), BodyHandlers.ofString());
        return new Outcome(
                answer.statusCode(),
                withoutIds(answer.body(), word),
                proxy.take().stream()
                        .filter(statement -> !isDriversOwn(statement))
                        .map(statement -> withoutIds(statement, word))
                        .toList());
    }

    /**
     * What the driver says of itself, in capitals: the end of a transaction, which may come after
     * the answer; whether a connection lives; how a new one is; what a type is.
     */
    private static boolean isDriversOwn(String statement) {
        return statement.isBlank() || Character.isUpperCase(statement.charAt(0));
    }

    private static String withoutIds(String text, String word) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("(?i)\\b" + word + "\\b", "WORD")
                .replaceAll("(?i)_" + word + "\\b", "_WORD");
    }

    private HttpSite site() {
        var catalog = new SchemaCatalog(database);
        var installer = new SchemaInstaller(database, catalog);
        var reader = new FelisReader();
        for (var head :
                List.of(
                        "name: cdb_toy\nplatebook: {visibility: public}\n",
                        "name: cdb_dark\nplatebook: {visibility: staff}\n")) {
            installer.install(reader.read("toy.yaml", head + TABLES, FelisReader.Library.NONE));
        }
        var schemas = CameraSchemas.load();
        installer.install(schemas.of("LATISS"));
        var ledger = new PostgresLedger(database, TablePartitions::ensureAll);
        var moments = new Moments(database, InstantSource.system());
        var tap =
                new TapService(
                        database,
                        new TapLimits(2000, 10_000, Duration.ofSeconds(60)),
                        InstantSource.system());
        return new HttpSite(
                SiteParts.of(
                                "127.0.0.1",
                                0,
                                List.of(
                                        new Api(
                                                database,
                                                ledger.changes(),
                                                schemas,
                                                catalog,
                                                new Flags(ledger, InstantSource.system()),
                                                new TableDoors(
                                                        database, ledger, catalog, moments, tap)),
                                        new TapSection(tap),
                                        ConsDb.section(
                                                database,
                                                ledger,
                                                catalog,
                                                new VisitUpkeep(KnownCameras.all(), schemas),
                                                moments,
                                                new ConsDb.Limits(Duration.ofSeconds(30), 1000))),
                                List::of)
                        .behind(_ -> ANYONE));
    }
}
