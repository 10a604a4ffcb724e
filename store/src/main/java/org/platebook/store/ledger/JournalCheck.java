package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.history.HistoryNames;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for what the journal holds among the rows and versions of its tables. */
public final class JournalCheck {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final String WITHDRAWALS =
            """
            select written_at from platebook.journal
            where schema_name = :schema and table_name = :table and action = 'withdraw'
            """;

    private JournalCheck() {}

    /**
     * Counts the Records that set a row which was not there from then on, and those that withdrew
     * one which still is. Each entry of the journal is read; what a transaction both set and
     * withdrew is left out.
     *
     * @param key key columns of the table
     */
    public static long lost(Handle handle, TableName table, List<String> key) {
        Set<Instant> withdrawals =
                handle.createQuery(WITHDRAWALS)
                        .bind("schema", table.schema())
                        .bind("table", table.table())
                        .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                        .set();
        var places = new Places(table, key);
        try (var entries = Journal.entries(handle, table)) {
            return entries.mapToLong(entry -> lost(handle, places, withdrawals, entry)).sum();
        }
    }

    private static long lost(
            Handle handle, Places places, Set<Instant> withdrawals, Journal.Entry entry) {
        return switch (entry.action()) {
            case SET ->
                    withdrawals.contains(entry.writtenAt())
                            ? 0
                            : count(handle, places.gone(), places, entry);
            case WITHDRAW -> count(handle, places.left(), places, entry);
        };
    }

    private static long count(Handle handle, String sql, Places places, Journal.Entry entry) {
        return handle.createQuery(sql)
                .bind("keys", places.json(entry.records()))
                .bind("moment", entry.writtenAt().atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
    }

    /** The rows and versions of one table. */
    private record Places(TableName table, List<String> key) {

        /** How many of the keys have no row, and no version that was known after the moment. */
        String gone() {
            return """
            select count(*) from jsonb_populate_recordset(null::%1$s, cast(:keys as jsonb)) s
            where not exists (select from %1$s t where %3$s)
                and not exists (select from %2$s t where %3$s and upper(t.known) > :moment)
            """
                    .formatted(present(), closed(), match());
        }

        /** How many of the keys have a row that was known before the moment. */
        String left() {
            return """
            select count(*) from jsonb_populate_recordset(null::%1$s, cast(:keys as jsonb)) s
            where exists (select from %1$s t where %2$s and t._known_from < :moment)
            """
                    .formatted(present(), match());
        }

        String json(List<TableRecord> records) {
            var keys = MAPPER.createArrayNode();
            for (var record : records) {
                var one = keys.addObject();
                for (var column : key) {
                    switch (Batch.value(record, column)) {
                        case Value.Whole(long whole) -> one.put(column, whole);
                        case Value.Text(String text) -> one.put(column, text);
                        case Value value -> one.put(column, Problems.text(value));
                    }
                }
            }
            return MAPPER.writeValueAsString(keys);
        }

        private String present() {
            return HistoryNames.quoted(table.schema()) + "." + HistoryNames.quoted(table.table());
        }

        private String closed() {
            var closed = HistoryNames.closed(table);
            return HistoryNames.quoted(closed.schema()) + "." + HistoryNames.quoted(closed.table());
        }

        private String match() {
            return key.stream()
                    .map(HistoryNames::quoted)
                    .map(column -> "t." + column + " = s." + column)
                    .collect(Collectors.joining(" and "));
        }
    }
}
