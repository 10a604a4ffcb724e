package org.platebook.store.ledger;

import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableRecord;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseFailure;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The Ledger that keeps journal and tables in PostgreSQL, and both in one transaction. */
public final class PostgresLedger implements Ledger {

    private static final int MOST_ATTEMPTS = 6;

    private record Done<R>(R result, List<Change> changed) {}

    private final Database database;
    private final Partitions partitions;
    private final TableShapes shapes;
    private final Changes changes = new Changes();

    /**
     * @param partitions makes partitions of partitioned tables
     */
    public PostgresLedger(Database database, Partitions partitions) {
        this.database = database;
        this.partitions = partitions;
        this.shapes = new TableShapes();
    }

    @Override
    public WriteReport write(Provenance provenance, List<TableRecord> records) {
        return records.isEmpty()
                ? WriteReport.EMPTY
                : transact(provenance, scope -> scope.write(records));
    }

    /** The first attempt trusts that its Records are new and meets nobody; the others do not. */
    @Override
    public <R> R transact(Provenance provenance, Function<Scope, R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(provenance, work, attempt > 1);
            } catch (RuntimeException e) {
                if (attempt == MOST_ATTEMPTS || !mayDoBetter(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayDoBetter(RuntimeException e) {
        return DatabaseFailure.isOutdated(e) || DatabaseFailure.isMeeting(e);
    }

    private <R> R attempt(Provenance provenance, Function<Scope, R> work, boolean careful) {
        try {
            return run(provenance, work, careful);
        } catch (RuntimeException e) {
            // What was looked up within the transaction may have gone with it.
            shapes.forget();
            throw e;
        }
    }

    private <R> R run(Provenance provenance, Function<Scope, R> work, boolean careful) {
        var done =
                database.write(
                        handle -> {
                            var scope =
                                    new PostgresScope(
                                            handle, provenance, shapes, partitions, careful);
                            var result = work.apply(scope);
                            return new Done<>(result, scope.changes().told());
                        });
        changes.tell(done.changed());
        return done.result();
    }

    @Override
    public Optional<Found> find(UUID recordId) {
        return database.write(handle -> Journal.holding(handle, recordId))
                .flatMap(
                        entry ->
                                entry.records().stream()
                                        .filter(record -> record.id().equals(recordId))
                                        .findFirst()
                                        .map(record -> new Found(record, entry.provenance())));
    }

    @Override
    public Changes changes() {
        return changes;
    }
}
