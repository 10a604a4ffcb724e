package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.store.change.Announcements;
import org.platebook.store.change.Changes;
import org.platebook.store.change.RowChange;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseFailure;
import org.platebook.store.database.Listener;
import org.platebook.store.journal.Journal;
import org.platebook.store.ledger.PostgresScope.PartitionPlace;
import org.platebook.store.shape.TableShapes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The Ledger that keeps journal and tables in PostgreSQL, and both in one transaction. */
public final class PostgresLedger implements Ledger {

    private static final int MOST_ATTEMPTS = 6;

    private record Done<R>(R result, List<RowChange> changed, Set<PartitionPlace> made) {}

    private final Database database;
    private final PartitionMaker partitions;
    private final History history;
    private final AtomicReference<TableShapes> shapes = new AtomicReference<>(new TableShapes(0));
    private final Set<PartitionPlace> made = ConcurrentHashMap.newKeySet();
    private final Changes changes = new Changes();
    private final Announcements announcements = new Announcements();

    /**
     * @param partitions makes partitions of partitioned tables
     */
    public PostgresLedger(Database database, PartitionMaker partitions) {
        this(database, partitions, History.KEPT);
    }

    /**
     * @param partitions makes partitions of partitioned tables
     * @param history whether to keep what rows were
     */
    public PostgresLedger(Database database, PartitionMaker partitions, History history) {
        this.database = database;
        this.partitions = partitions;
        this.history = history;
    }

    @Override
    public WriteReport write(Provenance provenance, List<TableRecord> records) {
        return records.isEmpty()
                ? WriteReport.EMPTY
                : transact(provenance, scope -> scope.write(records));
    }

    /** Halves what is refused, until each Record that cannot be written stands alone. */
    @Override
    public Offered offer(Provenance provenance, List<TableRecord> records) {
        try {
            return new Offered(write(provenance, records), 0);
        } catch (Refused refused) {
            if (records.size() == 1) {
                Quarantine.add(database, provenance, records.getFirst(), refused);
                return new Offered(WriteReport.EMPTY, 1);
            }
        }
        int half = records.size() / 2;
        var first = offer(provenance, records.subList(0, half));
        var second = offer(provenance, records.subList(half, records.size()));
        return new Offered(
                first.report().plus(second.report()), first.quarantined() + second.quarantined());
    }

    @Override
    public Offered replayQuarantine(Map<TableName, Set<String>> leftOut, String by) {
        var report = WriteReport.EMPTY;
        int stay = 0;
        for (var held : Quarantine.all(database)) {
            try {
                var columns = leftOut.getOrDefault(held.record().table(), Set.of());
                report = report.plus(release(held, columns, by));
            } catch (Refused refused) {
                Quarantine.add(database, held.provenance(), held.record(), refused);
                stay++;
            }
        }
        return new Offered(report, stay);
    }

    @Override
    public void discardQuarantined(Set<UUID> records, String by, String why) {
        if (why.isBlank()) {
            throw new Refused(LedgerCode.QUARANTINE_REASON, "say why the records are discarded");
        }
        Quarantine.discard(database, records, by, why);
    }

    private WriteReport release(Quarantine.Held held, Set<String> without, String by) {
        var values = new LinkedHashMap<>(held.record().values());
        values.keySet().removeAll(without);
        var record = new TableRecord(held.record().id(), held.record().table(), values);
        var leftOut =
                held.record().values().keySet().stream()
                        .filter(without::contains)
                        .sorted()
                        .toList();
        return inScope(
                held.provenance(),
                scope -> {
                    if (scope.isWrittenAfter(record, held.since())) {
                        throw new Refused(
                                LedgerCode.QUARANTINE_OVERTAKEN,
                                "the row was written since this was refused");
                    }
                    var report = scope.write(List.of(record));
                    scope.read(handle -> Quarantine.release(handle, held, leftOut, by));
                    return report;
                });
    }

