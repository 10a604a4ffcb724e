package org.platebook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class AccessConfigTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void a_new_site_is_of_this_machine_alone_and_asks_for_no_token() throws IOException {
        assertThat(read(site()).access().anonymous()).isEqualTo(Anonymous.STAFF);
        assertThat(read(withoutAccess(site())).access().anonymous()).isEqualTo(Anonymous.STAFF);
    }

    @Test
    void a_site_that_others_can_reach_takes_nobody_for_staff_who_shows_nothing()
            throws IOException {
        var reachable = site().replace("host: 127.0.0.1", "host: 0.0.0.0");

        assertRefused(reachable, "config.access.anonymous");
        assertRefused(withoutAccess(reachable), "config.access");
        var closed = reachable.replace("anonymous: staff", "anonymous: none");
        assertThat(read(closed).access().anonymous()).isEqualTo(Anonymous.NONE);
    }

    @Test
    void a_key_that_is_not_known_or_missing_is_told() throws IOException {
        assertRefused(site() + "  password: x\n", "config.syntax");
        assertRefused(site().replace("anonymous: staff", "anonymous: everybody"), "config.syntax");
        assertRefused(site().replace("  metrics: local\n", ""), "config.access.metrics");
        assertRefused(
                site() + "  oidc: {issuer: 'https://a.example', audience: b, scopes: {}}\n",
                "config.access.oidc.claim");
        assertRefused(
                site()
                        + "  oidc: {issuer: 'http://a.example', audience: b, claim: c, scopes: {}}\n",
                "config.access.oidc.issuer");
        assertRefused(
                site() + "  proxy: {addresses: [10.0.0.0/8], scopes: {}}\n",
                "config.access.proxy.everybody");
    }

    private void assertRefused(String text, String code) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private String site() throws IOException {
        var home = new SiteHome(folder.resolve("home"));
        home.prepare("test");
        return Files.readString(home.configFile());
    }

    private static String withoutAccess(String site) {
        return site.substring(0, site.indexOf("access:"));
    }

    private SiteConfig read(String text) throws IOException {
        return SiteConfig.read(Files.writeString(folder.resolve("site.yaml"), text));
    }
}
