package org.platebook.rest;

import io.helidon.webserver.http.HttpRules;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.AccessConfig;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.http.access.AccessConfig.Metrics;
import org.platebook.http.access.Gate;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.Section;
import org.platebook.http.server.SiteParts;
import org.platebook.intake.flag.Flags;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Visibility;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.rest.tap.TapSection;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Listener;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.SiteVisibility;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/** A site that holds the sample night; POST /test/arrive brings one exposure more. */
public final class SampleSite implements AutoCloseable {

    private static final int NO_CONTENT = 204;
    private static final Provenance PROVENANCE =
            new Provenance("headers", "sample night", "tests", "sample");

    private static final SiteVisibility SEEN_BY_ALL =
            new SiteVisibility(
                    Map.of(
                            "cdb_lsstcam",
                            Visibility.PUBLIC,
                            "cdb_lsstcam.calibration",
                            Visibility.STAFF));

    private final Database database;
    private final PostgresLedger ledger;
    private final Api api;
    private final HttpSite site;
    private final HttpSite publicSite;

    public SampleSite() {
        this((_, parts) -> parts);
    }

    /**
     * A site whose camera everybody sees, but for one table, and that learned more of its night
     * than the headers told.
     */
    static SampleSite seenByAll() {
        return seenByAll((_, parts) -> parts);
    }

    /** The same with something around it. */
    public static SampleSite seenByAll(BiFunction<Database, SiteParts, SiteParts> around) {
        return new SampleSite(SEEN_BY_ALL, SampleKnowledge::write, around);
    }

    /** A site whose camera everybody sees, but for the problems of its headers. */
    static SampleSite withHiddenProblems() {
        var shown =
                Map.of(
                        "cdb_lsstcam",
                        Visibility.PUBLIC,
                        "cdb_lsstcam.intake_problem",
                        Visibility.STAFF);
        return new SampleSite(new SiteVisibility(shown), (_, _, _) -> {}, (_, parts) -> parts);
    }

    /**
     * A site with something around it.
     *
     * @param around makes of its database and its usual parts those that it has
     */
    public SampleSite(BiFunction<Database, SiteParts, SiteParts> around) {
        this(new SiteVisibility(Map.of()), (_, _, _) -> {}, around);
    }

    private SampleSite(
            SiteVisibility shown,
            Learning learning,
            BiFunction<Database, SiteParts, SiteParts> around) {
        this.database = Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
        var schemas = CameraSchemas.load();
        var catalog = new SchemaCatalog(database);
        var installer = new SchemaInstaller(database, catalog);
        installer.install(shown.of(schemas.of("LSSTCam")));
        installer.install(schemas.of("LATISS"));
        this.ledger = new PostgresLedger(database, TablePartitions::ensureAll);
        ledger.write(PROVENANCE, night());
        var tap =
                new TapService(
                        database,
                        new TapLimits(2000, 10_000_000, Duration.ofSeconds(60)),
                        InstantSource.system());
        var moments = new Moments(database, InstantSource.system());
        var flags = new Flags(ledger, InstantSource.system());
        learning.learn(ledger, moments, flags);
        this.api =
                new Api(
                        database,
                        ledger.changes(),
                        schemas,
                        catalog,
                        flags,
                        new TableDoors(database, ledger, catalog, moments, tap));
        var sections = List.of(api, new TapSection(tap), new Arrivals());
        this.site =
                new HttpSite(around.apply(database, parts(database, sections, Anonymous.STAFF)));
        this.publicSite =
                new HttpSite(around.apply(database, parts(database, sections, Anonymous.PUBLIC)));
    }

    /** What becomes known after the night was taken. */
    private interface Learning {
        void learn(Ledger ledger, Moments moments, Flags flags);
    }

    private static SiteParts parts(Database database, List<Section> sections, Anonymous anonymous) {
        var access = new AccessConfig(anonymous, Metrics.LOCAL, null, null, Map.of());
        return SiteParts.of("127.0.0.1", 0, sections, List::of)
                .behind(new Gate(access, database, InstantSource.system()));
    }

    /** Where it takes everybody for the public. */
    public URI publicAddress() {
        return publicSite.address();
    }

    /** Where it is, and takes whoever sits at this machine for staff. */
    public URI address() {
        return site.address();
    }

    Api api() {
        return api;
    }

    /** Takes one exposure more into the night, the next in its order. */
    void arrive() {
        var last = SampleNight.exposures().getLast();
        var row = new LinkedHashMap<>(last);
        row.put("exposure_id", SampleNight.id(118));
        row.put("exposure_name", "MC_O_20260115_000118");
        row.put("seq_num", 118L);
        for (var time : List.of("obs_start", "obs_end")) {
            long later = SampleNight.value(row, time, Tai.class).nanos() + 40_000_000_000L;
            row.put(time, new Tai(later));
            row.put(time + "_ns", later);
        }
        ledger.write(PROVENANCE, List.of(record("exposure", row)));
    }

    Ledger ledger() {
        return ledger;
    }

    /** Hears what other processes change. */
    Listener listen() {
        return ledger.listen();
    }

    /** Announces what another process would announce. */
    void announce(String payload) {
        database.write(
                handle -> handle.execute("select pg_notify('platebook_changes', ?)", payload));
    }

    @Override
    public void close() {
        site.close();
        publicSite.close();
        database.close();
    }

