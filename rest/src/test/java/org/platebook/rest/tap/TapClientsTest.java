package org.platebook.rest.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.model.felis.FelisReader;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** TAP through a real web server, asked by plain HTTP and by pyvo. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TapClientsTest {

    private static final String FELIS =
            """
            name: cdb_toy
            description: A toy camera.
            version: 1.0.0
            platebook: {visibility: public}
            tables:
            - name: exposure
              description: One row for each exposure.
              primaryKey: "#exposure.exposure_id"
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
              - {name: band, datatype: string, length: 8, description: Band.}
              - {name: exp_time, datatype: double, description: Duration., ivoa:unit: s}
              - {name: s_region, datatype: double, votable:arraysize: "*", votable:xtype: polygon, description: Outline., ivoa:unit: deg}
            """;

    private static final String ROWS =
            """
            insert into cdb_toy.exposure values
                (1, 'r', 30, '{9,-1,11,-1,11,1,9,1}'), (2, 'g', 15.5, '{19,-1,21,-1,21,1,19,1}')
            """;

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final HttpSite site;
    private final HttpClient client = HttpClient.newHttpClient();

    TapClientsTest() {
        var schema = new FelisReader().read("toy.yaml", FELIS, FelisReader.Library.NONE);
        new SchemaInstaller(database, new SchemaCatalog(database)).install(schema);
        database.write(handle -> handle.execute(ROWS));
        var limits = new TapLimits(1000, 2000, Duration.ofSeconds(30));
        var tap = new TapService(database, limits, InstantSource.system());
        site = new HttpSite(SiteParts.of("127.0.0.1", 0, List.of(new TapSection(tap)), List::of));
    }

    @Test
    void stilts_tapquery_gets_the_rows() throws IOException, InterruptedException {
        assumeTrue(hasStilts(), "skipped: no stilts on this machine");
        var errors = Files.createTempFile("stilts", ".txt");
        var stilts =
                new ProcessBuilder(
                                "stilts",
                                "tapquery",
                                "tapurl=" + site.address().resolve("tap"),
                                "adql=SELECT exposure_id, band, exp_time FROM cdb_toy.exposure"
                                        + " ORDER BY exposure_id",
                                "sync=true",
                                "ofmt=csv")
                        .redirectError(errors.toFile())
                        .start();
        var rows = new String(stilts.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(stilts.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(rows)
                .isEqualToNormalizingNewlines("exposure_id,band,exp_time\n1,r,30.0\n2,g,15.5\n");
        Files.delete(errors);
    }

    private static boolean hasStilts() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "stilts")));
    }

    @AfterAll
    void close() {
        site.close();
        database.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(site.address().resolve(path)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void a_query_is_answered_by_get_and_by_post() throws Exception {
        var form =
                "LANG=ADQL&FORMAT=csv&QUERY="
                        + encoded("select band from exposure where exp_time < 20");
        var got = get("tap/sync?" + form);
        var posted =
                client.send(
                        HttpRequest.newBuilder(site.address().resolve("tap/sync"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(got.body()).isEqualTo("band\r\ng\r\n");
        assertThat(got.headers().firstValue("Content-Type")).hasValue("text/csv;header=present");
        assertThat(posted.body()).isEqualTo(got.body());
    }

    @Test
    void a_refused_query_has_its_status() throws Exception {
        var refused = get("tap/sync?LANG=ADQL&QUERY=" + encoded("select x from exposure"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("no column x");
        assertThat(get("tap/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void the_service_says_where_it_is() throws Exception {
        assertThat(get("tap/capabilities").body())
                .contains("<accessURL use=\"base\">" + site.address() + "tap</accessURL>");
        assertThat(get("tap/availability").body()).contains("<vosi:available>true");
    }

    @Test
    void pyvo_finds_tables_asks_and_understands_every_answer() {
        var judge = PythonJudge.require();
        URI tap = site.address().resolve("tap");
        var answer =
                JsonMapper.shared()
                        .readTree(
                                judge.run(TapClientsTest.class, "tap_clients.py", tap.toString()));

        assertThat(answer.get("tables").toString())
                .contains("\"cdb_toy.exposure\"", "\"tap_schema.tables\"");
        assertThat(answer.get("unit").asString()).isEqualTo("s");
        assertThat(answer.get("languages").toString()).isEqualTo("[\"2.0\",\"2.1\"]");
        assertThat(answer.get("rows").toString()).isEqualTo("[[1,\"r\",30.0],[2,\"g\",15.5]]");
        assertThat(answer.get("exp_time_unit").asString()).isEqualTo("s");
        assertThat(answer.get("polygon").toString())
                .isEqualTo("[9.0,-1.0,11.0,-1.0,11.0,1.0,9.0,1.0]");
        assertThat(answer.get("cone").toString()).isEqualTo("[1]");
        assertThat(answer.get("limited").asInt()).isEqualTo(1);
        assertThat(answer.get("refused").asString()).contains("no column nothing");
    }
}
