package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.http.access.AccessCode;
import org.platebook.http.access.Caller;
import org.platebook.model.failure.Unauthenticated;
import org.platebook.model.felis.FelisReader;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaInstaller;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** Whoever asks reads in their own role, and writes the tables of their own sources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

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
              - {name: hidden, datatype: float, description: For staff alone., platebook: {visibility: staff}}
            - name: plain
              description: For everybody.
              primaryKey: "#plain.exposure_id"
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
            - name: secret
              description: For staff alone.
              primaryKey: "#secret.exposure_id"
              platebook: {visibility: staff}
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
            """;

    /** Callers say who they are in a header, for the tests alone. */
    private Caller caller = Caller.LOCAL;

    private final ConsDbSite site =
            new ConsDbSite(new ConsDb.Limits(Duration.ofSeconds(30), 1000), this::recognise);

    private Caller recognise(ServerRequest request) {
        if (request.headers().contains(HeaderNames.AUTHORIZATION)) {
            throw new Unauthenticated(AccessCode.TOKEN, "the token is not known here");
        }
        return caller;
    }

    RightsTest() {
        var schema = new FelisReader().read("toy.yaml", FELIS, FelisReader.Library.NONE);
        new SchemaInstaller(site.database, site.catalog).install(schema);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_token_of_a_source_writes_the_tables_of_that_source() {
        caller = Caller.LOCAL;
        post("exposure/obs/2025061300133", "{\"day_obs\": 20250613, \"seq_num\": 133}", 200);

        caller = new Caller("token:rapid-analysis", Role.STAFF, Set.of("rapid-analysis"), false);
        post("visit1_quicklook/obs/2025061300133", "{\"n_inputs\": 1}", 200);
        var refused = post("exposure/obs/2025061300133?u=1", "{\"air_temp\": 1}", 403);
        assertThat(refused.json().get("message").asString()).contains("write:headers");
        var key =
                site.post(
                        "/consdb/flex/lsstcam/exposure/addkey",
                        "{\"key\": \"a\", \"dtype\": \"int\"}");
        assertThat(key.status()).isEqualTo(403);
        assertThat(
                        site.query("select source, user_name from cdb_lsstcam_history.exposure")
                                .status())
                .isEqualTo(400);
        assertThat(
                        site.query("select known_source from cdb_lsstcam_history.visit1_quicklook")
                                .json()
                                .get("data")
                                .toString())
                .isEqualTo("[[\"rapid-analysis\"]]");
    }

    @Test
    void who_is_turned_away_at_the_door_is_told_in_the_words_that_clients_show() throws Exception {
        var path = "http://%s/consdb/query".formatted(site.address().getAuthority());
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(path))
                                    .header("Authorization", "Bearer pb-wrong")
                                    .POST(BodyPublishers.ofString("{\"query\": \"select 1\"}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer ");
            var body = JsonMapper.shared().readTree(answer.body());
            assertThat(body.propertyNames())
                    .containsExactly("title", "status", "code", "detail", "request", "message");
            assertThat(body.path("message").stringValue()).isEqualTo("the token is not known here");
            assertThat(body.path("code").stringValue()).isEqualTo("access.token");
        }
    }

    @Test
    void a_star_is_answered_to_anybody_where_all_of_a_table_is_for_everybody() {
        caller = new Caller("anonymous", Role.PUBLIC, Set.of(), false);
        assertThat(site.query("select * from cdb_toy.plain").body())
                .isEqualTo("{\"columns\":[\"exposure_id\"],\"data\":[]}");
    }

    @Test
    void what_is_not_there_for_a_caller_has_no_flexible_metadata_and_no_consistency() {
        caller = Caller.LOCAL;
        assertThat(site.get("/consdb/flex/toy/exposure/schema").body())
                .isEqualTo(
                        "{\"message\":\"Invalid observation type\",\"value\":\"exposure\",\"valid\":[]}");
        assertThat(site.get("/consdb/table_consistency/lsstcam/20250613").status()).isEqualTo(200);

        caller = new Caller("anonymous", Role.PUBLIC, Set.of(), false);
        assertThat(site.get("/consdb/table_consistency/lsstcam/20250613").body())
                .isEqualTo(
                        "{\"message\":\"Invalid instrument\",\"value\":\"lsstcam\",\"valid\":[]}");
    }

    @Test
    void what_a_caller_may_not_see_is_not_there() {
        caller = new Caller("anonymous", Role.PUBLIC, Set.of(), false);
        assertThat(site.get("/consdb/schema/toy").body())
                .isEqualTo("[\"cdb_toy.exposure\",\"cdb_toy.plain\"]");
        assertThat(site.get("/consdb/schema/toy/exposure").json().propertyNames())
                .containsExactly("exposure_id");
        assertThat(site.get("/consdb/schema/toy/secret").status()).isEqualTo(404);

        var none = site.query("select nothing from cdb_toy.exposure").body();
        for (var attempt :
                new String[] {
                    "select hidden from cdb_toy.exposure",
                    "select 1 from cdb_toy.exposure order by hidden",
                    "select 1 from cdb_toy.exposure where hidden > 1",
                    "select e.hidden as fine from cdb_toy.exposure as e",
                    "select (select max(hidden) from cdb_toy.exposure)",
                    "select e from cdb_toy.exposure as e",
                    "select to_json(e) from cdb_toy.exposure as e",
                    "select a from cdb_toy.exposure as e(b, a)",
                    "select * from cdb_toy.exposure",
                    "table cdb_toy.exposure",
                    "select 1 from cdb_toy.exposure natural join cdb_toy.secret",
                    "select 1 from cdb_toy.secret",
                    "select 1 from cdb_toy.none",
                    "select 1 from platebook.journal",
                    "select hidden from cdb_toy_history.exposure"
                }) {
            assertThat(site.query(attempt).body()).as(attempt).isEqualTo(none);
        }
        assertThat(none).contains("missing or not readable");
        assertThat(site.query("select exposure_id from cdb_toy.exposure").status()).isEqualTo(200);
    }

    private ConsDbSite.Answer post(String path, String values, int status) {
        var answer = site.post("/consdb/insert/lsstcam/" + path, "{\"values\": " + values + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }
}
