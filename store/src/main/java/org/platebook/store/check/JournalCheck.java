package org.platebook.store.check;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.journal.Journal;
import org.platebook.store.shape.TableShape;
import org.platebook.store.shape.TableShapes;

import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Compares what the journal says of one table with its rows and their versions: what the Records of
 * each transaction make of each row, value by value, and that there is no version besides.
 *
 * <p>Entries are read in the order in which they became known, and compared some thousands at a
 * time, so that memory stays bounded however long the journal is.
 */
public final class JournalCheck {

    private static final String NOT_READ = "entries of the journal that cannot be read";
    private static final String NOT_FOUND = "Records of the journal that are not found by their id";
    private static final String NOT_BEGUN = "versions that no Record of the journal began";
    private static final String NOT_ENDED = "closed versions that no Record of the journal ended";

    /** Outcomes that are compared at once. */
    private static final int MOST_OUTCOMES = 4096;

    /** Values that are held at once: about 100 bytes each. */
    private static final int MOST_VALUES = 1_000_000;

    /** Transactions that do not fit into memory, with how many values they set. */
    private static final String GREAT =
            """
            select written_at, sum(record_count::bigint * cardinality(column_names))
            from platebook.journal
            where schema_name = :schema and table_name = :table
            group by written_at
            having sum(record_count::bigint * cardinality(column_names)) > :most
            """;

    private static final String ENTRIES =
            Journal.ENTRY_COLUMNS
                    + """
                    , j.record_count
                    from platebook.journal j
                    where j.schema_name = :schema and j.table_name = :table and j.written_at %s
                    order by j.written_at, j.journal_id
                    """;

    private static final String FOUND =
            """
            select count(*) from unnest(cast(:ids as uuid[]), cast(:entries as bigint[])) as s(id, entry)
            where not exists (
                select from platebook.journal_record r where r.record_id = s.id and r.journal_id = s.entry)
            """;

    /**
     * How many versions the Records of the journal began and ended; the others a change of the
     * schema did, which took a value away.
     */
    private static final String VERSIONS =
            """
            with other as materialized (
                select _record_id, upper(known) as moment from %2$s
                where _ended_by is null and _ended_source = 'schema'
            )
            select (
                    select count(*) from (
                        select _record_id, _known_from as moment from %1$s
                        union all select _record_id, lower(known) from %2$s) v
                    where not exists (
                        select from other o where o._record_id = v._record_id and o.moment = v.moment)),
                (select count(*) from %2$s) - (select count(*) from other)
            """;

    private final Handle handle;
    private final TableShape shape;
    private final ColumnsSince since;
    private final LongConsumer progress;
    private final Discrepancies found = new Discrepancies();
    private final OutcomeCheck outcomes;
    private final Map<List<Value>, Outcome> open = new LinkedHashMap<>();
    private final List<Outcome> waiting = new ArrayList<>();
    private final Map<UUID, Long> records = new LinkedHashMap<>();
    private @Nullable Instant moment;
    private long values;
    private long done;

    private JournalCheck(Handle handle, TableShape shape, LongConsumer progress) {
        this.handle = handle;
        this.shape = shape;
        this.since = ColumnsSince.of(handle, shape);
        this.progress = progress;
        this.outcomes = new OutcomeCheck(handle.getConnection(), shape, since, found);
    }

    /**
     * Compares all that the journal says of a table with its rows.
     *
     * @param handle in a transaction that may make temporary tables and sees one moment
     * @param progress hears how many Records were compared
     * @return how often each sentence is true of the table; empty where all is as it should be
     */
    public static Map<String, Long> discrepancies(
            Handle handle, TableName table, LongConsumer progress) {
        var shape = TableShapes.inCatalog(handle, table);
        return shape.isEmpty()
                ? Map.of()
                : new JournalCheck(handle, shape.get(), progress).all().counts();
    }

    private Discrepancies all() {
        // A plan that holds for any number of outcomes would not hold for thousands.
        handle.execute("set local plan_cache_mode = force_custom_plan");
        var great =
                handle.createQuery(GREAT)
                        .bind("schema", shape.name().schema())
                        .bind("table", shape.name().table())
                        .bind("most", MOST_VALUES)
                        .map(
                                (row, _) ->
                                        Map.entry(
                                                row.getObject(1, OffsetDateTime.class),
                                                (int) (row.getLong(2) / MOST_VALUES) + 1))
                        .list();
        var moments = great.stream().map(one -> one.getKey().toString()).toArray(String[]::new);
        read("<> all (cast(:moments as timestamptz[]))", moments, 1, 0);
        for (var one : great) {
            for (int part = 0; part < one.getValue(); part++) {
                read(
                        "= any (cast(:moments as timestamptz[]))",
                        new String[] {one.getKey().toString()},
                        one.getValue(),
                        part);
            }
        }
        count();
        return found;
    }

