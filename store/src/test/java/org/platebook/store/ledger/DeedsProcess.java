package org.platebook.store.ledger;

import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A Platebook of its own whose writers do their deeds until they are done or it is killed. */
final class DeedsProcess {

    private DeedsProcess() {}

    /**
     * Arguments: folder of the database, folder of its programs, seed, last deed, and for each
     * writer its first one. Prints the writer and the number of each deed that was acknowledged.
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        long seed = Long.parseLong(arguments[2]);
        int last = Integer.parseInt(arguments[3]);
        try (var server =
                        EmbeddedServer.start(
                                new EmbeddedSettings(
                                        Path.of(arguments[0]), Path.of(arguments[1]), 0));
                var database = Database.open(server.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ledger = new PostgresLedger(database, LedgerFixture::ensure);
            var writers =
                    IntStream.range(4, arguments.length)
                            .mapToObj(place -> place - 4)
                            .map(
                                    writer ->
                                            threads.submit(
                                                    () ->
                                                            new Deeds(seed, writer)
                                                                    .run(
                                                                            ledger,
                                                                            Integer.parseInt(
                                                                                    arguments[
                                                                                            writer
                                                                                                    + 4]),
                                                                            last,
                                                                            deed ->
                                                                                    IO.println(
                                                                                            writer
                                                                                                    + " "
                                                                                                    + deed))))
                            .toList();
            for (var writer : writers) {
                writer.get();
            }
        }
    }
}
