package org.platebook.store.ledger;

import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.record.TableRecord;
import org.platebook.store.change.ChangeList;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.journal.Batch;
import org.platebook.store.journal.Payload;
import org.platebook.store.journal.Tuples;
import org.platebook.store.ledger.WriteReport.Counts;
import org.platebook.store.shape.StoredType;
import org.platebook.store.shape.TableShape;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final Rule MANDATORY = new Rule(Kind.MISSING, "a new row must hold a value");

    /** Up to so many Records the database is asked in words that it knows, and plans no more. */
    private static final int FEW = 64;

    private final Connection connection;
    private final History history;
    private final Set<String> filled = new HashSet<>();

    Applier(Connection connection, History history) {
        this.connection = connection;
        this.history = history;
    }

    /**
     * Finds the rows that are there already and holds them; adds a problem for each new row that
     * would lack a mandatory column.
     */
    Held hold(Batch batch, RecordProblems problems) {
        var held = new Keys(batch).hold(connection);
        var missing = batch.missing();
        if (missing.isEmpty()) {
            return held;
        }
        var places = held.places();
        for (int i = places.nextClearBit(0);
                i < batch.records().size();
                i = places.nextClearBit(i + 1)) {
            var record = batch.records().get(i);
            var row = RecordProblems.words(batch.key(record));
            for (var column : missing) {
                problems.add(record, row, List.of(column), null, MANDATORY);
            }
        }
        return held;
    }

    /**
     * Applies a batch.
     *
     * @param held what {@link #hold} answered
     */
    Applied apply(Batch batch, Held held) {
        return held.places().isEmpty() ? insert(batch) : merge(batch);
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
        var payloads = stage(batch, staging);
        var sql = mergeSql(batch, staging);
        boolean few = batch.records().size() <= FEW;
        try (var statement = few ? connection.prepareStatement(sql) : connection.createStatement();
                var merged =
                        statement instanceof PreparedStatement prepared
                                ? prepared.executeQuery()
                                : statement.executeQuery(sql)) {
            return applied(batch, merged, payloads);
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Tells of every Record of a batch that a constraint of its table refuses. */
    void explain(Batch batch, RecordProblems problems) {
        var staging = staging(batch.shape());
        stage(batch, staging);
        new ConstraintCheck(connection, batch, staging).check(problems);
    }

    private List<Payload> stage(Batch batch, String staging) {
        try {
            if (!filled.add(staging)) {
                execute("truncate " + staging);
            } else if (!isThere(staging)) {
                execute(
                        "create temporary table %s on commit delete rows as select %s, %s from %s with no data"
                                .formatted(
                                        staging,
                                        HistoryNames.RECORD_ID,
                                        TableShape.list(
                                                List.copyOf(batch.shape().columns().keySet())),
                                        batch.shape().sqlName()));
            }
            return Tuples.copy(connection, batch, staging);
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Asked first, since the driver forgets what it prepared when a table is made. */
    private boolean isThere(String staging) throws SQLException {
        try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, staging);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Applied applied(Batch batch, ResultSet merged, List<Payload> payloads)
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

    /**
     * A staging table is kept as long as its connection, empty between transactions; there is one
     * for each form that the table had.
     */
    private static String staging(TableShape shape) {
        return "pg_temp.stage_%s_%s"
                .formatted(
                        Integer.toHexString(shape.name().hashCode()),
                        Integer.toHexString(shape.columns().hashCode()));
    }

    private String mergeSql(Batch batch, String staging) {
        var shape = batch.shape();
        var names = batch.columnNames();
        return """
        with merged as (
            merge into %s t
            using %s s on %s
            %s
            when not matched then insert (_record_id, %s) values (s._record_id, %s)
            returning merge_action() as _action, s._record_id as _new_record_id%s
        )%s
        select count(*) filter (where _action = 'INSERT') as inserted,
            count(*) filter (where _action = 'UPDATE') as updated,
            %s as changed
        from merged
        """
                .formatted(
                        shape.sqlName(),
                        staging,
                        shape.match("s"),
                        update(batch),
                        TableShape.list(names),
                        prefixed("s.", names),
                        history == History.KEPT ? before(shape) : "",
                        history == History.KEPT ? closing(shape) : "",
                        ChangeList.isTold(batch) ? "array_agg(_new_record_id)" : "null");
    }

    /** What each row was before. */
    private static String before(TableShape shape) {
        return ", old._record_id, old._known_from, old._source, "
                + prefixed("old.", shape.everyColumn());
    }

    /** Keeps what each row was, but for what this transaction itself wrote: nobody ever saw it. */
    private static String closing(TableShape shape) {
        var every = TableShape.list(shape.everyColumn());
        return """
        , closed as (
            insert into %s (%s, _record_id, _source, _ended_by, _ended_source, known)
            select %s, _record_id, _source, _new_record_id, platebook.write_source(),
                tstzrange(_known_from, platebook.known_from())
            from merged
            where _action = 'UPDATE' and _known_from < platebook.known_from()
        )
        """
                .formatted(shape.closedSqlName(), every, every);
    }

    private static String prefixed(String prefix, List<String> names) {
        return names.stream()
                .map(name -> prefix + HistoryNames.quoted(name))
                .collect(Collectors.joining(", "));
    }

    /** Sets what the Records name beside the key, where any of it is new. */
    private static String update(Batch batch) {
        var differs = new ArrayList<String>();
        var sets = new ArrayList<String>();
        for (var column : batch.columns()) {
            if (batch.shape().key().contains(column.name())) {
                continue;
            }
            var name = HistoryNames.quoted(column.name());
            var comparable = column.type() == StoredType.JSON ? name + "::text" : name;
            differs.add("t.%s is distinct from s.%s".formatted(comparable, comparable));
            sets.add(name + " = s." + name);
        }
        if (sets.isEmpty()) {
            return "";
        }
        return """
            when matched and (%s) then update set %s, _record_id = s._record_id,
                _known_from = platebook.known_from(), _source = platebook.write_source()
            """
                .formatted(String.join(" or ", differs), String.join(", ", sets));
    }
}
