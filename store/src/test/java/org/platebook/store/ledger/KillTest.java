package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.WritingProcess.DETECTORS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;
import org.platebook.model.record.TableRecord;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

class KillTest {

    private static final int MOST_ATTEMPTS = 1000;

    @TempDir private Path folder;

    @Test
    void a_writer_killed_in_mid_write_leaves_nothing_half_written() throws Exception {
        try (var fixture = new LedgerFixture()) {
            for (int acknowledged = 3; acknowledged <= 5; acknowledged++) {
                fixture.database.write(
                        handle -> handle.execute("truncate cdb_small.exposure cascade"));
                var writer = startWriter(fixture.database.settings().url());
                int last = 0;
                try (var lines = writer.inputReader()) {
                    while (last < acknowledged) {
                        last = Integer.parseInt(String.valueOf(lines.readLine()));
                    }
                    kill(writer.pid());
                }
                writer.waitFor();

                assertThat(wholeExposures(fixture)).isGreaterThanOrEqualTo(acknowledged);
            }
        }
    }

    @Test
    void a_killed_server_keeps_every_acknowledged_record_once() throws Exception {
        var settings =
                new EmbeddedSettings(
                        folder.resolve("postgres"),
                        Path.of("target", "embedded-software").toAbsolutePath(),
                        0);
        try (var server = EmbeddedServer.start(settings);
                var database = Database.open(server.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.write(handle -> handle.execute(LedgerFixture.TABLES));
            var fixture = new LedgerFixture(database);
            var begun = new CountDownLatch(5);
            var writing = threads.submit(() -> writeAll(fixture.ledger, begun));
            begun.await();
            long killed = server.pid();
            kill(killed);

            assertThat(writing.get()).isPositive();
            assertThat(server.pid()).isNotEqualTo(killed);
            assertThat(wholeExposures(fixture)).isEqualTo(40);
            assertThat(fixture.one("select sum(record_count) from platebook.journal"))
                    .isEqualTo(Integer.toString(40 * (1 + DETECTORS)));
        }
    }

    /** Writes 40 exposures, each again until it is acknowledged; tells how often it had to. */
    private static int writeAll(PostgresLedger ledger, CountDownLatch begun) {
        int failures = 0;
        for (int id = 1; id <= 40; id++) {
            failures += write(ledger, WritingProcess.records(id));
            begun.countDown();
        }
        return failures;
    }

    private static int write(PostgresLedger ledger, List<TableRecord> records) {
        for (int failures = 0; failures < MOST_ATTEMPTS; failures++) {
            try {
                ledger.write(HEADERS, records);
                return failures;
            } catch (Unreachable | Uncertain e) {
                assertThat(e.code()).startsWith("database.");
            }
        }
        throw new AssertionError("the server did not come back");
    }

    /** Every exposure has all of its detectors and is in the journal; tells how many there are. */
    private static int wholeExposures(LedgerFixture fixture) {
        assertThat(
                        fixture.one(
                                """
                                select count(*) from cdb_small.exposure e
                                where (select count(*) from cdb_small.ccdexposure c
                                    where c.exposure_id = e.exposure_id) <> %d
                                   or not exists (select from platebook.journal_record r
                                    where r.record_id = e._record_id)
                                """
                                        .formatted(DETECTORS)))
                .isEqualTo("0");
        return Integer.parseInt(fixture.one("select count(*) from cdb_small.exposure"));
    }

    private static Process startWriter(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor()).isZero();
    }
}
