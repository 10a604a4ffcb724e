package org.platebook.store.check;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.TableRecord;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.journal.Batch;
import org.platebook.store.journal.Tuples;
import org.platebook.store.shape.StoredType;
import org.platebook.store.shape.TableShape;
import org.platebook.store.shape.TableShape.StoredColumn;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what the journal makes of rows with the versions that are there, in the database: value
 * by value, as a write tells whether anything is new.
 */
final class OutcomeCheck {

    static final String NOT_THERE = "Records of the journal whose row was not there from then on";
    static final String STILL_THERE = "Records of the journal that withdrew a row which is there";
    static final String NOT_KEPT = "Records of the journal whose withdrawn row was not kept";
    static final String OTHER_BEGIN = "versions with another Record or source than in the journal";
    static final String OTHER_END =
            "versions that ended by another Record or source than in the journal";

    private static final String STAGING = "pg_temp.outcome";

    private final Connection connection;
    private final TableShape shape;
    private final ColumnsSince since;
    private final Discrepancies found;
    private long begun;
    private long ended;

    OutcomeCheck(Connection connection, TableShape shape, ColumnsSince since, Discrepancies found) {
        this.connection = connection;
        this.shape = shape;
        this.since = since;
        this.found = found;
    }

    /** How many versions were found that began when the journal says. */
    long begun() {
        return begun;
    }

    /** How many versions were found that ended when the journal says. */
    long ended() {
        return ended;
    }

    private record Kind(boolean gone, Set<String> named, Set<String> untold) {}

