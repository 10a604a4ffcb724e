package org.platebook.app;

import org.platebook.app.config.Machine;
import org.platebook.app.config.SiteConfig;
import org.platebook.cli.OpenSite;
import org.platebook.http.access.AccessConfig;
import org.platebook.http.access.Gate;
import org.platebook.http.access.TableSources;
import org.platebook.http.access.Tokens;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.http.watch.AuditTrail;
import org.platebook.http.watch.MeasuredLedger;
import org.platebook.http.watch.Measurements;
import org.platebook.http.watch.MetricsSection;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.ingest.CorrectionLoad;
import org.platebook.intake.ingest.Ingest;
import org.platebook.intake.ingest.InstalledCameras;
import org.platebook.intake.load.TableLoad;
import org.platebook.intake.valid.Calibrations;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.check.Consistency;
import org.platebook.store.database.Database;
import org.platebook.store.database.Reader;
import org.platebook.store.database.Role;
import org.platebook.store.flex.FlexPromotion;
import org.platebook.store.history.Moments;
import org.platebook.store.history.NamedDiff;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.ledger.QuarantineList;
import org.platebook.store.schema.OwnSchemas;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaEvents;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.SiteVisibility;
import org.platebook.store.schema.TablePartitions;
import org.platebook.store.upkeep.Upkeep;
import org.platebook.vo.tap.ExampleQueries;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a site whose database runs, put together in order; nothing listens yet. */
final class WorkingSite implements OpenSite {

    private static final String LOOPBACK = "127.0.0.1";

    private final SiteDatabase server;
    private final Database database;
    private final InstantSource clock = InstantSource.system();
    private final CameraSchemas schemas;
    private final AccessConfig access;
    private final SchemaCatalog catalog;
    private final SchemaInstaller installer;
    private final InstalledCameras installed;
    private final PostgresLedger postgres;
    private final Upkeep upkeep;
    private final Measurements measurements;
    private final Ledger ledger;
    private final CameraSpecializations cameras = KnownCameras.all();
    private final Moments moments;
    private final TapService tap;

    /**
     * @param server is closed with this site, and when this fails
     */
    WorkingSite(SiteDatabase server, SiteConfig config, Program program) {
        this.server = server;
        this.schemas = program.schemas();
        this.access = config.access();
        this.database = Database.open(server.settings());
        this.catalog = new SchemaCatalog(database);
        this.installer = new SchemaInstaller(database, catalog);
        var shown = new SiteVisibility(access.visibility());
        var own = new OwnSchemas(database, installer, program.version(), shown);
        this.installed = new InstalledCameras(database, schemas, own);
        installed.begin(config.instruments());
        this.postgres = new PostgresLedger(database, TablePartitions::ensureAll);
        this.upkeep = new Upkeep(database, catalog, config.upkeep().ages(), clock);
        this.measurements = new Measurements(database, upkeep.work());
        this.ledger = new MeasuredLedger(postgres, measurements);
        this.moments = new Moments(database, clock);
        this.tap = new TapService(database, limits(config), clock);
    }

    /** What one query may take, by role. */
    static Map<Role, TapLimits> limits(SiteConfig config) {
        var limits = config.limitsOn(Machine.here());
        return Arrays.stream(Role.values())
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                role -> limits.of(role).tap(config.tap().defaultRows())));
    }

    Database database() {
        return database;
    }

    InstantSource clock() {
        return clock;
    }

    CameraSchemas schemas() {
        return schemas;
    }

    Measurements measurements() {
        return measurements;
    }

    /** The ledger itself, which tells what other programs wrote. */
    PostgresLedger postgres() {
        return postgres;
    }

    /** The site's door for callers. */
    Gate gate() {
        return new Gate(access, database, clock);
    }

    @Override
    public CameraSpecializations cameras() {
        return cameras;
    }

    @Override
    public InstalledCameras installed() {
        return installed;
    }

    @Override
    public Ingest ingest() {
        return new Ingest(
                cameras,
                schemas,
                installed,
                ledger,
                clock,
                outcome -> measurements.lookedAtFile(outcome.word()));
    }

    @Override
    public CorrectionLoad corrections() {
        return new CorrectionLoad(cameras, schemas, installed, ledger, clock);
    }

    @Override
    public TableLoad tableLoad() {
        return new TableLoad(ledger, catalog);
    }

    @Override
    public Flags flags() {
        return new Flags(ledger, clock);
    }

    @Override
    public Calibrations calibrations() {
        return new Calibrations(ledger);
    }

    @Override
    public FlexPromotion promotion() {
        return new FlexPromotion(database, installer, ledger);
    }

    @Override
    public SchemaCatalog catalog() {
        return catalog;
    }

    @Override
    public SchemaInstaller installer() {
        return installer;
    }

    @Override
    public SchemaEvents schemaEvents() {
        return new SchemaEvents(database);
    }

    @Override
    public Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public QuarantineList quarantined(int limit) {
        return QuarantineList.first(database, limit);
    }

    @Override
    public Moments moments() {
        return moments;
    }

    @Override
    public NamedDiff differences() {
        return new NamedDiff(reader(), moments, clock);
    }

    @Override
    public Reader reader() {
        return database.reader(Role.STAFF);
    }

    @Override
    public TapService tap() {
        return tap;
    }

    @Override
    public List<String> exampleQueries() {
        return ExampleQueries.of(reader(), installed.all());
    }

    @Override
    public Consistency consistency() {
        return new Consistency(database);
    }

    @Override
    public TableSources sources() {
        return TableSources.of(Stream.concat(catalog.schemas().stream(), schemas.all().stream()));
    }

    @Override
    public Tokens tokens() {
        return new Tokens(database);
    }

    @Override
    public AuditTrail audit() {
        return new AuditTrail(database);
    }

    @Override
    public HttpSite measured(int port) {
        HttpSite.requireFree(LOOPBACK, port);
        var gate = gate();
        var section = new MetricsSection(measurements, gate, access.metrics());
        return new HttpSite(SiteParts.of(LOOPBACK, port, List.of(section), List::of).behind(gate));
    }

    @Override
    public void close() {
        try (server;
                database) {
            measurements.close();
        }
    }
}