    @Override
    public long replay(TableName table) {
        var replay = new Provenance("journal", "platebook", "", "");
        return inScope(
                replay,
                scope ->
                        scope.read(
                                handle -> {
                                    scope.lookAgain(table);
                                    scope.forgetHistoryIfLost(table);
                                    try (var entries = Journal.entries(handle, table)) {
                                        return entries.mapToLong(
                                                        entry -> {
                                                            scope.replay(entry);
                                                            return entry.records().size();
                                                        })
                                                .sum();
                                    }
                                }));
    }

    @Override
    public <R> R transact(Provenance provenance, Function<Scope, R> work) {
        return inScope(provenance, work::apply);
    }

    @Override
    public String once(
            Provenance provenance, String key, String digest, Function<Scope, String> work) {
        return inScope(
                provenance,
                scope ->
                        scope.read(
                                handle -> {
                                    var requests = new Requests(handle, provenance.user(), key);
                                    var earlier = requests.earlier(digest);
                                    if (earlier.isPresent()) {
                                        return earlier.get();
                                    }
                                    var answer = work.apply(scope);
                                    requests.answer(answer);
                                    return answer;
                                }));
    }

    /** The first attempt trusts that its Records are new and meets nobody; the others do not. */
    private <R> R inScope(Provenance provenance, Function<PostgresScope, R> work) {
        Instant floor = null;
        boolean explains = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(provenance, work, attempt > 1, explains, floor);
            } catch (WritingMoment.SchemaMoved moved) {
                shapes.set(new TableShapes(moved.installations()));
                if (attempt == MOST_ATTEMPTS) {
                    throw new Clash(
                            LedgerCode.SCHEMA_MOVES,
                            "schemas are being installed again and again: try once more",
                            moved);
                }
            } catch (WritingMoment.Overtaken overtaken) {
                floor = overtaken.latest();
                if (attempt == MOST_ATTEMPTS) {
                    throw new Clash(
                            LedgerCode.OVERTAKEN,
                            "others wrote the same rows again and again: try once more",
                            overtaken);
                }
            } catch (RuntimeException e) {
                if (!explains && DatabaseFailure.isRefusal(e)) {
                    explains = true;
                } else if (attempt == MOST_ATTEMPTS || !mayDoBetter(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayDoBetter(RuntimeException e) {
        return DatabaseFailure.isOutdated(e) || DatabaseFailure.isMeeting(e);
    }

    private <R> R attempt(
            Provenance provenance,
            Function<PostgresScope, R> work,
            boolean careful,
            boolean explains,
            @Nullable Instant floor) {
        try {
            return run(provenance, work, careful, explains, floor);
        } catch (RuntimeException e) {
            // What was looked up within the transaction may have gone with it.
            shapes.set(shapes.get().anew());
            made.clear();
            throw e;
        }
    }

    private <R> R run(
            Provenance provenance,
            Function<PostgresScope, R> work,
            boolean careful,
            boolean explains,
            @Nullable Instant floor) {
        var done =
                database.write(
                        handle -> {
                            var scope =
                                    new PostgresScope(
                                            handle,
                                            provenance,
                                            shapes.get(),
                                            partitions,
                                            made,
                                            careful,
                                            explains,
                                            floor,
                                            history);
                            var result = work.apply(scope);
                            var told = scope.changes().told();
                            announcements.send(handle, told);
                            return new Done<>(result, told, scope.made());
                        });
        made.addAll(done.made());
        changes.tell(done.changed());
        return done.result();
    }

    @Override
    public Optional<Found> find(UUID recordId) {
        return database.own(handle -> Journal.holding(handle, recordId))
                .flatMap(
                        entry ->
                                entry.records().stream()
                                        .filter(record -> record.id().equals(recordId))
                                        .findFirst()
                                        .map(record -> new Found(record, entry.provenance())));
    }

    /**
     * Hears from now on also what other processes change, and tells it to the watchers of {@link
     * #changes}.
     *
     * @return ends the listening when it is closed
     */
    public Listener listen() {
        return announcements.listen(database, changes);
    }

    @Override
    public Changes changes() {
        return changes;
    }
}