    private static List<TableRecord> night() {
        var records = new ArrayList<TableRecord>();
        for (var row : SampleNight.exposures()) {
            records.add(record("exposure", row));
        }
        for (int seq = 28; seq < 118; seq += 2) {
            records.addAll(visit(seq));
        }
        records.addAll(detectors(60));
        records.addAll(header());
        records.add(problem());
        return records;
    }

    /** A visit of two exposures. */
    private static List<TableRecord> visit(int seq) {
        var first = SampleNight.exposures().get(seq - 1);
        var records = new ArrayList<TableRecord>();
        records.add(
                record(
                        "visit1",
                        row(
                                "visit_id",
                                SampleNight.id(seq),
                                "visit_name",
                                SampleNight.value(first, "group_id", String.class),
                                "visit_system",
                                "by-group-metadata",
                                "exposure_count",
                                2L,
                                "day_obs",
                                SampleNight.DAY_OBS,
                                "seq_num",
                                (long) seq,
                                "instrument",
                                "LSSTCam")));
        for (int member = seq; member < seq + 2; member++) {
            records.add(
                    record(
                            "visit1_exposure",
                            row(
                                    "visit_id", SampleNight.id(seq),
                                    "exposure_id", SampleNight.id(member))));
        }
        return records;
    }

    private static List<TableRecord> detectors(int seq) {
        var exposure = SampleNight.exposures().get(seq - 1);
        double raDeg = SampleNight.value(exposure, "s_ra", Double.class);
        double decDeg = SampleNight.value(exposure, "s_dec", Double.class);
        var records = new ArrayList<TableRecord>();
        for (int place = 0; place < 225; place++) {
            int column = place % 15;
            int row = place / 15;
            boolean corner = (column < 3 || column > 11) && (row < 3 || row > 11);
            if (!corner || place == 0) {
                records.add(
                        record(
                                "ccdexposure",
                                row(
                                        "ccdexposure_id",
                                        SampleNight.id(seq) * 1000 + place,
                                        "exposure_id",
                                        SampleNight.id(seq),
                                        "day_obs",
                                        SampleNight.DAY_OBS,
                                        "seq_num",
                                        (long) seq,
                                        "detector",
                                        place,
                                        "detector_name",
                                        "R%d%d_S%d%d"
                                                .formatted(
                                                        row / 3, column / 3, row % 3, column % 3),
                                        "s_region",
                                        SampleNight.detector(raDeg, decDeg, column, row))));
            }
        }
        return records;
    }

    private static List<TableRecord> header() {
        var cards =
                """
                [["CAMCODE", "MC", "The code for the camera"], ["FILTBAND", "y", "Filter band"],
                 ["SEQNUM", 41, null], ["EXPTIME", 15.0, "[s] requested"], ["AIRTEMP", null, null],
                 ["SIMULATE MTMOUNT", false, null], ["FILTBAND", "y", "again"],
                 ["LONG", {"number": "12345678901234567890.5"}, null]]\
                """;
        var part =
                row(
                        "exposure_id",
                        SampleNight.id(SampleNight.CORRECTED),
                        "file_sha256",
                        "ab".repeat(32),
                        "part_index",
                        0,
                        "part",
                        "PRIMARY",
                        "file",
                        "headers/MC_O_20260115_000041.yaml",
                        "format",
                        "header-service",
                        "card_count",
                        8,
                        "received_at",
                        Tai.parse("2026-01-15T23:10:00"),
                        "cards",
                        new Value.Json(cards));
        return List.of(
                record("exposure_header", part),
                record("exposure_header_change", change(0, "FILTBAND", "y", "g")),
                record("exposure_header_change", change(1, "FILTER", null, "g_6")));
    }

    private static Map<String, Object> change(
            int index, String keyword, @Nullable String before, String after) {
        var change =
                row(
                        "exposure_id",
                        SampleNight.id(SampleNight.CORRECTED),
                        "part",
                        "PRIMARY",
                        "change_index",
                        index,
                        "keyword",
                        keyword,
                        "value_corrected",
                        after,
                        "reason",
                        "the wrong filter was written",
                        "author",
                        "observers");
        if (before != null) {
            change.put("value_received", before);
        }
        return change;
    }

    private static TableRecord problem() {
        return record(
                "intake_problem",
                row(
                        "exposure_id", SampleNight.id(SampleNight.UNPOINTED),
                        "part", "PRIMARY",
                        "problem_index", 0,
                        "field", "tracking_radec",
                        "found", "null",
                        "expected", "a right ascension in degrees",
                        "action_taken", "left absent"));
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private static TableRecord record(String table, Map<String, Object> row) {
        var values = new LinkedHashMap<String, Value>();
        row.forEach((name, value) -> values.put(name, value(value)));
        return new TableRecord(UUID.randomUUID(), new TableName(SampleNight.SCHEMA, table), values);
    }

    private static Value value(Object value) {
        return switch (value) {
            case Value ready -> ready;
            case Long whole -> new Value.Whole(whole);
            case Integer whole -> new Value.Whole(whole);
            case Double real -> new Value.Real(real);
            case Boolean truth -> new Value.Flag(truth);
            case Tai moment -> new Value.SkyTime(moment);
            case double[] reals -> new Value.Reals(reals);
            default -> new Value.Text(value.toString());
        };
    }

    /** Lets a browser's journey bring an exposure. */
    private final class Arrivals implements Section {

        @Override
        public String path() {
            return "/test";
        }

        @Override
        public void routing(HttpRules rules) {
            rules.post(
                    "/arrive",
                    (_, response) -> {
                        arrive();
                        response.status(NO_CONTENT).send();
                    });
        }
    }
}
