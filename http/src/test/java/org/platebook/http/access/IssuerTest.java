package org.platebook.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.http.access.AccessConfig.Metrics;
import org.platebook.model.failure.Refused;

import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Bearer tokens of a local issuer. */
class IssuerTest {

    private final LocalIssuer issuer = new LocalIssuer();
    private GuardedSite site;

    @BeforeEach
    void start() {
        site =
                new GuardedSite(
                        new AccessConfig(
                                Anonymous.NONE,
                                Metrics.LOCAL,
                                oidc(issuer.address()),
                                null,
                                Map.of()));
    }

    @AfterEach
    void stop() {
        site.close();
        issuer.close();
    }

    private static AccessConfig.Oidc oidc(URI address) {
        return new AccessConfig.Oidc(
                address,
                LocalIssuer.AUDIENCE,
                "groups",
                Map.of(
                        "g_staff",
                        List.of("read:staff", "write:flags"),
                        "g_boss",
                        List.of("admin")));
    }

    @Test
    void what_a_caller_belongs_to_says_what_they_may_do() throws Exception {
        assertThat(answer(issuer.token())).isEqualTo("200 oidc:vera STAFF [flags]");
        assertThat(answer(issuer.token(claims -> claims.claim("groups", "g_boss g_other"))))
                .isEqualTo("200 oidc:vera STAFF [] admin");
        assertThat(answer(issuer.token(claims -> claims.claim("groups", null))))
                .isEqualTo("200 oidc:vera PUBLIC []");
    }

    @Test
    void a_token_that_is_not_for_here_lets_nobody_in() throws Exception {
        var past = Date.from(Instant.now().minusSeconds(60));
        assertThat(answer(issuer.token(claims -> claims.expirationTime(past)))).startsWith("401");
        assertThat(answer(issuer.token(claims -> claims.expirationTime(null)))).startsWith("401");
        assertThat(answer(issuer.token(claims -> claims.audience("another")))).startsWith("401");
        assertThat(answer(issuer.token(claims -> claims.issuer("https://another.example"))))
                .startsWith("401");
        assertThat(answer(issuer.token(claims -> claims.subject(null)))).startsWith("401");
        var future = Date.from(Instant.now().plusSeconds(120));
        assertThat(answer(issuer.token(claims -> claims.notBeforeTime(future)))).startsWith("401");
    }

    @Test
    void a_token_that_the_issuer_did_not_sign_lets_nobody_in() throws Exception {
        assertThat(answer(issuer.forged())).startsWith("401");
        assertThat(answer(issuer.unsigned())).startsWith("401");
        assertThat(answer(issuer.confused())).startsWith("401");
        var token = issuer.token();
        assertThat(answer(token.substring(0, token.length() - 6))).startsWith("401");
        assertThat(answer("a.b.c")).startsWith("401");
    }

    @Test
    void a_refusal_holds_nothing_of_the_token() throws Exception {
        var forged = issuer.forged();
        for (var part : forged.split("\\.", -1)) {
            assertThat(answer(forged)).doesNotContain(part);
        }
        assertThat(answer("secret-text-that-is-no-token")).doesNotContain("secret-text");
    }

    @Test
    void keys_are_asked_for_once_and_again_when_a_new_one_appears() throws Exception {
        answer(issuer.token());
        answer(issuer.token());
        assertThat(issuer.askedForKeys).hasValue(1);

        issuer.rotate("second");
        assertThat(answer(issuer.token())).startsWith("200");
        assertThat(issuer.askedForKeys).hasValue(2);
    }

    @Test
    void unknown_keys_do_not_make_the_site_ask_again_and_again() throws Exception {
        var known = issuer.token();
        answer(known);
        for (int i = 0; i < 10; i++) {
            issuer.rotate("lost");
            var signedByNobody = issuer.token();
            issuer.rotate("key-" + i);
            assertThat(answer(signedByNobody)).startsWith("401");
        }
        assertThat(issuer.askedForKeys).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void an_issuer_that_cannot_be_asked_is_told_apart_from_a_token_that_is_wrong()
            throws Exception {
        issuer.fail();
        assertThat(answer(issuer.token())).startsWith("503").contains("access.issuer");
        assertThat(answer("a.b.c")).startsWith("401");
    }

    @Test
    void known_keys_count_on_while_the_issuer_is_away() throws Exception {
        answer(issuer.token());
        issuer.fail();
        assertThat(answer(issuer.token())).startsWith("200");
    }

    @Test
    void an_issuer_is_asked_over_a_connection_that_nobody_else_reads() {
        assertThatThrownBy(() -> oidc(URI.create("http://issuer.example")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("https://");
    }

    private String answer(String token) throws Exception {
        var answer = site.who("Authorization", "Bearer " + token);
        return answer.statusCode() + " " + answer.body();
    }
}
