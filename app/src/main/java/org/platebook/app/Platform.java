package org.platebook.app;

import org.platebook.app.config.SiteConfig;
import org.platebook.intake.camera.Cameras;
import org.platebook.intake.ingest.CorrectionLoad;
import org.platebook.intake.ingest.Ingest;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.database.Database;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.Partitions;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;

import java.time.InstantSource;

/** The one place where the parts of a site are put together, in order. */
public final class Platform implements AutoCloseable {

    private final SiteDatabase server;
    private final Database database;
    private final Cameras cameras;
    private final Ingest ingest;
    private final CorrectionLoad corrections;

    private Platform(SiteDatabase server, SiteConfig config) {
        this.server = server;
        this.database = Database.open(server.settings());
        var schemas = CameraSchemas.load();
        var catalog = new SchemaCatalog(database);
        var installer = new SchemaInstaller(database, catalog);
        schemas.all().forEach(installer::install);
        var ledger = new PostgresLedger(database, Partitions::ensureAll);
        this.cameras = Cameras.known();
        this.ingest = new Ingest(cameras, schemas, ledger, InstantSource.system());
        this.corrections = new CorrectionLoad(cameras, schemas, ledger, InstantSource.system());
    }
}
