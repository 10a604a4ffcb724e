package org.platebook.cli;

import org.platebook.http.access.TableSources;
import org.platebook.http.access.Tokens;
import org.platebook.http.server.HttpSite;
import org.platebook.http.watch.AuditTrail;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.ingest.CorrectionLoad;
import org.platebook.intake.ingest.Ingest;
import org.platebook.intake.ingest.InstalledCameras;
import org.platebook.intake.load.TableLoad;
import org.platebook.intake.valid.Calibrations;
import org.platebook.store.check.Consistency;
import org.platebook.store.database.Reader;
import org.platebook.store.flex.FlexPromotion;
import org.platebook.store.history.Moments;
import org.platebook.store.history.NamedDiff;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.QuarantineList;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaEvents;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.upkeep.Upkeep;
import org.platebook.vo.tap.TapService;

import java.util.List;

/** A site whose database runs: what commands do with it. */
public interface OpenSite extends AutoCloseable {

    /** Every camera that headers can be translated for. */
    CameraSpecializations cameras();

    /** The cameras whose tables the site has. */
    InstalledCameras installed();

    /** Loads headers. */
    Ingest ingest();

    /** Loads corrections of headers. */
    CorrectionLoad corrections();

    /** Loads tables from files. */
    TableLoad tableLoad();

    /** Marks exposures and visits. */
    Flags flags();

    /** Says what calibrated quantities of cameras are, and from when on. */
    Calibrations calibrations();

    /** Turns keys of flexible metadata into columns. */
    FlexPromotion promotion();

    /** What schemas are installed. */
    SchemaCatalog catalog();

    /** Changes schemas. */
    SchemaInstaller installer();

    /** Every change of a schema that was made. */
    SchemaEvents schemaEvents();

    /** What the database needs from time to time. */
    Upkeep upkeep();

    /** The door for writes. */
    Ledger ledger();

    /** Records that wait in the quarantine, so many of them at most. */
    QuarantineList quarantined(int limit);

    /** Moments with a name. */
    Moments moments();

    /** What changed between moments. */
    NamedDiff differences();

    /** Reads in the name of the staff. */
    Reader reader();

    /** Answers queries. */
    TapService tap();

    /** Queries in ADQL to begin with, that show something of what the site holds. */
    List<String> exampleQueries();

    /** Whether the database agrees with itself. */
    Consistency consistency();

    /** The sources that fill tables: those that are here, and those of cameras that may come. */
    TableSources sources();

    /** The site's tokens. */
    Tokens tokens();

    /** Who wrote what, and who was turned away. */
    AuditTrail audit();

    /**
     * Tells what this process counts, at /metrics of a port of this machine, until it is closed.
     *
     * @throws org.platebook.model.failure.Clash when another process has the port
     */
    HttpSite measured(int port);

    @Override
    void close();
}
