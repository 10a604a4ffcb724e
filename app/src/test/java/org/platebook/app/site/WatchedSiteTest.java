package org.platebook.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.ConfiguredSite;
import org.platebook.app.Platform;
import org.platebook.app.config.SiteHome;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.http.access.GuardedSite;
import org.platebook.http.access.Scopes;
import org.platebook.http.watch.Audit;
import org.platebook.http.watch.AuditTrail;
import org.platebook.http.watch.SiteLog;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.ledger.PostgresLedger;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A whole site with its log, its measurements and its audit. */
class WatchedSiteTest {

    /** A line of Prometheus's text format 0.0.4: a name, labels, a number. */
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\.)*\",?)*\\})?"
                            + " ([0-9.eE+-]+|NaN|[+-]Inf)");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir private Path folder = Path.of("");

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_site_tells_what_it_did_and_nothing_that_lets_anybody_in() throws Exception {
        var home = new SiteHome(folder.resolve("home"));
        home.prepare("watched");
        Files.writeString(
                home.configFile(),
                Files.readString(home.configFile())
                        .replace("port: 8080", "port: " + freePort())
                        .replace("anonymous: staff", "anonymous: none"));
        String secret;
        List<Audit.Entry> audited = new ArrayList<>();
        try (var log = new SiteLog(home.logs());
                var site = new ConfiguredSite(home.folder()).serve(null)) {
            assertThat(log).isNotNull();
            secret =
                    site.site()
                            .tokens()
                            .create(
                                    "observer",
                                    Scopes.of(List.of("read:staff")),
                                    Instant.now().plus(Duration.ofDays(1)))
                            .secret();
            ask(site, "api/instruments", "Bearer " + secret);
            ask(site, "api/instruments?token=" + secret, "Bearer " + secret);
            ask(site, "api/instruments", "Bearer pb-somethingwrongandlong");
            ask(site, "api/instruments", "");
            ask(
                    site,
                    "tap/sync?LANG=ADQL&FORMAT=csv&QUERY=SELECT+table_name+FROM+TAP_SCHEMA.tables",
                    "Bearer " + secret);
            var turnedAway = ask(site, "tap/sync?LANG=ADQL&QUERY=SELECT+1", "");
            assertThat(turnedAway.statusCode()).isEqualTo(401);
            assertThat(turnedAway.body()).contains("<VOTABLE").contains("QUERY_STATUS");

            assertMeasured(ask(site, "metrics", "").body());
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(
                                                            site.address().resolve("metrics"))
                                                    .header("X-Forwarded-For", "192.0.2.1")
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(401);
        }
        try (var site = new ConfiguredSite(home.folder()).open()) {
            site.audit().tell(Instant.EPOCH, null, audited::add);
        }
        assertThat(audited)
                .extracting(entry -> entry.path() + " " + entry.status() + " " + entry.reason())
                .contains(
                        "/api/instruments 401 access.token",
                        "/api/instruments 401 access.anonymous",
                        "/tap/sync 401 access.anonymous");
        assertLogged(Files.readString(home.logs().resolve("platebook.jsonl")), secret);
    }

    private static void assertMeasured(String text) {
        var samples =
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.lastIndexOf(' ')),
                                        line -> line.substring(line.lastIndexOf(' ') + 1)));
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> SAMPLE.matcher(line).matches());
        assertThat(samples)
                .containsKeys(
                        "jvm_threads_live_threads",
                        "platebook_quarantine_records",
                        "platebook_database_connections{pool=\"platebook-write\",state=\"most\"}")
                .containsEntry("platebook_quarantine_records", "0.0")
                .containsEntry(
                        "http_server_requests_seconds_count{method=\"GET\",route=\"/api/instruments\",status=\"200\"}",
                        "1");
        assertThat(Double.parseDouble(samples.getOrDefault("platebook_tap_rows_total", "0")))
                .isGreaterThan(10);
    }

    private static void assertLogged(String log, String secret) {
        assertThat(log)
                .doesNotContain(secret)
                .doesNotContain(secret.substring(3))
                .doesNotContain("somethingwrong")
                .doesNotContainIgnoringCase("authorization");
        var json = JsonMapper.builder().build();
        var lines = log.lines().map(json::readTree).toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(6);
        assertThat(lines)
                .filteredOn(line -> line.path("formattedMessage").asString("").equals("request"))
                .allMatch(line -> !line.path("mdc").path("request").asString("").isEmpty());
        assertThat(log).contains("token:observer").contains("token=…");
    }

    @Test
    void what_is_written_is_audited_with_its_tables_and_by_whom() {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.STAFF))) {
            var table = new TableName("plates", "plate");
            site.database.write(
                    handle ->
                            handle.execute(
                                    "create schema plates; create table plates.plate (plate_id bigint primary key)"));
            var ledger = new PostgresLedger(site.database, (_, _, _) -> {});
            var values = Map.<String, Value>of("plate_id", new Value.Whole(1));
            ledger.write(
                    new Provenance("headers", "tests", "vera", "night-7"),
                    List.of(new TableRecord(UUID.randomUUID(), table, values)));

            var audited = new ArrayList<Audit.Entry>();
            new AuditTrail(site.database).tell(Instant.EPOCH, "vera", audited::add);
            new AuditTrail(site.database).tell(Instant.EPOCH, "nobody", audited::add);

            assertThat(audited).hasSize(1);
            assertThat(audited.getFirst().request()).isEqualTo("night-7");
            assertThat(audited.getFirst().tables()).contains("plates.plate").contains("1");
        }
    }

    private HttpResponse<String> ask(Platform site, String path, String authorization)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(site.address() + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
