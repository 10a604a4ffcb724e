package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.http.access.AccessConfig;
import org.platebook.http.access.Gate;
import org.platebook.http.access.Scopes;
import org.platebook.http.access.Tokens;
import org.platebook.http.server.SiteParts;
import org.platebook.http.watch.Audit;
import org.platebook.http.watch.AuditTrail;
import org.platebook.store.database.Database;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A source's token writes the tables of its source, and no others, by whatever way. */
class SourceTokensTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EXPOSURE = "tables/cdb_lsstcam/exposure/rows/" + SampleNight.id(60);
    private static final String QUICKLOOK =
            "tables/cdb_lsstcam/visit1_quicklook/rows/" + SampleNight.id(60);
    private static final String FLAG =
            "instruments/LSSTCam/exposures/%d/flag".formatted(SampleNight.id(60));

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Database database;
    private @Nullable Audit audit;
    private final SampleSite site =
            new SampleSite(
                    (opened, parts) -> {
                        database = opened;
                        audit = new Audit(opened);
                        var config =
                                new AccessConfig(
                                        AccessConfig.Anonymous.PUBLIC,
                                        AccessConfig.Metrics.LOCAL,
                                        null,
                                        null,
                                        Map.of());
                        return parts.behind(new Gate(config, opened, InstantSource.system()))
                                .watchedBy(new SiteParts.Observers(List.of(audit), _ -> {}));
                    });
    private String headers = "";
    private String rapidAnalysis = "";
    private String observers = "";

    @BeforeEach
    void makeTokens() {
        headers = token("headers", "write:headers", "read:staff");
        rapidAnalysis = token("rapid-analysis", "write:rapid-analysis", "read:staff");
        observers = token("observers", "write:observers", "read:staff");
    }

    @AfterEach
    void close() {
        site.close();
        client.close();
    }

    @Test
    void the_tables_of_another_source_are_closed_by_every_way_and_it_is_kept_who_tried()
            throws Exception {
        long before = journal();
        var exposure = answer("GET", EXPOSURE, null, rapidAnalysis).body();
        var quicklook = record("visit1_quicklook", "visit_id", SampleNight.id(60));

        closed("POST", "records", "{\"records\": [%s]}".formatted(exposureRecord()));
        closed("POST", "records", "{\"records\": [%s, %s]}".formatted(quicklook, exposureRecord()));
        closed("PUT", EXPOSURE, "{\"values\": {\"band\": \"z\"}}");
        closed("PATCH", EXPOSURE, "{\"values\": {\"band\": \"z\"}}");
        closed("PATCH", EXPOSURE, "{\"values\": {\"band\": 5, \"nonsense\": 1}}");
        closed("DELETE", EXPOSURE, null);
        closed("PUT", FLAG, "{\"flag\": \"bad\"}");
        closed("DELETE", FLAG, null);
        closed("PUT", "moments/mine", "{}");
        closed("GET", "quarantine", null);
        closed("POST", "quarantine/replay", null);

        assertThat(answer("GET", EXPOSURE, null, rapidAnalysis).body()).isEqualTo(exposure);
        assertThat(answer("GET", QUICKLOOK, null, rapidAnalysis).statusCode()).isEqualTo(404);
        assertThat(answer("GET", "moments/mine", null, rapidAnalysis).statusCode()).isEqualTo(404);
        assertThat(journal()).as("entries of the journal").isEqualTo(before);
        assertThat(audited())
                .filteredOn(entry -> entry.contains("token:rapid-analysis"))
                .containsExactlyInAnyOrder(
                        "POST /api/records 403 access.scope token:rapid-analysis",
                        "POST /api/records 403 access.scope token:rapid-analysis",
                        "PUT /api/" + EXPOSURE + " 403 access.scope token:rapid-analysis",
                        "PATCH /api/" + EXPOSURE + " 403 access.scope token:rapid-analysis",
                        "PATCH /api/" + EXPOSURE + " 403 access.scope token:rapid-analysis",
                        "DELETE /api/" + EXPOSURE + " 403 access.scope token:rapid-analysis",
                        "PUT /api/" + FLAG + " 403 access.scope token:rapid-analysis",
                        "DELETE /api/" + FLAG + " 403 access.scope token:rapid-analysis",
                        "PUT /api/moments/mine 403 access.scope token:rapid-analysis",
                        "GET /api/quarantine 403 access.scope token:rapid-analysis",
                        "POST /api/quarantine/replay 403 access.scope token:rapid-analysis");
    }

    @Test
    void a_source_writes_its_own_tables_and_each_version_says_whose_it_is() throws Exception {
        open("POST", "records", "{\"records\": [%s]}".formatted(exposureRecord()), headers);
        open("PATCH", EXPOSURE, "{\"values\": {\"band\": \"y\"}}", headers);
        open("PUT", QUICKLOOK, "{\"values\": {\"n_inputs\": 3}}", rapidAnalysis);
        open("PUT", FLAG, "{\"flag\": \"bad\"}", observers);
        open("DELETE", FLAG, null, observers);
        open("DELETE", QUICKLOOK, null, rapidAnalysis);

        var versions = JSON.readTree(answer("GET", EXPOSURE + "/versions", null, headers).body());
        assertThat(versions.path("versions").valueStream())
                .extracting(version -> version.path("values").path("band").stringValue())
                .endsWith("z", "y");
        assertThat(versions.path("versions").valueStream())
                .allMatch(version -> version.path("source").stringValue().equals("headers"));
        assertThat(audited())
                .contains("PUT /api/" + QUICKLOOK + " 200 null token:rapid-analysis")
                .noneMatch(entry -> entry.contains(" 403 "));
    }

    @Test
    void the_same_key_of_a_request_opens_nothing_for_another_token() throws Exception {
        var body = "{\"records\": [%s]}".formatted(exposureRecord());
        var first = keyed(body, headers);
        var other = keyed(body, rapidAnalysis);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(other.statusCode()).as(other.body()).isEqualTo(403);
    }

    @Test
    void who_shows_nothing_writes_nothing() throws Exception {
        long before = journal();
        for (var method : List.of("PUT", "PATCH")) {
            assertThat(answer(method, EXPOSURE, "{\"values\": {\"band\": \"z\"}}", "").statusCode())
                    .isIn(403, 404);
        }
        assertThat(answer("DELETE", EXPOSURE, null, "").statusCode()).isIn(403, 404);
        assertThat(answer("PUT", FLAG, "{\"flag\": \"bad\"}", "").statusCode()).isEqualTo(403);
        assertThat(journal()).isEqualTo(before);
    }

    private static String exposureRecord() {
        return "{\"table\": \"cdb_lsstcam.exposure\", \"values\": {\"exposure_id\": %d, \"band\": \"z\"}}"
                .formatted(SampleNight.id(60));
    }

    private static String record(String table, String key, long id) {
        return "{\"table\": \"cdb_lsstcam.%s\", \"values\": {\"%s\": %d}}"
                .formatted(table, key, id);
    }

    private void closed(String method, String path, @Nullable String body) throws Exception {
        var answer = answer(method, path, body, rapidAnalysis);
        assertThat(answer.statusCode()).as(method + " " + path + answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("access.scope").contains("this needs the scope");
    }

    private void open(String method, String path, @Nullable String body, String token)
            throws Exception {
        var answer = answer(method, path, body, token);
        assertThat(answer.statusCode()).as(method + " " + path + answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> answer(
            String method, String path, @Nullable String body, String token) throws Exception {
        var request = request(path, token);
        request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> keyed(String body, String token) throws Exception {
        return client.send(
                request("records", token)
                        .header("Idempotency-Key", "the-same")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create(site.address() + "api/" + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private String token(String name, String... scopes) {
        return new Tokens(Objects.requireNonNull(database))
                .create(name, Scopes.of(List.of(scopes)), Instant.now().plus(Duration.ofDays(1)))
                .secret();
    }

    private long journal() {
        return Objects.requireNonNull(database)
                .own(
                        handle ->
                                handle.createQuery("select count(*) from platebook.journal_record")
                                        .mapTo(Long.class)
                                        .one());
    }

    /** What the audit holds once all of it is kept; what came several times is there as often. */
    private List<String> audited() {
        Objects.requireNonNull(audit).close();
        var entries = new ArrayList<String>();
        new AuditTrail(Objects.requireNonNull(database))
                .tell(
                        Instant.EPOCH,
                        null,
                        entry ->
                                entries.addAll(
                                        Collections.nCopies(
                                                entry.times(),
                                                "%s %s %s %s %s"
                                                        .formatted(
                                                                entry.method(),
                                                                entry.path(),
                                                                entry.status(),
                                                                entry.reason(),
                                                                entry.caller()))));
        return entries;
    }
}
