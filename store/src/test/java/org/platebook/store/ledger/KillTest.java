package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Platebook and PostgreSQL are killed in mid-write, again and again, while writers insert, correct,
 * withdraw and send requests with keys. Each writer sends what was not acknowledged once more.
 *
 * <p>How often is told by the system property platebook.faults; 6 times by itself.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("platebook.faults", 6);
    private static final int WRITERS = 3;
    private static final int MOST_DEEDS_A_KILL = 12;
    private static final long SEED = Long.getLong("platebook.faultSeed", 7);

    @TempDir private Path folder;

    @Test
    void a_killed_platebook_leaves_nothing_half_done_and_goes_on() throws Exception {
        var random = new SplittableRandom(SEED);
        try (var server = EmbeddedServer.start(settings());
                var database = Database.open(server.database())) {
            database.write(handle -> handle.execute(LedgerFixture.TABLES));
        }
        var acknowledged = new int[WRITERS];
        for (int kill = 0; kill < KILLS; kill++) {
            var platebook = start(acknowledged, MOST_DEEDS_A_KILL * (KILLS + 1));
            readAndKill(platebook, random.nextInt(1, MOST_DEEDS_A_KILL), acknowledged);
        }
        int last = Arrays.stream(acknowledged).max().orElseThrow() + 2;
        var platebook = start(acknowledged, last);
        assertThat(platebook.waitFor()).isZero();

        try (var server = EmbeddedServer.start(settings());
                var database = Database.open(server.database())) {
            check(database, last);
        }
    }

    @Test
    void a_killed_postgresql_comes_back_with_every_acknowledged_record_once() throws Exception {
        var random = new SplittableRandom(SEED);
        int last = MOST_DEEDS_A_KILL * KILLS / WRITERS + 4;
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        try (var server = EmbeddedServer.start(settings());
                var database = Database.open(server.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.write(handle -> handle.execute(LedgerFixture.TABLES));
            var ledger = new PostgresLedger(database, LedgerFixture::ensure);
            var done = new Semaphore(0);
            var writing = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                var deeds = new Deeds(SEED, i).telling(failures::add);
                writing.add(threads.submit(() -> deeds.run(ledger, 1, last, _ -> done.release())));
            }
            long first = server.pid();
            for (int kill = 0; kill < KILLS; kill++) {
                done.acquire(random.nextInt(1, MOST_DEEDS_A_KILL));
                kill(kill == 0 ? first : victim(server, random));
            }
            for (var writer : writing) {
                writer.get();
            }
            assertThat(pid(server)).isNotEqualTo(first);
            check(database, last);
        }
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure.code()).startsWith("database."));
    }

    /** The server itself or, one time in three, one of its processes, which ends all the others. */
    private static long victim(EmbeddedServer server, RandomGenerator random) {
        long postmaster = pid(server);
        var children =
                ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children).toList();
        return children.isEmpty() || random.nextInt(3) > 0
                ? postmaster
                : children.get(random.nextInt(children.size())).pid();
    }

    /** Waits until the server runs. */
    private static long pid(EmbeddedServer server) {
        while (true) {
            try {
                return server.pid();
            } catch (Unreachable notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static void check(Database database, int last) {
        var fixture = new LedgerFixture(database);
        for (int writer = 0; writer < WRITERS; writer++) {
            new Deeds(SEED, writer).check(fixture, last);
        }
        assertThat(new Consistency(database).findings(Depth.WHOLE, _ -> {})).isEmpty();
    }

    private EmbeddedSettings settings() {
        return new EmbeddedSettings(
                folder.resolve("postgres"),
                Path.of("target", "embedded-software").toAbsolutePath(),
                0);
    }

    /** Reads acknowledgements until there were enough of them, kills, and reads what is left. */
    private static void readAndKill(Process platebook, int enough, int[] acknowledged)
            throws IOException, InterruptedException {
        int read = 0;
        try (var lines = platebook.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var words = line.split(" ", 2);
                acknowledged[Integer.parseInt(words[0])] = Integer.parseInt(words[1]);
                if (++read == enough) {
                    kill(platebook.pid());
                }
            }
        }
        assertThat(platebook.waitFor()).as("exit status of a killed program").isEqualTo(128 + 9);
    }

    private Process start(int[] acknowledged, int last) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeedsProcess.class.getName(),
                                settings().folder().toString(),
                                settings().software().toString(),
                                Long.toString(SEED),
                                Integer.toString(last)));
        for (int deed : acknowledged) {
            command.add(Integer.toString(deed + 1));
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        // A process of the server may have ended by itself meanwhile.
        new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
    }
}
