package org.platebook.portal;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** Runs the portal's own tests of its projections, formats and choices (web/src/lib/*.test.ts). */
class PortalUnitsTest {

    @Test
    void they_pass() throws Exception {
        var process =
                new ProcessBuilder("npm", "run", "--silent", "test", "--", "--no-color")
                        .directory(Path.of("web").toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("passed");
    }
}
