package org.platebook.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.http.access.AccessConfig.Metrics;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class GateTest {

    private static final AccessConfig BEHIND_PROXY =
            new AccessConfig(
                    Anonymous.PUBLIC,
                    Metrics.LOCAL,
                    null,
                    new AccessConfig.Proxy(
                            List.of("127.0.0.0/8"),
                            Map.of(
                                    "read:image", List.of("read:rights"),
                                    "exec:admin", List.of("admin")),
                            List.of("read:public")),
                    Map.of());

    @Test
    void who_sits_at_the_machine_may_do_everything_where_the_site_says_so() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.STAFF))) {
            assertThat(site.who().body()).isEqualTo("local STAFF [] admin");
        }
    }

    @Test
    void callers_wait_for_the_database_by_name_and_anonymous_ones_by_address() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.PUBLIC))) {
            var token = site.token("robot", "read:rights");

            assertThat(site.waits().body()).isEqualTo("anonymous at 127.0.0.1 PUBLIC");
            assertThat(site.waits("Authorization", "Bearer " + token).body())
                    .isEqualTo("token:robot RIGHTS");
        }
    }

    @Test
    void a_page_of_another_site_is_not_who_sits_at_the_machine() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.STAFF))) {
            assertThat(site.who("Origin", "https://evil.example").statusCode()).isEqualTo(403);
            assertThat(site.who("Origin", "null").statusCode()).isEqualTo(403);
            assertThat(site.who("X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(401);
            assertThat(raw(site, "GET /who/am/i HTTP/1.1\r\nHost: rebound.example\r\n"))
                    .startsWith("HTTP/1.1 401");
            assertThat(raw(site, "GET /who/am/i HTTP/1.1\r\nHost: localhost\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void who_shows_nothing_is_let_in_as_far_as_the_site_says() throws Exception {
        try (var open = new GuardedSite(GuardedSite.anonymous(Anonymous.PUBLIC));
                var closed = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            assertThat(open.who().body()).isEqualTo("anonymous PUBLIC []");
            var turnedAway = closed.who();
            assertThat(turnedAway.statusCode()).isEqualTo(401);
            assertThat(turnedAway.headers().allValues("WWW-Authenticate"))
                    .containsExactly(
                            "Bearer realm=\"platebook\"",
                            "Basic realm=\"platebook\", charset=\"UTF-8\"");
            assertThat(turnedAway.body()).contains("access.anonymous");
        }
    }

    @Test
    void a_token_is_taken_in_every_form_in_which_clients_send_it() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            var token = site.token("rapid-analysis", "read:rights", "write:quicklook");
            var told = "token:rapid-analysis RIGHTS [quicklook]";

            for (var header :
                    List.of(
                            "Bearer " + token,
                            "bearer " + token,
                            GuardedSite.basic("user", token),
                            GuardedSite.basic("x-oauth-basic", token),
                            GuardedSite.basic(token, "x-oauth-basic"),
                            GuardedSite.basic(token, ""))) {
                assertThat(site.who("Authorization", header).body()).as(header).isEqualTo(told);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer  ",
                "Basic",
                "Basic !!!",
                "Basic dXNlcg==",
                "Digest pb-x",
                "Bearer pb-unknown",
                "Bearer pb-' or '1'='1",
                "Bearer eyJhbGciOiJub25lIn0.e30."
            })
    void what_is_no_token_lets_nobody_in_not_even_where_nothing_is_asked_for(String header)
            throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.STAFF))) {
            var answer = site.who("Authorization", header);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenge(answer)).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void a_token_ends_when_it_expires_and_soon_after_it_is_revoked() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            var brief = "Bearer " + site.token("short", "read:staff");
            var lasting = "Bearer " + site.token("long", "read:staff");
            assertThat(site.who("Authorization", brief).statusCode()).isEqualTo(200);
            assertThat(site.who("Authorization", lasting).statusCode()).isEqualTo(200);

            site.tokens.revoke("long");
            site.later(Duration.ofSeconds(6));
            assertThat(site.who("Authorization", brief).statusCode()).isEqualTo(200);
            assertThat(site.who("Authorization", lasting).statusCode()).isEqualTo(401);

            site.later(Duration.ofDays(1));
            assertThat(site.who("Authorization", brief).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_secret_is_kept_nowhere_and_its_use_is_noted_to_the_hour() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            var secret = site.token("observer", "read:staff");
            assertThat(site.tokens.all().getFirst().lastUsed()).isNull();
            site.who("Authorization", "Bearer " + secret);

            var used = site.tokens.all().getFirst().lastUsed();

            assertThat(Objects.requireNonNull(used).getEpochSecond() % 3600).isZero();
            var row =
                    site.database.write(
                            handle ->
                                    handle.createQuery("select t::text from platebook.token t")
                                            .mapTo(String.class)
                                            .one());
            assertThat(row).doesNotContain(secret).doesNotContain(secret.substring(3));
            assertThat(secret).matches("pb-[A-Za-z0-9_-]{43}");
        }
    }

    @Test
    void tokens_have_names_of_their_own_while_they_are_valid() {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            site.token("one", "read:public");
            assertThatThrownBy(() -> site.token("one", "admin")).isInstanceOf(Clash.class);
            assertThatThrownBy(() -> site.token("O'Neill", "admin")).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> site.token("two", "write:*")).isInstanceOf(Refused.class);
            site.tokens.revoke("one");
            assertThatThrownBy(() -> site.tokens.revoke("one")).isInstanceOf(Missing.class);
            site.token("one", "admin");
            assertThat(site.tokens.all()).extracting(Token::name).containsExactly("one", "one");
        }
    }

    @Test
    void a_proxy_says_who_asks_and_its_scopes_are_translated() throws Exception {
        try (var site = new GuardedSite(BEHIND_PROXY)) {
            assertThat(site.who("X-Auth-Request-User", "vera").body())
                    .isEqualTo("user:vera PUBLIC []");
            assertThat(
                            site.who(
                                            "X-Auth-Request-User",
                                            "vera",
                                            "X-Auth-Request-Token-Scopes",
                                            "read:image read:tap admin",
                                            "Authorization",
                                            "Bearer gt-something")
                                    .body())
                    .isEqualTo("user:vera RIGHTS []");
            assertThat(site.who().body()).isEqualTo("anonymous PUBLIC []");
            assertThat(site.who("X-Auth-Request-User", "a b<c>").statusCode()).isEqualTo(401);
            assertThat(
                            site.who("X-Auth-Request-User", "vera", "X-Auth-Request-User", "root")
                                    .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void from_anywhere_else_the_words_of_a_proxy_mean_nothing() throws Exception {
        var elsewhere =
                new AccessConfig(
                        Anonymous.PUBLIC,
                        Metrics.LOCAL,
                        null,
                        new AccessConfig.Proxy(
                                List.of("192.0.2.0/24", "2001:db8::/32"),
                                Map.of("exec:admin", List.of("admin")),
                                List.of("admin")),
                        Map.of());
        try (var site = new GuardedSite(elsewhere)) {
            assertThat(
                            site.who(
                                            "X-Auth-Request-User",
                                            "vera",
                                            "X-Auth-Request-Token-Scopes",
                                            "exec:admin",
                                            "X-Forwarded-For",
                                            "192.0.2.7")
                                    .body())
                    .isEqualTo("anonymous PUBLIC []");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", ""})
    void an_address_of_a_proxy_is_a_number(String address) {
        assertThatThrownBy(() -> AddressRange.of(address)).isInstanceOf(Refused.class);
    }

    @Test
    void whether_the_site_lives_is_told_to_everybody() throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            assertThat(raw(site, "GET /health/live HTTP/1.1\r\nHost: x.example\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/who/am/i",
                "//who/am/i",
                "/who//am/i",
                "/./who/am/i",
                "/x/../who/am/i",
                "/%77ho/am/i",
                "/who%2fam/i",
                "/x/%2e%2e/who/am/i",
                "/who;a=b/am/i",
                "/who/am/i;",
                "/who/am/i?x=%00",
                "/who/am/i%00"
            })
    void no_spelling_of_a_path_leads_past_the_door(String path) throws Exception {
        try (var site = new GuardedSite(GuardedSite.anonymous(Anonymous.NONE))) {
            var answer = raw(site, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
            assertThat(answer).matches("HTTP/1.1 (400|401|404).*");
        }
    }

    @Test
    void all_of_several_scopes_count_together() {
        assertThat(Scopes.of(List.of("read:public", "write:b", "write:a", "read:rights")).words())
                .containsExactly("read:rights", "write:a", "write:b");
        assertThat(Scopes.of(List.of("admin", "write:a")).words()).containsExactly("admin");
        assertThat(Scopes.of(List.of()).of("x").mayWrite("a")).isFalse();
    }

    private static String challenge(HttpResponse<String> answer) {
        return String.join("\n", answer.headers().allValues("WWW-Authenticate"));
    }

    /** Sends a request as it is written here, and returns the first line of the answer. */
    private static String raw(GuardedSite site, String head) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.getOutputStream()
                    .write(
                            (head + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(reader.readLine());
        }
    }
}
