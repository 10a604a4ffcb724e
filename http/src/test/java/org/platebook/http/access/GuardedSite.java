package org.platebook.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.http.HttpRules;

import org.platebook.http.server.HttpSite;
import org.platebook.http.server.Section;
import org.platebook.http.server.SiteParts;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A site that tells callers at /who what it takes them for. */
public final class GuardedSite implements AutoCloseable {

    public final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    public final Tokens tokens = new Tokens(database);
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpSite site;
    private Instant now = Instant.now();

    public GuardedSite(AccessConfig config) {
        InstantSource clock = () -> now;
        this.site =
                new HttpSite(
                        SiteParts.of("127.0.0.1", 0, List.of(new Who()), List::of)
                                .behind(new Gate(config, database, clock)));
    }

    public static AccessConfig anonymous(AccessConfig.Anonymous who) {
        return new AccessConfig(who, AccessConfig.Metrics.LOCAL, null, null, Map.of());
    }

    public URI address() {
        return site.address();
    }

    /** Lets time go by for the site. */
    public void later(Duration duration) {
        now = now.plus(duration);
    }

    /** Makes a token that is valid for a day. */
    public String token(String name, String... scopes) {
        return tokens.create(name, Scopes.of(List.of(scopes)), now.plus(Duration.ofDays(1)))
                .secret();
    }

    /** Asks who one is, with these headers: names and values by turns. */
    public HttpResponse<String> who(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(site.address().resolve("/who/am/i"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks in whose queue one waits for the database. */
    public HttpResponse<String> waits(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(site.address().resolve("/who/waits"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Override
    public void close() {
        site.close();
        client.close();
        database.close();
    }

    private static final class Who implements Section {

        @Override
        public String path() {
            return "/who";
        }

        @Override
        public void routing(HttpRules rules) {
            rules.get(
                    "/am/i",
                    (request, response) -> {
                        var caller = Caller.of(request);
                        response.send(
                                "%s %s %s%s"
                                        .formatted(
                                                caller.name(),
                                                caller.role(),
                                                caller.sources().stream().sorted().toList(),
                                                caller.isAdmin() ? " admin" : ""));
                    });
            rules.get(
                    "/waits",
                    (request, response) ->
                            response.send(
                                    "%s %s"
                                            .formatted(
                                                    Caller.identityOf(request).caller(),
                                                    Caller.identityOf(request).role())));
        }
    }
}
