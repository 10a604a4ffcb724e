package org.platebook.app;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.app.access.Audit;
import org.platebook.app.access.AuditTrail;
import org.platebook.app.access.Gate;
import org.platebook.app.access.SiteVisibility;
import org.platebook.app.access.TableSources;
import org.platebook.app.access.Tokens;
import org.platebook.app.config.AccessConfig;
import org.platebook.app.config.Machine;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.app.config.UpkeepConfig;
import org.platebook.app.consdb.ConsDb;
import org.platebook.app.http.CertificateFiles;
import org.platebook.app.http.HttpSite;
import org.platebook.app.http.OwnCertificate;
import org.platebook.app.http.PublicAddresses;
import org.platebook.app.http.SiteParts;
import org.platebook.app.rest.Api;
import org.platebook.app.rest.HeldRecords;
import org.platebook.app.rest.TableDoors;
import org.platebook.app.tap.TapSection;
import org.platebook.app.watch.MeasuredLedger;
import org.platebook.app.watch.Measurements;
import org.platebook.app.watch.MetricsSection;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.ingest.CorrectionLoad;
import org.platebook.intake.ingest.Ingest;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.intake.load.TableLoad;
import org.platebook.intake.valid.Calibrations;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.store.check.Consistency;
import org.platebook.store.database.Database;
import org.platebook.store.database.Listener;
import org.platebook.store.database.Role;
import org.platebook.store.flex.FlexPromotion;
import org.platebook.store.history.Diff;
import org.platebook.store.history.Difference;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.OwnSchemas;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaEvents;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.store.upkeep.Upkeep;
import org.platebook.store.upkeep.UpkeepLoop;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one place where the parts of a site are put together, in order. */
public final class Platform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final SiteDatabase server;
    private final Database database;
    private final InstantSource clock = InstantSource.system();
    private final CameraSpecializations cameras;
    private final Ingest ingest;
    private final CorrectionLoad corrections;
    private final TapService tap;
    private final TableLoad tableLoad;
    private final Moments moments;
    private final Calibrations calibrations;
    private static final String LOOPBACK = "127.0.0.1";

    private final CameraSchemas schemas;
    private final InstalledCameras installed;
    private final AccessConfig access;
    private final @Nullable String publicUrl;
    private final Tokens tokens;
    private final SchemaCatalog catalog;
    private final Ledger ledger;
    private final SchemaInstaller installer;
    private final Flags flags;
    private final Measurements measurements;
    private final Upkeep upkeep;
    private final @Nullable UpkeepLoop upkeepLoop;
    private final @Nullable Audit audit;
    private final @Nullable Listener listener;
    private final @Nullable Listener schemaListener;
    private final @Nullable HttpSite http;

    private Platform(SiteDatabase server, SiteConfig config, Program program, boolean serves) {
        this.schemas = program.schemas();
        this.server = server;
        this.database = Database.open(server.settings());
        this.catalog = new SchemaCatalog(database);
        this.installer = new SchemaInstaller(database, catalog);
        var shown = new SiteVisibility(config.access().visibility());
        var own = new OwnSchemas(database, installer, program.version(), shown);
        this.installed = new InstalledCameras(database, schemas, own);
        installed.begin(config.instruments());
        var postgres = new PostgresLedger(database, TablePartitions::ensureAll);
        this.upkeep = new Upkeep(database, catalog, config.upkeep().ages(), clock);
        this.measurements = new Measurements(database, upkeep.work());
        this.ledger = new MeasuredLedger(postgres, measurements);
        this.cameras = KnownCameras.all();
        this.ingest =
                new Ingest(cameras, schemas, installed, ledger, clock, measurements::finished);
        this.corrections = new CorrectionLoad(cameras, schemas, installed, ledger, clock);
        this.flags = new Flags(ledger, clock);
        this.moments = new Moments(database, clock);
        this.tableLoad = new TableLoad(ledger, catalog);
        this.calibrations = new Calibrations(ledger);
        this.tap = new TapService(database, limits(config), clock);
        this.access = config.access();
        this.publicUrl = config.http().publicUrl();
        this.tokens = new Tokens(database);
        this.listener = serves ? postgres.listen() : null;
        this.schemaListener = serves ? catalog.listen(tap::outdate) : null;
        this.audit = serves ? new Audit(database) : null;
        this.http = audit == null ? null : http(config, ledger, audit);
        this.upkeepLoop = serves ? loop(config.upkeep()) : null;
        if (!serves) {
            upkeep.work().workOff(clock.instant());
        }
    }

    private UpkeepLoop loop(UpkeepConfig config) {
        return new UpkeepLoop(upkeep, config.between(), Thread::sleep);
    }

    private HttpSite http(SiteConfig config, Ledger ledger, Audit watcher) {
        var gate = new Gate(config.access(), database, clock);
        var sections =
                List.of(
                        new Api(
                                database,
                                ledger.changes(),
                                schemas,
                                catalog,
                                flags,
                                new TableDoors(database, ledger, catalog, moments, tap)),
                        new TapSection(tap, measurements::queried),
                        ConsDb.section(
                                database,
                                ledger,
                                catalog,
                                new VisitUpkeep(cameras, schemas),
                                moments,
                                bounds(config)),
                        new MetricsSection(measurements, gate, config.access().metrics()));
        return new HttpSite(
                SiteParts.of(config.http().host(), config.http().port(), sections, this::waitingFor)
                        .behind(gate)
                        .proving(certificate(config.http().tls()))
                        .known(new PublicAddresses(config.http().publicUrl(), gate::isByProxy))
                        .watchedBy(List.of(measurements, watcher))
                        .abandoning(database::abandonReads));
    }

    /**
     * A site that answers over HTTP, and runs its database where that is an embedded one.
     *
     * @throws Clash when another process serves the site, or has its port
     */
    public static Platform serving(SiteHome home, SiteConfig config) {
        HttpSite.requireFree(config.http().host(), config.http().port());
        var program = program();
        return on(SiteDatabase.forServing(home, config), config, program, true);
    }

    /** A site's parts for a command, beside a process that serves it or alone. */
    public static Platform working(SiteHome home, SiteConfig config) {
        var program = program();
        return on(SiteDatabase.forWorking(home, config), config, program, false);
    }

    /** A site that answers over HTTP, by another version of the program. */
    static Platform serving(SiteHome home, SiteConfig config, Program program) {
        return on(
                SiteDatabase.forServing(home, config),
                config,
                new FutureTask<>(() -> program),
                true);
    }

    /**
     * The machine of a site and, where its database is an external one, what that server allows.
     *
     * @throws org.platebook.model.failure.Unreachable when the server does not answer
     */
    public static Machine machine(SiteConfig config) {
        return SiteDatabase.machine(config);
    }

    /**
     * Makes sure that no process serves a site, as before its database is discarded.
     *
     * @throws Clash when one does
     */
    public static void requireStopped(SiteHome home, SiteConfig config) {
        SiteDatabase.requireStopped(home, config);
    }

    /** Begins to read the schemas, while the database starts. */
    private static FutureTask<Program> program() {
        var task = new FutureTask<>(Program::running);
        Thread.ofPlatform().daemon().name("schemas").start(task);
        return task;
    }

    private static Platform on(
            SiteDatabase server, SiteConfig config, FutureTask<Program> program, boolean serves) {
        try {
            return new Platform(server, config, read(program), serves);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static Program read(FutureTask<Program> program) {
        try {
            program.run();
            return program.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the schemas of cameras cannot be read", e.getCause());
        }
    }

    private static Map<Role, TapLimits> limits(SiteConfig config) {
        var limits = config.limitsOn(Machine.here());
        return Arrays.stream(Role.values())
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                role -> limits.of(role).tap(config.tap().defaultRows())));
    }

    private ConsDb.Limits bounds(SiteConfig config) {
        var external = config.database().external();
        var missing = database.missingForSql().orElse(null);
        if (missing != null && (external == null || external.sqlWithoutReaderLogins() == null)) {
            LOG.warn(
                    "/consdb/query is not answered: {}. See docs/operating.md, \"An external server\"",
                    missing);
        } else {
            missing = null;
        }
        // The time that the caller's own scope allows ends a query earlier where it is less.
        var time =
                limits(config).values().stream()
                        .map(TapLimits::timeLimit)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return new ConsDb.Limits(time, config.tap().mostRows(), missing);
    }

    private List<String> waitingFor() {
        try {
            database.ping();
            return List.of();
        } catch (Failure failure) {
            return List.of(failure.text());
        }
    }

    private @Nullable OwnCertificate certificate(SiteConfig.@Nullable Tls tls) {
        if (tls == null) {
            return null;
        }
        var files = new CertificateFiles(Path.of(tls.certificateFile()), Path.of(tls.keyFile()));
        var certificate = OwnCertificate.of(files);
        measurements.certificate(certificate::end);
        return certificate;
    }

    /** Every camera that headers can be translated for. */
    public CameraSpecializations cameras() {
        return cameras;
    }

    /** Loads headers. */
    public Ingest ingest() {
        return ingest;
    }

    /** Loads corrections of headers. */
    public CorrectionLoad corrections() {
        return corrections;
    }

    /** What schemas are installed. */
    public SchemaCatalog catalog() {
        return catalog;
    }

    /** What the database needs from time to time. */
    public Upkeep upkeep() {
        return upkeep;
    }

    /**
     * Brings the schemas of cameras to this program's form and this site's visibility, though a
     * newer program or another site had the last word.
     *
     * @return their names
     */
    public List<String> adoptSchemas() {
        return installed.adopt();
    }

    /** Changes schemas. */
    public SchemaInstaller installer() {
        return installer;
    }

    /** Every change of a schema that was made. */
    public SchemaEvents schemaEvents() {
        return new SchemaEvents(database);
    }

    /** Marks exposures and visits. */
    public Flags flags() {
        return flags;
    }

    /** Reads in the name of the staff. */
    public <R> R read(Function<Handle, R> query) {
        return database.reader(Role.STAFF).read(query);
    }

    /** Loads tables from files. */
    public TableLoad tableLoad() {
        return tableLoad;
    }

    /** Answers queries. */
    public TapService tap() {
        return tap;
    }

    /**
     * Says what a calibrated quantity of a camera is from one moment to another.
     *
     * @param instrument the camera, as in "LSSTCam"
     * @return how many earlier values yielded
     * @throws Missing site.camera when there is no such camera
     */
    public int calibrate(
            String instrument, Calibrations.Calibration calibration, Provenance provenance) {
        return calibrations.set(camera(instrument), calibration, provenance);
    }

    /** Makes the tables of a camera that Platebook knows, where the site does not have them yet. */
    public void ready(String instrument) {
        schemas.all().stream()
                .filter(schema -> instrument.equalsIgnoreCase(schema.instrument()))
                .forEach(installed::ready);
    }

    /**
     * Makes the tables of a camera where the site does not have them yet.
     *
     * @param instrument the camera, as in "LSSTCam"; case does not matter
     * @return its schema as the program knows it
     * @throws Missing site.camera when there is no such camera
     */
    public Schema camera(String instrument) {
        var schema =
                schemas.all().stream()
                        .filter(each -> instrument.equalsIgnoreCase(each.instrument()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                "site.camera", "there is no camera " + instrument));
        installed.ready(schema);
        return schema;
    }

    /**
     * Turns a key of flexible metadata of a camera into a column.
     *
     * @throws Missing site.camera when the site has no such camera
     */
    public FlexPromotion.Promoted promote(
            String instrument, FlexPromotion.Wish wish, Provenance provenance) {
        var schema = catalog.schema(camera(instrument).name()).orElseThrow();
        return new FlexPromotion(database, installer, ledger).promote(schema, wish, provenance);
    }

    /** Moments with a name. */
    public Moments moments() {
        return moments;
    }

    /**
     * Tells what changed in a table between two moments.
     *
     * @param from a time or the name of a moment
     * @param to a later one; null for the present
     */
    public void diff(TableName table, String from, @Nullable String to, Consumer<Difference> told) {
        new Diff(database.reader(Role.STAFF))
                .between(
                        table,
                        moments.meant(from),
                        to == null ? clock.instant() : moments.meant(to),
                        told);
    }

    /** The door for writes. */
    public Ledger ledger() {
        return ledger;
    }

    /** Records that wait in the quarantine, so many of them at most. */
    public HeldRecords quarantined(int limit) {
        return HeldRecords.first(database, limit);
    }

    /** Who wrote what, and who was turned away. */
    public AuditTrail audit() {
        return new AuditTrail(database);
    }

    /** Whether the database agrees with itself. */
    public Consistency consistency() {
        return new Consistency(database);
    }

    /**
     * Tells what this process counts, at /metrics of a port of this machine, until it is closed.
     *
     * @throws Clash when another process has the port
     */
    public HttpSite measured(int port) {
        HttpSite.requireFree(LOOPBACK, port);
        var gate = new Gate(access, database, clock);
        var section = new MetricsSection(measurements, gate, access.metrics());
        return new HttpSite(SiteParts.of(LOOPBACK, port, List.of(section), List::of).behind(gate));
    }

    /** The sources that fill tables: those that are here, and those of cameras that may come. */
    public TableSources sources() {
        return TableSources.of(Stream.concat(catalog.schemas().stream(), schemas.all().stream()));
    }

    /** The site's tokens. */
    public Tokens tokens() {
        return tokens;
    }

    /** Who is let in, in plain sentences. */
    public String welcome() {
        return switch (access.anonymous()) {
            case STAFF ->
                    "Everybody on this machine may read all of it and write, without a token; nothing listens elsewhere.";
            case PUBLIC ->
                    "Everybody may read what is public; whoever shows a token, what it lets them.";
            case NONE -> "Nobody is let in without a token.";
        };
    }

    /** Whether no camera has an exposure yet. */
    public boolean isEmpty() {
        return installed.all().stream()
                .map(Schema::name)
                .noneMatch(
                        schema ->
                                database.reader(Role.STAFF)
                                        .read(
                                                handle ->
                                                        handle.createQuery(
                                                                        "select exists (select from %s.exposure)"
                                                                                .formatted(schema))
                                                                .mapTo(Boolean.class)
                                                                .one()));
    }

    /** Where others find the portal; REST and TAP are below it. */
    public URI publicAddress() {
        return publicUrl == null ? address() : URI.create(publicUrl + "/");
    }

    /** Where the site listens. */
    public URI address() {
        if (http == null) {
            throw new IllegalStateException("this site does not answer over HTTP");
        }
        return http.address();
    }

    /** Queries in ADQL to begin with, that show something of what the site holds. */
    public List<String> exampleQueries() {
        return ExampleQueries.of(database.reader(Role.STAFF), installed.all());
    }

    @Override
    public void close() {
        try (server;
                database) {
            if (upkeepLoop != null) {
                upkeepLoop.close();
            }
            if (http != null) {
                http.close();
            }
            if (audit != null) {
                audit.close();
            }
            measurements.close();
            if (listener != null) {
                listener.close();
            }
            if (schemaListener != null) {
                schemaListener.close();
            }
        }
    }
}