    void check(List<Outcome> outcomes) {
        var kinds =
                outcomes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        outcome ->
                                                new Kind(
                                                        outcome.gone(),
                                                        new HashSet<>(outcome.values().keySet()),
                                                        outcome.untold())));
        try {
            for (var kind : kinds.entrySet()) {
                check(kind.getKey(), kind.getValue());
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private void check(Kind kind, List<Outcome> outcomes) throws SQLException {
        var columns =
                shape.columns().values().stream()
                        .filter(column -> kind.named().contains(column.name()))
                        .toList();
        var records =
                outcomes.stream()
                        .map(
                                outcome ->
                                        new TableRecord(
                                                outcome.last(), shape.name(), outcome.values()))
                        .toList();
        stage(new Batch(shape, columns, records));
        var steady =
                kind.gone()
                        ? List.<StoredColumn>of()
                        : since.steady(kind.named(), kind.untold()).stream()
                                .map(shape::column)
                                .toList();
        try (var statement = connection.prepareStatement(sql(columns, steady))) {
            statement.setArray(1, array("uuid", outcomes, outcome -> outcome.last().toString()));
            statement.setArray(
                    2,
                    array(
                            "timestamptz",
                            outcomes,
                            outcome -> outcome.moment().atOffset(ZoneOffset.UTC).toString()));
            statement.setArray(3, array("bool", outcomes, Outcome::anew));
            try (var rows = statement.executeQuery()) {
                var begins = new BitSet();
                var ends = new BitSet();
                while (rows.next()) {
                    int place = rows.getInt("place") - 1;
                    tell(outcomes.get(place), rows);
                    begins.set(place, begins.get(place) || rows.getBoolean("begins"));
                    ends.set(place, ends.get(place) || rows.getBoolean("ends"));
                }
                // Several rows are told of an outcome where versions overlap.
                begun += kind.gone() ? 0 : begins.cardinality();
                ended += ends.cardinality();
            }
        }
    }

    private void stage(Batch batch) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    drop table if exists %1$s;
                    create temporary table %2$s on commit drop as select %3$s, %4$s from %5$s with no data
                    """
                            .formatted(
                                    STAGING,
                                    STAGING.substring(STAGING.indexOf('.') + 1),
                                    HistoryNames.RECORD_ID,
                                    TableShape.list(batch.columnNames()),
                                    shape.sqlName()));
        }
        Tuples.stage(connection, batch, STAGING);
    }

    /** One row for each outcome: what holds at its moment (a), and what ended then (b). */
    private String sql(List<StoredColumn> columns, List<StoredColumn> steady) {
        var read =
                Stream.concat(columns.stream(), steady.stream())
                        .map(column -> "t." + HistoryNames.quoted(column.name()))
                        .collect(Collectors.joining(", "));
        return """
        select m.place, a._known_from = m.moment as begins, a._record_id, a._source,
            b.known is not null as ends, b._ended_by, b._ended_source,
            array_remove(array[%1$s]::text[], null) as wrong,
            case when a._known_from = m.moment
                then array_remove(array[%2$s]::text[], null) end as strayed
        from unnest(?::uuid[], ?::timestamptz[], ?::boolean[])
            with ordinality as m(record_id, moment, anew, place)
        join %3$s s on s._record_id = m.record_id
        left join lateral (
            select t._known_from, t._record_id, t._source, %4$s from %5$s t
            where %6$s and t._known_from <= m.moment
            union all
            select lower(t.known), t._record_id, t._source, %4$s from %7$s t
            where %6$s and t.known @> m.moment) a on true
        left join lateral (
            select t.known, t._ended_by, t._ended_source, %4$s from %7$s t
            where %6$s and t.known -|- tstzrange(m.moment, 'infinity')) b on true
        """
                .formatted(
                        columns.stream()
                                .map(column -> differs(column, "s." + quoted(column)))
                                .collect(Collectors.joining(", ")),
                        steady.stream()
                                .map(
                                        column ->
                                                differs(
                                                        column,
                                                        "case when not m.anew then b."
                                                                + quoted(column)
                                                                + " end"))
                                .collect(Collectors.joining(", ")),
                        STAGING,
                        read,
                        shape.sqlName(),
                        shape.match("s"),
                        shape.closedSqlName());
    }

    private static String differs(StoredColumn column, String other) {
        var cast = column.type() == StoredType.JSON ? "::text" : "";
        return "case when (a.%s)%s is distinct from (%s)%s then '%s' end"
                .formatted(quoted(column), cast, other, cast, column.name().replace("'", "''"));
    }

    private static String quoted(StoredColumn column) {
        return HistoryNames.quoted(column.name());
    }

    private void tell(Outcome outcome, ResultSet row) throws SQLException {
        boolean isThere = row.getObject("begins") != null;
        if (row.getBoolean("ends") && !isOf(outcome, row, "_ended_by", "_ended_source")) {
            found.add(OTHER_END);
        }
        if (outcome.gone()) {
            if (isThere) {
                found.add(STILL_THERE);
            }
            if (!row.getBoolean("ends") && !outcome.made() && since.isWhole(outcome.moment())) {
                found.add(NOT_KEPT);
            }
            return;
        }
        if (!isThere) {
            found.add(NOT_THERE, since.isWhole(outcome.moment()) ? 1 : 0);
            return;
        }
        tell(row.getArray("wrong"), "Records of the journal whose value of %s is not there");
        if (row.getBoolean("begins")) {
            if (!isOf(outcome, row, "_record_id", "_source")) {
                found.add(OTHER_BEGIN);
            }
            boolean isKnown = row.getBoolean("ends") || since.isWhole(outcome.moment());
            if (isKnown) {
                tell(row.getArray("strayed"), "values of %s that no Record of the journal set");
            }
        }
    }

    private void tell(@Nullable Array columns, String sentence) throws SQLException {
        if (columns != null) {
            for (var column : (Object[]) columns.getArray()) {
                found.add(sentence.formatted(column));
            }
        }
    }

    private static boolean isOf(Outcome outcome, ResultSet row, String record, String source)
            throws SQLException {
        var id = row.getObject(record, UUID.class);
        return id != null && outcome.has(id) && outcome.source().equals(row.getString(source));
    }

    private Array array(String type, List<Outcome> outcomes, Function<Outcome, Object> part)
            throws SQLException {
        var parts = new ArrayList<Object>();
        outcomes.forEach(outcome -> parts.add(part.apply(outcome)));
        return connection.createArrayOf(type, parts.toArray());
    }
}
