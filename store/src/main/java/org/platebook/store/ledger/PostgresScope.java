package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Partitioning.Part;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.change.ChangeList;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.journal.Batch;
import org.platebook.store.journal.Journal;
import org.platebook.store.journal.Tuples;
import org.platebook.store.ledger.WriteReport.Counts;
import org.platebook.store.shape.TableShape;
import org.platebook.store.shape.TableShapes;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A transaction of a {@link PostgresLedger}. */
final class PostgresScope implements Scope {

    private final Handle handle;
    private final Provenance provenance;
    private final TableShapes shapes;
    private final PartitionMaker partitions;
    private final boolean careful;
    private final boolean explains;
    private final History history;
    private final Applier applier;
    private final WritingMoment moment;
    private final ChangeList changes = new ChangeList();
    private final Set<PartitionPlace> madeBefore;
    private final Set<PartitionPlace> made = new HashSet<>();

    /** A partition of a table. */
    record PartitionPlace(TableName table, Part part) {}

    /**
     * @param madeBefore partitions that are known to be there
     * @param careful whether to look in the journal for Records that were accepted before; else
     *     they end the transaction, which must then be run again with care
     * @param explains whether a constraint refused what the attempt before wrote: each batch is
     *     then checked before it is applied, so that all that is wrong is told
     * @param floor a moment after which all that is written must become known; null for none
     */
    PostgresScope(
            Handle handle,
            Provenance provenance,
            TableShapes shapes,
            PartitionMaker partitions,
            Set<PartitionPlace> madeBefore,
            boolean careful,
            boolean explains,
            @Nullable Instant floor,
            History history) {
        this.handle = handle;
        this.provenance = provenance;
        this.shapes = shapes;
        this.partitions = partitions;
        this.madeBefore = madeBefore;
        this.careful = careful;
        this.explains = explains;
        this.history = history;
        this.applier = new Applier(handle.getConnection(), history);
        this.moment = new WritingMoment(handle.getConnection(), provenance, shapes, floor);
    }

    ChangeList changes() {
        return changes;
    }

    /** The partitions that this transaction made or found. */
    Set<PartitionPlace> made() {
        return made;
    }

