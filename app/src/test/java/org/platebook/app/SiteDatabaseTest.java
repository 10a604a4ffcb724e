package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.model.failure.Clash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the embedded database of a site listens. */
class SiteDatabaseTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void two_sites_that_were_given_the_same_port_run_beside_each_other() throws IOException {
        var first = site("first");
        var second = site("second");
        setPort(second, port(first));

        try (var one = SiteDatabase.forServing(first, SiteConfig.read(first.configFile()));
                var other = SiteDatabase.forServing(second, SiteConfig.read(second.configFile()))) {
            assertThat(other.settings().url()).isNotEqualTo(one.settings().url());
            assertThat(other.settings().url()).contains(":" + port(second));
        }
    }

    @Test
    void a_port_that_somebody_chose_is_not_changed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var site = site("chosen");
            setPort(site, taken.getLocalPort());

            assertThatThrownBy(
                            () -> SiteDatabase.forServing(site, SiteConfig.read(site.configFile())))
                    .isInstanceOf(Clash.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("site.yaml");
            assertThat(port(site)).isEqualTo(taken.getLocalPort());
        }
    }

    private SiteHome site(String name) {
        var home = new SiteHome(folder.resolve(name));
        home.prepare(name);
        return home;
    }

    private static int port(SiteHome home) {
        var embedded = SiteConfig.read(home.configFile()).database().embedded();
        return Objects.requireNonNull(embedded).port();
    }

    private static void setPort(SiteHome home, int port) throws IOException {
        Files.writeString(
                home.configFile(),
                Files.readString(home.configFile())
                        .replaceAll("(embedded:\\s+port:) \\d+", "$1 " + port));
    }
}
