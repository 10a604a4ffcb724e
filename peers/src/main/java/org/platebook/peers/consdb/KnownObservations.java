package org.platebook.peers.consdb;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Clash;
import org.platebook.store.ledger.Scope;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of observations of one instrument, read within a transaction.
 *
 * @param schema the instrument's schema, as in "cdb_latiss"
 * @param table the table that is written
 * @param scope the transaction
 */
record KnownObservations(String schema, WritableTable table, Scope scope) {

    /** Of the observations with these numbers, those that have a row: day_obs and so on of each. */
    Map<Long, Map<String, Long>> rows(Collection<Long> ids) {
        return scope.read(handle -> in(handle, table.name().toString(), table.idColumn(), ids));
    }

    /** Of the observations with these numbers, those that are known: day_obs and so on of each. */
    Map<Long, Map<String, Long>> parents(Collection<Long> ids) {
        var known = new HashMap<Long, Map<String, Long>>();
        for (var parent : table.parents()) {
            scope.read(handle -> in(handle, schema + "." + parent.table(), parent.idColumn(), ids))
                    .forEach(known::putIfAbsent);
        }
        return known;
    }

    /** What the exposure or visit with this number says of day_obs and seq_num. */
    Map<String, Long> whole(String idColumn, long id) {
        var parent = idColumn.equals("visit_id") ? "visit1" : "exposure";
        return scope.read(
                handle ->
                        handle.createQuery(
                                        "select day_obs, seq_num from %s.%s where %s = :id"
                                                .formatted(schema, parent, idColumn))
                                .bind("id", id)
                                .map((row, _) -> identity(row, List.of("day_obs", "seq_num")))
                                .findFirst()
                                .orElse(Map.of()));
    }

    /**
     * The number of the observation that observers name by these numbers: of its row, else of what
     * it is known from.
     *
     * @throws Clash when several are named so
     */
    Optional<Long> id(Map<String, Long> identity) {
        var own = ids(table.name().toString(), table.idColumn(), identity);
        if (own.isPresent()) {
            return own;
        }
        for (var parent : table.parents()) {
            var id = ids(schema + "." + parent.table(), parent.idColumn(), identity);
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private Optional<Long> ids(String relation, String idColumn, Map<String, Long> identity) {
        var condition =
                identity.keySet().stream()
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(" and "));
        var ids =
                scope.read(
                        handle ->
                                handle.createQuery(
                                                "select distinct %s from %s where %s order by 1 limit 2"
                                                        .formatted(idColumn, relation, condition))
                                        .bindMap(identity)
                                        .mapTo(Long.class)
                                        .list());
        if (ids.size() > 1) {
            throw new Clash(
                    "consdb.ambiguous",
                    "%s is more than one row of %s, with %s %s: name the one that is meant"
                            .formatted(identity, relation, idColumn, ids));
        }
        return ids.stream().findFirst();
    }

    private Map<Long, Map<String, Long>> in(
            Handle handle, String relation, String idColumn, Collection<Long> ids) {
        var columns = table.identity();
        var list = columns.isEmpty() ? "" : ", " + String.join(", ", columns);
        var found = new HashMap<Long, Map<String, Long>>();
        handle.createQuery(
                        "select %s%s from %s where %1$s = any(:ids)"
                                .formatted(idColumn, list, relation))
                .bind("ids", ids.toArray(Long[]::new))
                .map((row, _) -> Map.entry(row.getLong(1), identity(row, columns)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private static Map<String, Long> identity(java.sql.ResultSet row, List<String> columns)
            throws java.sql.SQLException {
        var identity = new LinkedHashMap<String, Long>();
        for (var column : columns) {
            var number = (Number) row.getObject(column);
            if (number != null) {
                identity.put(column, Objects.requireNonNull(number).longValue());
            }
        }
        return identity;
    }
}
