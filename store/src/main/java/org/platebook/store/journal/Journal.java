package org.platebook.store.journal;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.shape.StoredType;
import org.platebook.store.shape.TableShape.StoredColumn;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What was written, in the order in which it was applied. */
public final class Journal {

    /** What was done with the Records of an entry. */
    public enum Action {
        SET,
        WITHDRAW;

        String sqlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One entry: Records of one request that named the same columns of the same table.
     *
     * @param id place in the journal
     * @param action what was done
     * @param provenance where they came from
     * @param writtenAt when they became known
     * @param records the Records
     */
    public record Entry(
            long id,
            Action action,
            Provenance provenance,
            Instant writtenAt,
            List<TableRecord> records) {

        public Entry {
            records = List.copyOf(records);
        }
    }

    private static final String APPEND =
            """
            with entry as (
                insert into platebook.journal (source, software, on_behalf_of, request_id, run_kind,
                    action, schema_name, table_name, record_count, column_names, column_types, payload)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                returning journal_id
            )
            insert into platebook.journal_record (record_id, journal_id)
            select record_id, journal_id
            from entry, unnest(?::uuid[]) as record_id
            """;

    private static final String KNOWN =
            "select record_id from platebook.journal_record where record_id = any (?::uuid[])";

    public static final String ENTRY_COLUMNS =
            """
            select j.journal_id, j.source, j.software, j.on_behalf_of, j.request_id, j.run_kind, j.action,
                j.written_at, j.schema_name, j.table_name, j.column_names, j.column_types, j.payload
            """;

    private Journal() {}

    /**
     * Appends what was applied. It is called when the rows are held or changed, so that the places
     * in the journal are in the order in which each row was changed.
     */
    public static void append(
            Connection connection,
            Provenance provenance,
            Action action,
            Batch batch,
            List<Payload> payloads) {
        try (var statement = connection.prepareStatement(APPEND)) {
            for (var payload : payloads) {
                var columns = batch.columns();
                int place = 1;
                for (var text : texts(provenance, action, batch.shape().name())) {
                    statement.setString(place++, text);
                }
                statement.setInt(place++, payload.records().size());
                statement.setArray(
                        place++, textArray(connection, columns.stream().map(StoredColumn::name)));
                statement.setArray(
                        place++,
                        textArray(
                                connection,
                                columns.stream().map(column -> column.type().sqlName())));
                statement.setBytes(place++, payload.deflated());
                statement.setArray(place, idArray(connection, payload.records()));
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Which of the Records were accepted before. */
    public static Set<UUID> known(Connection connection, List<TableRecord> records) {
        try (var statement = connection.prepareStatement(KNOWN)) {
            statement.setArray(1, idArray(connection, records));
            var known = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getObject(1, UUID.class));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** All entries of one table, oldest first; the caller closes the stream. */
    public static Stream<Entry> entries(Handle handle, TableName table) {
        return handle
                .createQuery(
                        ENTRY_COLUMNS
                                + """
                                from platebook.journal j
                                where j.schema_name = :schema
                                  and j.table_name = :table
                                order by j.journal_id
                                """)
                .bind("schema", table.schema())
                .bind("table", table.table())
                .setFetchSize(16)
                .map((row, _) -> entry(row))
                .stream();
    }

    /** The entry that holds a Record, with all of its Records. */
    public static Optional<Entry> holding(Handle handle, UUID recordId) {
        return handle.createQuery(
                        ENTRY_COLUMNS
                                + """
                                from platebook.journal_record r
                                join platebook.journal j using (journal_id)
                                where r.record_id = :id
                                """)
                .bind("id", recordId)
                .map((row, _) -> entry(row))
                .findOne();
    }

    /** The entry of a row of {@link #ENTRY_COLUMNS}. */
    public static Entry entry(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("schema_name"), row.getString("table_name"));
        var types =
                Arrays.stream((String[]) row.getArray("column_types").getArray())
                        .map(Journal::type)
                        .toList();
        var names = List.of((String[]) row.getArray("column_names").getArray());
        return new Entry(
                row.getLong("journal_id"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                new Provenance(
                        row.getString("source"),
                        row.getString("software"),
                        row.getString("on_behalf_of"),
                        row.getString("request_id"),
                        row.getString("run_kind")),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                new TupleReader(Tuples.inflated(row.getBytes("payload")), table, names, types)
                        .records());
    }

    private static StoredType type(String sqlName) {
        return Arrays.stream(StoredType.values())
                .filter(type -> type.sqlName().equals(sqlName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no type " + sqlName));
    }

    private static List<String> texts(Provenance provenance, Action action, TableName table) {
        return List.of(
                provenance.source(),
                provenance.software(),
                provenance.user(),
                provenance.requestId(),
                provenance.runKind(),
                action.sqlName(),
                table.schema(),
                table.table());
    }

    private static Array textArray(Connection connection, Stream<String> texts)
            throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static Array idArray(Connection connection, List<TableRecord> records)
            throws SQLException {
        return connection.createArrayOf(
                "uuid", records.stream().map(record -> record.id().toString()).toArray());
    }
}
