package org.platebook.intake.ingest;

import org.jdbi.v3.core.Handle;
import org.platebook.intake.correction.Correction;
import org.platebook.intake.correction.Corrections;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Scope;
import org.platebook.store.sql.LevelSql;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The corrections in the database, read again only when they have changed. May be used by many
 * threads.
 */
final class StoredCorrections {

    private static final String STATE =
            """
            select count(*) as number, coalesce(max(loaded_at)::text, '') as latest
            from {correction}
            """;

    private static final String ALL =
            """
            select {correction:exposure_name} as exposure_name, exposure_id_first, exposure_id_last, fields, reason, author,
                (extract(epoch from said_at) * 1000000)::bigint as said_micros
            from {correction}
            order by said_at, loaded_at, correction_id
            """;

    private static final long NANOS_PER_MICRO = 1_000;

    private record State(long number, String latest) {}

    private record Shelf(State state, Corrections corrections) {}

    private final CameraSchemas schemas;
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();

    StoredCorrections(CameraSchemas schemas) {
        this.schemas = schemas;
    }

    /** Those that were read last. */
    KnownCorrections known() {
        var now = Map.copyOf(shelves);
        return camera -> {
            var shelf = now.get(schemas.of(camera).name());
            return shelf == null ? Corrections.none() : shelf.corrections();
        };
    }

    /**
     * Those of one schema as the transaction sees them, and of all others those that were read
     * last.
     */
    KnownCorrections refreshed(Scope scope, Schema schema) {
        scope.read(
                handle -> {
                    var state = state(handle, schema);
                    var shelf = shelves.get(schema.name());
                    if (shelf == null || !shelf.state().equals(state)) {
                        shelves.put(schema.name(), new Shelf(state, read(handle, schema)));
                    }
                    return state;
                });
        return known();
    }

    private static State state(Handle handle, Schema schema) {
        return handle.createQuery(LevelSql.of(schema).text(STATE))
                .map((row, _) -> new State(row.getLong("number"), row.getString("latest")))
                .one();
    }

    private static Corrections read(Handle handle, Schema schema) {
        var instrument = schema.instrument() == null ? schema.name() : schema.instrument();
        List<Correction> all =
                handle.createQuery(LevelSql.of(schema).text(ALL))
                        .map(
                                (row, _) -> {
                                    var name = row.getString("exposure_name");
                                    Correction.Scope scope =
                                            name == null
                                                    ? new Correction.OfExposures(
                                                            row.getLong("exposure_id_first"),
                                                            row.getLong("exposure_id_last"))
                                                    : new Correction.OfObservation(name);
                                    Instant said =
                                            new Tai(row.getLong("said_micros") * NANOS_PER_MICRO)
                                                    .toInstant();
                                    return new Correction(
                                            instrument,
                                            scope,
                                            CorrectionFields.read(row.getString("fields")),
                                            row.getString("author"),
                                            row.getString("reason"),
                                            said);
                                })
                        .list();
        return all.isEmpty() ? Corrections.none() : Corrections.of(all);
    }
}
