package org.platebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.intake.ingest.FileOutcome;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;

class ProgressBarTest {

    @Test
    void a_bar_tells_rate_and_time_left() {
        var now = new long[] {0};
        var bar =
                new ProgressBar(
                        new PrintWriter(new StringWriter()), () -> Instant.ofEpochMilli(now[0]));
        bar.found(10);
        now[0] = 2000;
        for (int i = 0; i < 4; i++) {
            bar.done(new FileOutcome.Unchanged(Path.of("header.yaml")));
        }
        assertThat(bar.line().strip())
                .isEqualTo("[############                  ] 4 of 10 files  2/s  3 s left");
    }
}
