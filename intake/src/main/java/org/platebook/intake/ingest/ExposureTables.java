package org.platebook.intake.ingest;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the database holds of exposures of one camera, read within a transaction.
 *
 * @param schema the camera's schema, as in "cdb_lsstcam"
 */
record ExposureTables(String schema) {

    /** Tables that say something of an exposure, those that others refer to last. */
    private static final List<String> OF_EXPOSURE =
            List.of(
                    "visit1_exposure",
                    "intake_problem",
                    "exposure_header_change",
                    "exposure_header",
                    "ccdexposure",
                    "exposure");

    private static final Map<String, List<String>> KEYS =
            Map.of(
                    "visit1_exposure", List.of("visit_id", "exposure_id"),
                    "intake_problem", List.of("exposure_id", "part", "problem_index"),
                    "exposure_header_change", List.of("exposure_id", "part", "change_index"),
                    "exposure_header", List.of("exposure_id", "file_sha256", "part_index"),
                    "ccdexposure", List.of("day_obs", "ccdexposure_id"),
                    "exposure", List.of("exposure_id"));

    TableName table(String name) {
        return new TableName(schema, name);
    }

    /** The header files that are there of these exposures, newest last. */
    Map<Long, List<StoredHeader>> headers(Handle handle, Collection<Long> exposureIds) {
        var found = new HashMap<Long, List<StoredHeader>>();
        handle.createQuery(
                        """
                        select exposure_id, file_sha256, detector,
                            (extract(epoch from received_at) * 1000000)::bigint as received_micros
                        from %s.exposure_header
                        where exposure_id = any(:ids)
                        and part_index = 0
                        order by received_at
                        """
                                .formatted(schema))
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
            String table,
            Collection<Long> exposureIds,
            Collection<Map<String, Value>> keep) {
        for (var key : keys(scope, table, exposureIds)) {
            if (!keep.contains(key)) {
                scope.withdraw(table(table), key);
            }
        }
    }

    /** Takes away all that is said of an exposure; its visits are left to be defined anew. */
    void withdraw(Scope scope, long exposureId) {
        for (var table : OF_EXPOSURE) {
            withdrawOthers(scope, table, List.of(exposureId), List.of());
        }
    }

    private List<Map<String, Value>> keys(Scope scope, String table, Collection<Long> exposureIds) {
        var columns = KEYS.getOrDefault(table, List.of());
        return scope.read(
                handle ->
                        handle.createQuery(
                                        "select %s from %s.%s where exposure_id = any(:ids)"
                                                .formatted(
                                                        String.join(", ", columns), schema, table))
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

    /** The key of a record of such a table. */
    Map<String, Value> key(String table, Map<String, Value> values) {
        Map<String, Value> key = new LinkedHashMap<>();
        for (var column : KEYS.getOrDefault(table, List.of())) {
            key.put(column, values.getOrDefault(column, Value.CLEARED));
        }
        return key;
    }
}
