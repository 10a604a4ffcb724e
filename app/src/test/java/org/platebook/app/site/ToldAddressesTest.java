package org.platebook.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.platebook.http.server.PublicAddresses;
import org.platebook.http.server.Section;
import org.platebook.http.server.SiteParts;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.peers.consdb.ConsDb;
import org.platebook.rest.SampleSite;
import org.platebook.store.database.Database;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.TablePartitions;

import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Every address that a site behind an ingress tells is one that callers can use. */
class ToldAddressesTest {

    private static final String PUBLIC = "https://data.example.org/platebook";
    private static final Pattern OWN = Pattern.compile("(127\\.0\\.0\\.1|localhost)");

    private static SampleSite site;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        site = new SampleSite(ToldAddressesTest::behindIngress);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        site.close();
    }

    @Test
    void tap_tells_the_public_address_in_its_capabilities_and_to_people() throws Exception {
        assertThat(body("tap/capabilities"))
                .contains(PUBLIC + "/tap</accessURL>")
                .contains(PUBLIC + "/tap/tables</accessURL>")
                .doesNotContainPattern(OWN);
        assertThat(body("tap"))
                .contains("curl " + PUBLIC + "/tap/sync")
                .contains("href=\"" + PUBLIC + "/tap/examples\"")
                .doesNotContainPattern(OWN);
        assertThat(body("tap/examples")).doesNotContainPattern(OWN);
        assertThat(body("tap/availability")).doesNotContainPattern(OWN);
    }

    @Test
    void rest_describes_itself_at_the_public_address_and_leads_there() throws Exception {
        assertThat(get("api").headers().firstValue("Location"))
                .hasValue(PUBLIC + "/api/openapi.json");
        var description = JsonMapper.shared().readTree(body("api/openapi.json"));
        assertThat(description.at("/servers/0/url").stringValue()).isEqualTo(PUBLIC + "/api");
        assertThat(description.at("/paths").size()).isGreaterThan(10);
    }

    @Test
    void consdb_redirects_and_documents_at_the_public_address() throws Exception {
        var moved = get("consdb/schema/?a=1");
        assertThat(moved.statusCode()).isEqualTo(307);
        assertThat(moved.headers().firstValue("Location")).hasValue(PUBLIC + "/consdb/schema?a=1");
        assertThat(JsonMapper.shared().readTree(body("consdb/")).at("/documentation_url"))
                .hasToString("\"" + PUBLIC + "/consdb/docs\"");
    }

    private static String body(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(site.address().resolve(path)).build(),
                BodyHandlers.ofString());
    }

    private static SiteParts behindIngress(Database database, SiteParts parts) {
        var sections = new ArrayList<Section>(parts.sections());
        sections.add(
                ConsDb.section(
                        database,
                        new PostgresLedger(database, TablePartitions::ensureAll),
                        new SchemaCatalog(database),
                        new VisitUpkeep(KnownCameras.all(), CameraSchemas.load()),
                        new Moments(database, InstantSource.system()),
                        new ConsDb.Limits(Duration.ofSeconds(30), 1_000)));
        return SiteParts.of(
                        parts.socket().host(), parts.socket().port(), sections, parts.readiness())
                .behind(parts.door())
                .known(new PublicAddresses(PUBLIC, _ -> false));
    }
}
