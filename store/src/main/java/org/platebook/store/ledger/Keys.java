package org.platebook.store.ledger;

import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.journal.Batch;
import org.platebook.store.journal.TupleWriter;
import org.platebook.store.shape.TableShape;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds rows by the keys of many Records at once. */
final class Keys {

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long NANOS_A_MICRO = 1_000;

    private final TableShape shape;
    private final List<TableRecord> records;

    Keys(Batch batch) {
        this.shape = batch.shape();
        this.records = batch.records();
    }

    /**
     * Finds which of the Records have a row already, and holds these rows until the transaction
     * ends.
     */
    Held hold(Connection connection) {
        var order = shape.key().stream().map(k -> "t." + HistoryNames.quoted(k)).toList();
        var sql =
                """
                select s.place,
                    case when t.xmin = pg_current_xact_id()::xid then null else t._known_from end
                from unnest(%s) with ordinality as s(%s, place)
                join %s t on %s
                order by %s
                for no key update of t
                """
                        .formatted(
                                placeholders(),
                                TableShape.list(shape.key()),
                                shape.sqlName(),
                                shape.match("s"),
                                String.join(", ", order));
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            var places = new BitSet();
            OffsetDateTime latest = null;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.set(rows.getInt(1) - 1);
                    var known = rows.getObject(2, OffsetDateTime.class);
                    if (known != null && (latest == null || known.isAfter(latest))) {
                        latest = known;
                    }
                }
            }
            return new Held(places, latest == null ? null : latest.toInstant());
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Whether any of the rows was written after a moment. */
    boolean writtenAfter(Connection connection, Instant moment) {
        var sql =
                "select from unnest(%s) as s(%s) join %s t on %s where t.%s > ? limit 1"
                        .formatted(
                                placeholders(),
                                TableShape.list(shape.key()),
                                shape.sqlName(),
                                shape.match("s"),
                                HistoryNames.KNOWN_FROM);
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            statement.setObject(shape.key().size() + 1, moment.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /**
     * Takes the rows away, and keeps what they were.
     *
     * @param history whether to keep it
     * @return how many there were
     */
    int delete(Connection connection, History history) {
        var every = shape.everyColumn();
        var gone =
                """
                with gone as (
                    delete from %s t using unnest(%s, ?::uuid[]) as s(%s, record_id) where %s
                    returning t.*, s.record_id as withdrawn_by
                )
                """
                        .formatted(
                                shape.sqlName(),
                                placeholders(),
                                TableShape.list(shape.key()),
                                shape.match("s"));
        var kept =
                """
                , kept as (
                    insert into %s (%s, _record_id, _source, _ended_by, _ended_source, known)
                    select %s, _record_id, _source, withdrawn_by, platebook.write_source(),
                        tstzrange(_known_from, platebook.known_from())
                    from gone
                    where _known_from < platebook.known_from()
                )
                """
                        .formatted(
                                shape.closedSqlName(),
                                TableShape.list(every),
                                TableShape.list(every));
        var sql = gone + (history == History.KEPT ? kept : "") + "select count(*) from gone";
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            statement.setArray(
                    shape.key().size() + 1,
                    connection.createArrayOf(
                            "uuid",
                            records.stream().map(record -> record.id().toString()).toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /**
     * Finds which of the Records have a row that became what it is, or was taken away, at a moment
     * or after it.
     *
     * @return places of these Records in the batch
     */
    BitSet settledSince(Connection connection, Instant moment) {
        var sql =
                """
                select s.place
                from unnest(%s) with ordinality as s(%s, place)
                where exists (select from %s t where %s and t._known_from >= ?)
                   or exists (select from %s t where %s and upper(t.known) >= ?)
                """
                        .formatted(
                                placeholders(),
                                TableShape.list(shape.key()),
                                shape.sqlName(),
                                shape.match("s"),
                                shape.closedSqlName(),
                                shape.match("s"));
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            var at = moment.atOffset(ZoneOffset.UTC);
            statement.setObject(shape.key().size() + 1, at);
            statement.setObject(shape.key().size() + 2, at);
            var settled = new BitSet();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    settled.set(rows.getInt(1) - 1);
                }
            }
            return settled;
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** What made the row of the first Record what it is; empty where there is no row. */
    Optional<RowVersion> version(Connection connection) {
        var sql =
                """
                select t._record_id, t._known_from, t._source
                from unnest(%s) as s(%s) join %s t on %s
                limit 1
                """
                        .formatted(
                                placeholders(),
                                TableShape.list(shape.key()),
                                shape.sqlName(),
                                shape.match("s"));
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new RowVersion(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        row.getString(3)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private String placeholders() {
        return IntStream.range(0, shape.key().size())
                .mapToObj(_ -> "?")
                .collect(Collectors.joining(", "));
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int place = 1;
        for (var column : shape.key()) {
            statement.setArray(
                    place++,
                    switch (shape.column(column).type()) {
                        case TEXT -> connection.createArrayOf("text", texts(column));
                        case TIMESTAMP -> connection.createArrayOf("timestamp", moments(column));
                        default -> connection.createArrayOf("int8", wholes(column));
                    });
        }
    }

    /** Rounded as they are stored. */
    private Object[] moments(String column) {
        var moments = new ArrayList<String>();
        for (var record : records) {
            if (Batch.value(record, column) instanceof Value.SkyTime(var moment)) {
                long micros = TupleWriter.micros(moment.nanos());
                moments.add(
                        LocalDateTime.ofEpochSecond(
                                        Math.floorDiv(micros, MICROS_A_SECOND),
                                        Math.toIntExact(
                                                Math.floorMod(micros, MICROS_A_SECOND)
                                                        * NANOS_A_MICRO),
                                        ZoneOffset.UTC)
                                .toString());
            }
        }
        return moments.toArray();
    }

    private Object[] texts(String column) {
        var texts = new ArrayList<String>();
        for (var record : records) {
            if (Batch.value(record, column) instanceof Value.Text(String text)) {
                texts.add(text);
            }
        }
        return texts.toArray();
    }

    private Object[] wholes(String column) {
        var wholes = new Long[records.size()];
        for (int i = 0; i < wholes.length; i++) {
            if (Batch.value(records.get(i), column) instanceof Value.Whole(long whole)) {
                wholes[i] = whole;
            }
        }
        return wholes;
    }
}