    @Override
    public void lock(String name) {
        handle.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public <R> R read(Function<Handle, R> query) {
        return query.apply(handle);
    }

    @Override
    public WriteReport write(List<TableRecord> given) {
        var records =
                provenance.isTrial() ? new Trials(handle, shapes).of(provenance, given) : given;
        var problems = new RecordProblems(records);
        var batches = new RecordCheck(shapes, handle, problems).batches(records);
        var before = careful ? Journal.known(connection(), records) : Set.<UUID>of();
        var held = new ArrayList<Held>();
        var fresh = new ArrayList<Batch>();
        var report = WriteReport.EMPTY;
        for (var batch : batches) {
            var unknown = unknown(batch, before);
            report = report.plus(unchanged(batch, batch.records().size() - unknown.size()));
            if (!unknown.isEmpty()) {
                fresh.add(batch.with(unknown));
            }
        }
        fresh.forEach(this::ensurePartitions);
        fresh.forEach(batch -> held.add(applier.hold(batch, problems)));
        if (!fresh.isEmpty()) {
            moment.take(latest(held));
        }
        for (int i = 0; i < fresh.size(); i++) {
            if (explains || !problems.none()) {
                applier.explain(fresh.get(i), problems);
            }
            report =
                    report.plus(
                            problems.none()
                                    ? apply(fresh.get(i), held.get(i))
                                    : tried(fresh.get(i), problems));
        }
        problems.refuse();
        return report;
    }

    /**
     * Applies what is right of a batch of a request that will be refused: later batches may refer
     * to its rows, and must not be called wrong for that.
     */
    private WriteReport tried(Batch batch, RecordProblems problems) {
        var right = batch.with(problems.right(batch.records()));
        if (right.records().isEmpty()) {
            return WriteReport.EMPTY;
        }
        try {
            return apply(right, applier.hold(right, new RecordProblems()));
        } catch (UncheckedSql e) {
            problems.refuse();
            throw e;
        }
    }

    private static @Nullable Instant latest(List<Held> held) {
        Instant latest = null;
        for (var some : held) {
            latest = some.later(latest);
        }
        return latest;
    }

    private WriteReport apply(Batch batch, Held held) {
        var applied = applier.apply(batch, held);
        Journal.append(connection(), provenance, Journal.Action.SET, batch, applied.payloads());
        tell(batch, applied);
        return new WriteReport(Map.of(batch.shape().name(), applied.counts()));
    }

    @Override
    public void recall(TableName table, List<PastWrite> past) {
        requireNew(table);
        for (var write : past) {
            moment.take(write.moment(), write.source());
            var problems = new RecordProblems();
            var batches = new RecordCheck(shapes, handle, problems).batches(write.records());
            problems.refuse();
            for (var batch : batches) {
                ensurePartitions(batch);
                var held = applier.hold(batch, problems);
                problems.refuse();
                apply(batch, held);
            }
            write.withdrawn().forEach(key -> takeAway(table, key));
        }
        moment.end();
    }

    private void requireNew(TableName table) {
        var shape =
                shapes.find(handle, table)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                LedgerCode.RECORD_INVALID,
                                                "there is no table " + table));
        boolean isNew =
                handle.createQuery(
                                "select not exists (select from %s) and not exists (select from %s)"
                                        .formatted(shape.sqlName(), shape.closedSqlName()))
                        .mapTo(Boolean.class)
                        .one();
        if (!isNew) {
            throw new Refused(
                    LedgerCode.PAST,
                    "%s has rows or a history already, and cannot be given another past"
                            .formatted(table));
        }
    }

    private void takeAway(TableName table, Map<String, Value> key) {
        var problems = new RecordProblems();
        var record = new TableRecord(RecordIds.next(), table, key);
        var batch = new RecordCheck(shapes, handle, problems).batches(List.of(record)).getFirst();
        new Keys(batch).delete(connection(), history);
        Journal.append(
                connection(), provenance, Journal.Action.WITHDRAW, batch, Tuples.payloads(batch));
    }

    @Override
    public boolean withdraw(TableName table, Map<String, Value> key) {
        var shape =
                shapes.find(handle, table)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                LedgerCode.RECORD_INVALID,
                                                "there is no table " + table));
        if (!key.keySet().equals(Set.copyOf(shape.key()))) {
            throw new Refused(
                    LedgerCode.RECORD_KEY,
                    "a row of %s is named by %s, not by %s"
                            .formatted(table, shape.key(), key.keySet()));
        }
        var problems = new RecordProblems();
        var record = new TableRecord(RecordIds.next(), table, key);
        var batch = new RecordCheck(shapes, handle, problems).batches(List.of(record));
        problems.refuse();
        var keys = new Keys(batch.getFirst());
        var held = keys.hold(connection());
        if (held.places().isEmpty()) {
            return false;
        }
        moment.take(held.latest());
        keys.delete(connection(), history);
        Journal.append(
                connection(),
                provenance,
                Journal.Action.WITHDRAW,
                batch.getFirst(),
                Tuples.payloads(batch.getFirst()));
        changes.add(table, key);
        return true;
    }

    @Override
    public Optional<RowVersion> version(TableName table, Map<String, Value> key) {
        var problems = new RecordProblems();
        var record = new TableRecord(RecordIds.next(), table, key);
        var batches = new RecordCheck(shapes, handle, problems).batches(List.of(record));
        problems.refuse();
        var keys = new Keys(batches.getFirst());
        keys.hold(connection());
        return keys.version(connection());
    }

    /**
     * Applies an entry of the journal without writing it there again, as at the moment at which it
     * was written; rows that have moved on since, or were moved by it, stay as they are. Values of
     * columns that were dropped or retyped since, which cannot hold them, are left out.
     */
    void replay(Journal.Entry entry) {
        var problems = new RecordProblems();
        var batches = new RecordCheck(shapes, handle, problems).batches(storable(entry.records()));
        problems.refuse();
        moment.take(entry.writtenAt(), entry.provenance().source());
        for (var batch : batches) {
            var open = open(batch, entry.writtenAt());
            if (open.records().isEmpty()) {
                continue;
            }
            switch (entry.action()) {
                case WITHDRAW -> new Keys(open).delete(connection(), history);
                case SET -> {
                    ensurePartitions(open);
                    var held = applier.hold(open, problems);
                    problems.refuse();
                    tell(open, applier.apply(open, held));
                }
            }
        }
    }

    private List<TableRecord> storable(List<TableRecord> records) {
        var shape =
                records.isEmpty()
                        ? null
                        : shapes.find(handle, records.getFirst().table()).orElse(null);
        return shape == null
                ? records
                : records.stream().map(record -> storable(record, shape)).toList();
    }

    private static TableRecord storable(TableRecord record, TableShape shape) {
        var values = new LinkedHashMap<>(record.values());
        values.entrySet().removeIf(each -> !shape.holds(each.getKey(), each.getValue()));
        return values.size() == record.values().size()
                ? record
                : new TableRecord(record.id(), record.table(), values);
    }

    private Batch open(Batch batch, Instant moment) {
        var settled = new Keys(batch).settledSince(connection(), moment);
        if (settled.isEmpty()) {
            return batch;
        }
        var records = batch.records();
        return batch.with(
                IntStream.range(0, records.size())
                        .filter(place -> !settled.get(place))
                        .mapToObj(records::get)
                        .toList());
    }

    /** Looks up anew what a table is like. */
    void lookAgain(TableName table) {
        shapes.reload(handle, table);
    }

    /** Forgets the history of a table that has no rows any more, so that it can be made anew. */
    void forgetHistoryIfLost(TableName table) {
        var shape =
                shapes.find(handle, table)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                LedgerCode.RECORD_INVALID,
                                                "there is no table " + table));
        handle.execute(
                "delete from %s where not exists (select from %s)"
                        .formatted(shape.closedSqlName(), shape.sqlName()));
    }

    /** Whether the row of a Record was written after a moment. */
    boolean isWrittenAfter(TableRecord record, Instant moment) {
        var problems = new RecordProblems();
        return new RecordCheck(shapes, handle, problems)
                .batches(List.of(record)).stream()
                        .anyMatch(batch -> new Keys(batch).writtenAfter(connection(), moment));
    }

    private static List<TableRecord> unknown(Batch batch, Set<UUID> before) {
        return before.isEmpty()
                ? batch.records()
                : batch.records().stream().filter(record -> !before.contains(record.id())).toList();
    }

    private static WriteReport unchanged(Batch batch, int count) {
        return new WriteReport(Map.of(batch.shape().name(), new Counts(0, 0, count)));
    }

    /** Before anything of the request is held: making a partition waits for other writers. */
    private void ensurePartitions(Batch batch) {
        var partitioning = batch.shape().partitioning();
        if (partitioning == null) {
            return;
        }
        var parts = new HashSet<Part>();
        for (var record : batch.records()) {
            partitioning
                    .part(Batch.value(record, partitioning.column()))
                    .filter(part -> isNew(new PartitionPlace(batch.shape().name(), part)))
                    .ifPresent(parts::add);
        }
        if (!parts.isEmpty()) {
            partitions.ensure(handle, batch.shape().name(), parts);
            partitions.ensure(handle, HistoryNames.closed(batch.shape().name()), parts);
        }
    }

    private boolean isNew(PartitionPlace place) {
        return !madeBefore.contains(place) && made.add(place);
    }

    private void tell(Batch batch, Applied applied) {
        var counts = applied.counts();
        if (!ChangeList.isTold(batch) && counts.inserted() + counts.updated() > 0) {
            changes.addMany(batch.shape().name());
        }
        changes.add(batch, applied.changed());
    }

    private Connection connection() {
        return handle.getConnection();
    }
}
