package org.platebook.intake.ingest;

import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.visit.VisitDefinition;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.store.ledger.Scope;

import java.util.Collection;

/** Keeps visits as their exposures define them where exposures come by other ways than headers. */
public final class VisitUpkeep {

    private final CameraSpecializations cameras;
    private final CameraSchemas schemas;

    public VisitUpkeep(CameraSpecializations cameras, CameraSchemas schemas) {
        this.cameras = cameras;
        this.schemas = schemas;
    }

    /** Waits until nobody else defines visits in a schema; before anything is written. */
    public void lock(Scope scope, String schema) {
        scope.lock("intake:" + schema);
    }

    /**
     * Defines the visits anew that these exposures are in, or should be in. A schema that is none
     * of a camera of ours has no visits to define.
     *
     * @param schema name of the schema, as in "cdb_lsstcam"
     * @param exposureIds exposures that came or changed, or whose detectors did
     */
    public void define(Scope scope, String schema, Collection<Long> exposureIds) {
        schemas.named(schema)
                .ifPresent(
                        known ->
                                new VisitRows(
                                                known,
                                                new ExposureTables(known),
                                                definition(known),
                                                scope)
                                        .define(exposureIds));
    }

    private VisitDefinition definition(Schema schema) {
        return cameras.all().stream()
                .filter(camera -> camera.name().equalsIgnoreCase(schema.instrument()))
                .findFirst()
                .map(camera -> camera.visits())
                .orElse(VisitDefinition.EACH_EXPOSURE);
    }
}
