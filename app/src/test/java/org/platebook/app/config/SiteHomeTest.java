package org.platebook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

class SiteHomeTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void a_database_whose_port_is_taken_moves_and_other_ports_that_begin_alike_stay()
            throws IOException {
        try (var taken = four()) {
            int port = taken.getLocalPort();
            var home = new SiteHome(folder.resolve("home"));
            home.prepare("moved");
            Files.writeString(
                    home.configFile(),
                    Files.readString(home.configFile())
                            .replace("port: 8080", "port: " + port + "1")
                            .replaceAll("(embedded:\\s+port:) \\d+", "$1 " + port));

            var moved = home.moveDatabase(SiteConfig.read(home.configFile()));

            var config = SiteConfig.read(home.configFile());
            assertThat(config.http().port()).isEqualTo(port * 10 + 1);
            var embedded = Objects.requireNonNull(config.database().embedded());
            assertThat(moved).hasValue(embedded.port());
            assertThat(embedded.port()).isNotEqualTo(port);
        }
    }

    /** Holds a port of four digits that has room for one more. */
    private static ServerSocket four() {
        return IntStream.range(2000, 6553)
                .mapToObj(SiteHomeTest::held)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<ServerSocket> held(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
