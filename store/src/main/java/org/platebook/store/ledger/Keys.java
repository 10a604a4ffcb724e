package org.platebook.store.ledger;

import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.UncheckedSql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds rows by the keys of many Records at once. */
final class Keys {

    private final TableShape shape;
    private final List<TableRecord> records;

    Keys(Batch batch) {
        this.shape = batch.shape();
        this.records = batch.records();
    }

    /**
     * Finds which of the Records have a row already, and holds these rows until the transaction
     * ends.
     *
     * @return places of these Records in the batch
     */
    BitSet hold(Connection connection) {
        var order = shape.key().stream().map(k -> "t." + TableShape.quoted(k)).toList();
        var sql =
                """
                select s.place
                from unnest(%s) with ordinality as s(%s, place)
                join %s t on %s
                order by %s
                for no key update of t
                """
                        .formatted(
                                placeholders(),
                                TableShape.list(shape.key()),
                                shape.sqlName(),
                                match(shape, "s"),
                                String.join(", ", order));
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            var held = new BitSet();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.set(rows.getInt(1) - 1);
                }
            }
            return held;
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
                                match(shape, "s"),
                                TableShapes.KNOWN_FROM);
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

    /** Takes the rows away; tells how many there were. */
    int delete(Connection connection) {
        var sql =
                "delete from %s t using unnest(%s) as s(%s) where %s"
                        .formatted(
                                shape.sqlName(),
                                placeholders(),
                                TableShape.list(shape.key()),
                                match(shape, "s"));
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** The condition that a row of the table, t, has the key of a row of another one. */
    static String match(TableShape shape, String other) {
        return shape.key().stream()
                .map(TableShape::quoted)
                .map(column -> "t." + column + " = " + other + "." + column)
                .collect(Collectors.joining(" and "));
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
                    shape.column(column).type() == StoredType.TEXT
                            ? connection.createArrayOf("text", texts(column))
                            : connection.createArrayOf("int8", wholes(column)));
        }
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
