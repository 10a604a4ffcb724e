package org.platebook.peers.consdb;

import static org.platebook.store.sql.SqlText.quoted;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Clash;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.ledger.Scope;
import org.platebook.store.sql.LevelSql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of observations of one instrument, read within a transaction.
 *
 * @param schema the instrument's schema
 * @param table the table that is written
 * @param scope the transaction
 */
record KnownObservations(Schema schema, WritableTable table, Scope scope) {

    /** Of the observations with these numbers, those that have a row: day_obs and so on of each. */
    Map<Long, Map<ColumnRole, Long>> rows(Collection<Long> ids) {
        return scope.read(handle -> in(handle, own(), ids));
    }

    /** Of the observations with these numbers, those that are known: day_obs and so on of each. */
    Map<Long, Map<ColumnRole, Long>> parents(Collection<Long> ids) {
        var known = new HashMap<Long, Map<ColumnRole, Long>>();
        for (var parent : places()) {
            scope.read(handle -> in(handle, parent, ids)).forEach(known::putIfAbsent);
        }
        return known;
    }

    /** What the exposure or visit with this number says of day_obs and seq_num. */
    Map<ColumnRole, Long> whole(ColumnRole number, long id) {
        var level = number == ColumnRole.VISIT_ID ? Level.VISIT : Level.EXPOSURE;
        var roles = List.of(ColumnRole.DAY_OBS, ColumnRole.SEQ_NUM);
        return place(new WritableTable.Known(level, number))
                .map(place -> scope.read(handle -> rows(handle, place, roles, List.of(id))).get(id))
                .orElse(Map.of());
    }

    /**
     * The number of the observation that observers name by these numbers: of its row, else of what
     * it is known from.
     *
     * @throws Clash when several are named so
     */
    Optional<Long> id(Map<ColumnRole, Long> identity) {
        return Stream.concat(Stream.of(own()), places().stream())
                .flatMap(place -> id(place, identity).stream())
                .findFirst();
    }

    /**
     * A table, and the role of the numbers in it.
     *
     * @param name with its schema
     */
    private record Place(TableName name, Table table, ColumnRole number) {}

    private Place own() {
        return new Place(table.name(), table.table(), table.number());
    }

    private List<Place> places() {
        return table.parents().stream().flatMap(parent -> place(parent).stream()).toList();
    }

    private Optional<Place> place(WritableTable.Known known) {
        return schema.levels()
                .find(known.level())
                .map(first -> new Place(LevelSql.of(schema).name(first), first, known.number()));
    }

    private Optional<Long> id(Place place, Map<ColumnRole, Long> identity) {
        var condition =
                identity.keySet().stream()
                        .map(
                                role ->
                                        "%s = :%s"
                                                .formatted(
                                                        quoted(place.table().name(role)),
                                                        role.word()))
                        .collect(Collectors.joining(" and "));
        var values = new HashMap<String, Long>();
        identity.forEach((role, number) -> values.put(role.word(), number));
        var idColumn = place.table().name(place.number());
        var ids =
                scope.read(
                        handle ->
                                handle.createQuery(
                                                "select distinct %s from %s where %s order by 1 limit 2"
                                                        .formatted(
                                                                quoted(idColumn),
                                                                place.name(),
                                                                condition))
                                        .bindMap(values)
                                        .mapTo(Long.class)
                                        .list());
        if (ids.size() > 1) {
            throw new Clash(
                    ConsDbCode.AMBIGUOUS,
                    "%s is more than one row of %s, with %s %s: name the one that is meant"
                            .formatted(values, place.name(), idColumn, ids));
        }
        return ids.stream().findFirst();
    }

    private Map<Long, Map<ColumnRole, Long>> in(Handle handle, Place place, Collection<Long> ids) {
        return rows(handle, place, table.identity(), ids);
    }

    private static Map<Long, Map<ColumnRole, Long>> rows(
            Handle handle, Place place, List<ColumnRole> roles, Collection<Long> ids) {
        var list =
                roles.stream()
                        .map(role -> ", " + quoted(place.table().name(role)))
                        .collect(Collectors.joining());
        var found = new HashMap<Long, Map<ColumnRole, Long>>();
        handle.createQuery(
                        "select %s%s from %s where %1$s = any(:ids)"
                                .formatted(
                                        quoted(place.table().name(place.number())),
                                        list,
                                        place.name()))
                .bind("ids", ids.toArray(Long[]::new))
                .map((row, _) -> Map.entry(row.getLong(1), identity(row, roles)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** The number of the row is the first column. */
    private static Map<ColumnRole, Long> identity(ResultSet row, List<ColumnRole> roles)
            throws SQLException {
        var identity = new EnumMap<ColumnRole, Long>(ColumnRole.class);
        for (int i = 0; i < roles.size(); i++) {
            if (row.getObject(i + 2) instanceof Number number) {
                identity.put(roles.get(i), number.longValue());
            }
        }
        return identity;
    }
}
