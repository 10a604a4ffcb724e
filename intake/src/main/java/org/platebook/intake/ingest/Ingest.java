package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.header.Candidate;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Ledger;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Loads header files into the database.
 *
 * <p>Files are read and translated on all processors, and stored in their order, several to a
 * transaction. For one load at a time.
 */
public final class Ingest {

    private static final int FILES_AHEAD = 64;
    private static final int RECORDS_IN_A_TRANSACTION = 4_000;

    private final CameraSpecializations cameras;
    private final CameraSchemas schemas;
    private final CameraTables tables;
    private final Ledger ledger;
    private final StoredCorrections corrections;
    private final Footprints footprints;
    private final InstantSource clock;
    private final Consumer<FileOutcome> told;

    /**
     * @param tables makes a camera's tables when its first header comes
     */
    public Ingest(
            CameraSpecializations cameras,
            CameraSchemas schemas,
            CameraTables tables,
            Ledger ledger,
            InstantSource clock) {
        this(cameras, schemas, tables, ledger, clock, _ -> {});
    }

    /**
     * @param told hears of each file of every load, as its own listener does
     */
    public Ingest(
            CameraSpecializations cameras,
            CameraSchemas schemas,
            CameraTables tables,
            Ledger ledger,
            InstantSource clock,
            Consumer<FileOutcome> told) {
        this.told = told;
        this.tables = tables;
        this.cameras = cameras;
        this.schemas = schemas;
        this.ledger = ledger;
        this.corrections = new StoredCorrections(schemas);
        this.footprints = new Footprints();
        this.clock = clock;
    }

    /**
     * Loads files and folders; a file that cannot be loaded hinders no other.
     *
     * @param camera the camera that all headers are of; null to recognise it from each
     * @param listener hears of each file when it is stored, refused or left out
     * @throws org.platebook.model.failure.Unreachable when the database does not answer; what was
     *     told to the listener is stored
     */
    public IngestSummary load(
            List<Path> paths,
            @Nullable CameraSpecialization camera,
            Provenance provenance,
            IngestListener listener) {
        var candidates = HeaderFiles.walk(paths).toList();
        return load(candidates, new Preparation(cameras, camera), provenance, listener);
    }

    private IngestSummary load(
            List<Candidate> candidates,
            Preparation preparation,
            Provenance provenance,
            IngestListener listener) {
        listener.found(candidates.size());
        var outcomes = new ArrayList<FileOutcome>(candidates.size());
        Consumer<FileOutcome> finish =
                outcome -> {
                    told.accept(outcome);
                    listener.done(outcome);
                    outcomes.add(outcome);
                };
        try (var threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var batch = new Batch(provenance, preparation, finish);
            var ahead = new ArrayDeque<Future<Prepared>>();
            try {
                for (var candidate : candidates) {
                    ahead.add(submit(threads, preparation, candidate));
                    if (ahead.size() == FILES_AHEAD) {
                        batch.take(result(ahead.remove()));
                    }
                }
                while (!ahead.isEmpty()) {
                    batch.take(result(ahead.remove()));
                }
                batch.flush();
            } finally {
                ahead.forEach(future -> future.cancel(true));
            }
        }
        return IngestSummary.of(outcomes);
    }

    private Future<Prepared> submit(
            ExecutorService threads, Preparation preparation, Candidate candidate) {
        var known = corrections.known();
        return threads.submit(() -> preparation.prepare(candidate, known));
    }

    private static Prepared result(Future<Prepared> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(IngestCode.INTERRUPTED, "the load was interrupted", e);
        }
    }

    /** Files that will be stored in one transaction. */
    private final class Batch {

        private final Provenance provenance;
        private final Preparation preparation;
        private final Consumer<FileOutcome> finish;
        private final Map<Schema, List<Prepared.Exposure>> waiting = new LinkedHashMap<>();
        private int records;

        Batch(Provenance provenance, Preparation preparation, Consumer<FileOutcome> finish) {
            this.provenance = provenance;
            this.preparation = preparation;
            this.finish = finish;
        }

        void take(Prepared prepared) {
            switch (prepared) {
                case Prepared.Ended(var outcome) -> finish.accept(outcome);
                case Prepared.Exposure exposure -> {
                    var schema = schemas.of(exposure.camera().name());
                    tables.ready(schema);
                    waiting.computeIfAbsent(schema, _ -> new ArrayList<>()).add(exposure);
                    records += 2 + 3 * exposure.detectors().size();
                    if (records >= RECORDS_IN_A_TRANSACTION) {
                        flush();
                    }
                }
            }
        }

        void flush() {
            waiting.forEach((schema, exposures) -> store(schema, exposures).forEach(finish));
            waiting.clear();
            records = 0;
        }

        /**
         * Where one file spoils the transaction of all, each is tried alone, so that only that one
         * is refused.
         */
        private List<FileOutcome> store(Schema schema, List<Prepared.Exposure> exposures) {
            try {
                return Ingest.this.store(schema, exposures, provenance, preparation);
            } catch (Refused refused) {
                if (exposures.size() == 1) {
                    return List.of(
                            new FileOutcome.Refused(
                                    exposures.getFirst().file().path(),
                                    refused.code(),
                                    refused.text()));
                }
            }
            var outcomes = new ArrayList<FileOutcome>();
            exposures.forEach(one -> outcomes.addAll(store(schema, List.of(one))));
            return outcomes;
        }
    }

    /**
     * Corrections that came between translation and storing are heeded: such files are translated
     * again.
     */
    private List<FileOutcome> store(
            Schema schema,
            List<Prepared.Exposure> exposures,
            Provenance provenance,
            Preparation preparation) {
        var receivedAt = Tai.of(clock.instant());
        return ledger.transact(
                provenance,
                scope -> {
                    scope.lock("intake:" + schema.name());
                    var now = corrections.refreshed(scope, schema);
                    var arrivals =
                            exposures.stream()
                                    .map(one -> preparation.translatedAgain(one, now))
                                    .map(one -> new ExposureBatch.Arrival(one, receivedAt))
                                    .toList();
                    var definition = exposures.getFirst().camera().visits();
                    return new ExposureBatch(schema, footprints, definition, scope)
                            .arrive(arrivals);
                });
    }
}
