package org.platebook.intake.ingest;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Scope;
import org.platebook.store.sql.LevelSql;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the database holds of exposures of one camera, read within a transaction.
 *
 * @param schema the camera's schema
 */
record ExposureTables(Schema schema) {

    /** What says something of an exposure, that which others refer to last. */
    private static final List<Level> OF_EXPOSURE =
            List.of(
                    Level.VISIT_EXPOSURE,
                    Level.EXPOSURE_PROBLEM,
                    Level.EXPOSURE_HEADER_CHANGE,
                    Level.EXPOSURE_HEADER,
                    Level.EXPOSURE_DETECTOR,
                    Level.EXPOSURE);

    /** The names that SQL has for tables and columns. */
    String sql(String template) {
        return LevelSql.of(schema).text(template);
    }

    TableName table(Level level) {
        return LevelSql.of(schema).name(level);
    }

    /** The column of a role in the first table of a level. */
    String column(Level level, ColumnRole role) {
        return schema.levels().first(level).name(role);
    }

    /** The key of a row of the first table of a level, of what identifies it. */
    Map<String, Value> key(Level level, Map<ColumnRole, Long> identity) {
        Map<String, Value> key = new LinkedHashMap<>();
        identity.forEach((role, number) -> key.put(column(level, role), new Value.Whole(number)));
        return key;
    }

    /** The header files that are there of these exposures, newest last. */
    Map<Long, List<StoredHeader>> headers(Handle handle, Collection<Long> exposureIds) {
        var found = new HashMap<Long, List<StoredHeader>>();
        handle.createQuery(
                        sql(
                                """
                        select {exposure_header:exposure_id} as exposure_id, file_sha256,
                            {exposure_header:detector} as detector,
                            (extract(epoch from received_at) * 1000000)::bigint as received_micros
                        from {exposure_header}
                        where {exposure_header:exposure_id} = any(:ids)
                        and part_index = 0
                        order by received_at
                        """))
                .bind("ids", exposureIds.toArray(Long[]::new))
                .map(
                        (row, _) ->
                                new StoredHeader(
                                        row.getLong("exposure_id"),
                                        row.getString("file_sha256"),
                                        (Integer) row.getObject("detector"),
                                        new Tai(row.getLong("received_micros") * 1000)))
                .forEach(
                        one ->
                                found.computeIfAbsent(one.exposureId(), _ -> new ArrayList<>())
                                        .add(one));
        return found;
    }

    /**
     * Takes away rows of a table that say something of these exposures and are not among those to
     * keep.
     */
    void withdrawOthers(
            Scope scope,
            Level level,
            Collection<Long> exposureIds,
            Collection<Map<String, Value>> keep) {
        for (var key : keys(scope, level, exposureIds)) {
            if (!keep.contains(key)) {
                scope.withdraw(table(level), key);
            }
        }
    }

    /** Takes away all that is said of an exposure; its visits are left to be defined anew. */
    void withdraw(Scope scope, long exposureId) {
        for (var level : OF_EXPOSURE) {
            withdrawOthers(scope, level, List.of(exposureId), List.of());
        }
    }

    private List<Map<String, Value>> keys(Scope scope, Level level, Collection<Long> exposureIds) {
        var table = schema.levels().first(level);
        var columns = table.primaryKey();
        return scope.read(
                handle ->
                        handle.createQuery(
                                        "select %s from %s where %s = any(:ids)"
                                                .formatted(
                                                        SqlText.quoted(columns),
                                                        table(level),
                                                        SqlText.quoted(
                                                                table.name(
                                                                        ColumnRole.EXPOSURE_ID))))
                                .bind("ids", exposureIds.toArray(Long[]::new))
                                .map(
                                        (row, _) -> {
                                            Map<String, Value> key = new LinkedHashMap<>();
                                            for (var column : columns) {
                                                key.put(column, value(row.getObject(column)));
                                            }
                                            return key;
                                        })
                                .list());
    }

    private static Value value(Object stored) {
        return switch (stored) {
            case Number number -> new Value.Whole(number.longValue());
            default -> new Value.Text(stored.toString());
        };
    }

    /** The key of a record of the first table of a level. */
    Map<String, Value> keyOf(Level level, Map<String, Value> values) {
        Map<String, Value> key = new LinkedHashMap<>();
        for (var column : schema.levels().first(level).primaryKey()) {
            key.put(column, values.getOrDefault(column, Value.CLEARED));
        }
        return key;
    }
}
