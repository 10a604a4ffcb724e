package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** The disk of the database is full, and later it is not. */
class DiskFullTest {

    private static final int MOST_WRITES = 2000;
    private static final int MOST_ATTEMPTS = 1000;
    private static final int ROW_BYTES = 60_000;
    private static final long ROOM_BYTES = 12L << 20;

    @TempDir private Path folder;

    @Test
    void writes_fail_while_the_disk_is_full_and_go_on_when_there_is_room() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=320m", "none", disk.toString()) == 0,
                "skipped: may not make a small file system here");
        try (var server = EmbeddedServer.start(settings(disk));
                var database = Database.open(server.database())) {
            database.write(handle -> handle.execute(LedgerFixture.TABLES));
            var ledger = new PostgresLedger(database, LedgerFixture::ensure);
            ledger.write(HEADERS, List.of(row(0)));
            fill(disk.resolve("other"), ROOM_BYTES);

            var failures = new ArrayList<Failure>();
            int last = writeUntilFull(ledger, failures);
            assertThat(failures).as("after %d rows", last).isNotEmpty();
            write(ledger, last + 1, failures);
            write(ledger, last + 1, failures);

            Files.delete(disk.resolve("other"));
            for (int id = last; id <= last + 2; id++) {
                int attempts = 0;
                while (!write(ledger, id, failures)) {
                    assertThat(attempts++).as("attempts").isLessThan(MOST_ATTEMPTS);
                }
            }

            assertThat(failures.getFirst().code()).isEqualTo("database.exhausted");
            assertThat(failures.getFirst().text()).contains("No space left on device");
            var fixture = new LedgerFixture(database);
            assertThat(
                            fixture.one(
                                    "select count(*) || ' ' || count(distinct exposure_id) || ' ' || max(exposure_id) from cdb_small_history.exposure"))
                    .isEqualTo("%1$d %1$d %2$d".formatted(last + 3, last + 2));
            assertThat(new Consistency(database).findings(Depth.WHOLE, _ -> {})).isEmpty();
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Tells which row could not be written. */
    private static int writeUntilFull(PostgresLedger ledger, List<Failure> failures) {
        for (int id = 1; id < MOST_WRITES; id++) {
            if (!write(ledger, id, failures)) {
                return id;
            }
        }
        throw new AssertionError("the disk did not fill up");
    }

    private static boolean write(PostgresLedger ledger, int id, List<Failure> failures) {
        try {
            ledger.write(HEADERS, List.of(row(id)));
            return true;
        } catch (Unreachable | Uncertain e) {
            failures.add(e);
            return false;
        }
    }

    /** A row that cannot be compressed; the same again for the same number, but for its id. */
    private static TableRecord row(int id) {
        var bytes = new byte[ROW_BYTES];
        new SplittableRandom(id).nextBytes(bytes);
        return exposure(
                id,
                "day_obs",
                Deeds.DAY,
                "header",
                new Value.Json('"' + HexFormat.of().formatHex(bytes) + '"'));
    }

    private static void fill(Path file, long room) throws IOException {
        var block = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            while (Files.getFileStore(file).getUsableSpace() > room) {
                out.write(block);
            }
        }
    }

    private static EmbeddedSettings settings(Path disk) {
        return new EmbeddedSettings(
                disk.resolve("postgres"),
                Path.of("target", "embedded-software").toAbsolutePath(),
                0);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
