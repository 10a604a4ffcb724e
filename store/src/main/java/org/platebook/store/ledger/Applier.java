package org.platebook.store.ledger;

import org.platebook.model.record.TableRecord;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.ledger.WriteReport.Counts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Applies batches to their tables within one transaction: a Record sets the columns that it names,
 * and one that changes no value leaves its row as it is.
 */
final class Applier {

    private final Connection connection;

    Applier(Connection connection) {
        this.connection = connection;
    }

    /**
     * Finds the rows that are there already and holds them; adds a problem for each new row that
     * would lack a mandatory column.
     *
     * @return places in the batch of the Records whose row is there
     */
    BitSet hold(Batch batch, Problems problems) {
        var held = new Keys(batch).hold(connection);
        var missing = batch.missing();
        if (missing.isEmpty()) {
            return held;
        }
        for (int i = held.nextClearBit(0);
                i < batch.records().size();
                i = held.nextClearBit(i + 1)) {
            var row = Batch.words(batch.key(batch.records().get(i)));
            for (var column : missing) {
                problems.add(
                        batch.shape().name(), row, column, null, "a new row must hold a value");
            }
        }
        return held;
    }

    /**
     * Applies a batch.
     *
     * @param held what {@link #hold} answered
     */
    Applied apply(Batch batch, BitSet held) {
        return held.isEmpty() ? insert(batch) : merge(batch);
    }

    private Applied insert(Batch batch) {
        var payloads = Tuples.copy(connection, batch, batch.shape().sqlName());
        return new Applied(
                new Counts(batch.records().size(), 0, 0),
                ChangeList.isTold(batch) ? batch.records() : List.of(),
                payloads);
    }

    private Applied merge(Batch batch) {
        var staging = staging(batch.shape());
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    create temporary table if not exists %s as
                        select %s, %s from %s with no data;
                    truncate %s
                    """
                            .formatted(
                                    staging,
                                    TableShapes.RECORD_ID,
                                    TableShape.list(List.copyOf(batch.shape().columns().keySet())),
                                    batch.shape().sqlName(),
                                    staging));
            var payloads = Tuples.copy(connection, batch, staging);
            try (var merged = statement.executeQuery(mergeSql(batch, staging))) {
                return applied(batch, merged, payloads);
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private static Applied applied(Batch batch, ResultSet merged, List<Applied.Payload> payloads)
            throws SQLException {
        merged.next();
        long inserted = merged.getLong("inserted");
        long updated = merged.getLong("updated");
        return new Applied(
                new Counts(inserted, updated, batch.records().size() - inserted - updated),
                ChangeList.isTold(batch) ? changed(batch, merged) : List.of(),
                payloads);
    }

    private static List<TableRecord> changed(Batch batch, ResultSet merged) throws SQLException {
        var array = merged.getArray("changed");
        if (array == null) {
            return List.of();
        }
        Set<UUID> ids = new HashSet<>(Arrays.asList((UUID[]) array.getArray()));
        return batch.records().stream().filter(record -> ids.contains(record.id())).toList();
    }

    /** A staging table is kept as long as its connection; one for each form that the table had. */
    private static String staging(TableShape shape) {
        return "pg_temp.stage_%s_%s"
                .formatted(
                        Integer.toHexString(shape.name().hashCode()),
                        Integer.toHexString(shape.columns().hashCode()));
    }

    private static String mergeSql(Batch batch, String staging) {
        var shape = batch.shape();
        var names = batch.columnNames();
        return """
        with merged as (
            merge into %s t
            using %s s on %s
            %s
            when not matched then insert (%s, %s) values (s.%s, %s)
            returning merge_action() as action, s.%s as record_id
        )
        select count(*) filter (where action = 'INSERT') as inserted,
            count(*) filter (where action = 'UPDATE') as updated,
            %s as changed
        from merged
        """
                .formatted(
                        shape.sqlName(),
                        staging,
                        Keys.match(shape, "s"),
                        update(batch),
                        TableShapes.RECORD_ID,
                        TableShape.list(names),
                        TableShapes.RECORD_ID,
                        names.stream()
                                .map(name -> "s." + TableShape.quoted(name))
                                .collect(Collectors.joining(", ")),
                        TableShapes.RECORD_ID,
                        ChangeList.isTold(batch) ? "array_agg(record_id)" : "null");
    }

    /** Sets what the Records name beside the key, where any of it is new. */
    private static String update(Batch batch) {
        var differs = new ArrayList<String>();
        var sets = new ArrayList<String>();
        for (var column : batch.columns()) {
            if (batch.shape().key().contains(column.name())) {
                continue;
            }
            var name = TableShape.quoted(column.name());
            var comparable = column.type() == StoredType.JSON ? name + "::text" : name;
            differs.add("t.%s is distinct from s.%s".formatted(comparable, comparable));
            sets.add(name + " = s." + name);
        }
        if (sets.isEmpty()) {
            return "";
        }
        return "when matched and (%s) then update set %s, %s = s.%s, %s = greatest(now(), t.%s)"
                .formatted(
                        String.join(" or ", differs),
                        String.join(", ", sets),
                        TableShapes.RECORD_ID,
                        TableShapes.RECORD_ID,
                        TableShapes.KNOWN_FROM,
                        TableShapes.KNOWN_FROM);
    }
}