    /** Reads entries, and of them what is said of one part of the rows. */
    private void read(String when, String[] moments, int parts, int part) {
        try (var entries =
                handle
                        .createQuery(ENTRIES.formatted(when))
                        .bind("schema", shape.name().schema())
                        .bind("table", shape.name().table())
                        .bind("moments", moments)
                        .setFetchSize(16)
                        .map((row, _) -> read(row))
                        .stream()) {
            entries.forEach(entry -> take(entry, parts, part));
        }
        close();
        compare();
    }

    /** An entry; without Records where they cannot be read. */
    private static Read read(ResultSet row) throws SQLException {
        try {
            var entry = Journal.entry(row);
            return new Read(entry, entry.records().size() == row.getInt("record_count"));
        } catch (UncheckedIOException
                | BufferUnderflowException
                | NegativeArraySizeException
                | IllegalArgumentException
                | IllegalStateException
                | Refused e) {
            return new Read(null, false);
        }
    }

    private record Read(Journal.@Nullable Entry entry, boolean isWhole) {}

    private void take(Read read, int parts, int part) {
        if (part == 0 && !read.isWhole()) {
            found.add(NOT_READ);
        }
        var entry = read.entry();
        if (entry == null) {
            return;
        }
        if (!entry.writtenAt().equals(moment)) {
            close();
            moment = entry.writtenAt();
        }
        for (var record : entry.records()) {
            if (part == 0) {
                find(record, entry.id());
            }
            var key = shape.key().stream().map(column -> record.values().get(column)).toList();
            if (Math.floorMod(key.hashCode(), parts) == part) {
                add(entry, record, key);
            }
        }
        if (part == 0) {
            done += entry.records().size();
            progress.accept(done);
        }
    }

    private void add(Journal.Entry entry, TableRecord record, List<Value> key) {
        var outcome =
                open.computeIfAbsent(
                        key,
                        _ ->
                                new Outcome(
                                        record.id(),
                                        entry.writtenAt(),
                                        entry.provenance().source()));
        values += record.values().size();
        switch (entry.action()) {
            case WITHDRAW -> outcome.withdraw(record.id(), record.values());
            case SET -> {
                var comparable = since.comparable(record.values(), entry.writtenAt());
                var others = new HashSet<>(record.values().keySet());
                others.removeAll(comparable.keySet());
                outcome.set(record.id(), comparable, others);
            }
        }
    }

    /** Ends a transaction: what its Records make of their rows is known. */
    private void close() {
        waiting.addAll(open.values());
        open.clear();
        if (waiting.size() >= MOST_OUTCOMES || values >= MOST_VALUES) {
            compare();
        }
    }

    private void compare() {
        for (int i = 0; i < waiting.size(); i += MOST_OUTCOMES) {
            outcomes.check(waiting.subList(i, Math.min(waiting.size(), i + MOST_OUTCOMES)));
        }
        waiting.clear();
        values = 0;
        find();
    }

    private void find(TableRecord record, long entry) {
        records.put(record.id(), entry);
        if (records.size() >= MOST_OUTCOMES) {
            find();
        }
    }

    private void find() {
        found.add(
                NOT_FOUND,
                handle.createQuery(FOUND)
                        .bind(
                                "ids",
                                records.keySet().stream()
                                        .map(UUID::toString)
                                        .toArray(String[]::new))
                        .bind("entries", records.values().toArray(Long[]::new))
                        .mapTo(Long.class)
                        .one());
        records.clear();
    }

    /** Each version that was compared began with a Record; there must not be more of them. */
    private void count() {
        handle.createQuery(VERSIONS.formatted(shape.sqlName(), shape.closedSqlName()))
                .map(
                        (row, _) -> {
                            found.add(NOT_BEGUN, row.getLong(1) - outcomes.begun());
                            found.add(NOT_ENDED, row.getLong(2) - outcomes.ended());
                            return true;
                        })
                .one();
    }
}
