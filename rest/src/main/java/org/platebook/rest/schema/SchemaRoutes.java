package org.platebook.rest.schema;

import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.CameraRoute;
import org.platebook.store.schema.SchemaCatalog;

import java.util.List;
import java.util.Set;

/** Where schemas, tables and columns are described. */
public final class SchemaRoutes {

    private final SchemaCatalog catalog;

    public SchemaRoutes(SchemaCatalog catalog) {
        this.catalog = catalog;
    }

    /** All of them. */
    public List<CameraRoute> all() {
        return List.of(
                CameraRoute.ofPresent("/schema", Set.of(), (seen, _) -> described(seen).all()),
                CameraRoute.ofPresent(
                        "/schema/{schema}",
                        Set.of(),
                        (seen, p) -> described(seen).schema(p.part("schema"))),
                CameraRoute.ofPresent(
                        "/schema/{schema}/{table}",
                        Set.of(),
                        (seen, p) -> described(seen).table(p.part("schema"), p.part("table"))));
    }

    private Descriptions described(CameraReader seen) {
        return new Descriptions(catalog, seen.role());
    }
}
