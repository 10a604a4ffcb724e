package org.platebook.app;

import org.platebook.app.config.ConfigCode;
import org.platebook.cli.CommandCode;
import org.platebook.http.access.AccessCode;
import org.platebook.http.access.AccessConfigCode;
import org.platebook.http.access.TokenCode;
import org.platebook.http.server.ListenCode;
import org.platebook.http.server.PublicAddressCode;
import org.platebook.intake.camera.CameraCode;
import org.platebook.intake.camera.rubin.RubinCode;
import org.platebook.intake.correction.CorrectionCode;
import org.platebook.intake.flag.FlagCode;
import org.platebook.intake.header.HeaderCode;
import org.platebook.intake.ingest.IngestCode;
import org.platebook.intake.load.LoadCode;
import org.platebook.intake.simulate.SimulationCode;
import org.platebook.intake.valid.CalibrationCode;
import org.platebook.intake.visit.VisitCode;
import org.platebook.model.camera.GeometryCode;
import org.platebook.model.failure.CodeSection;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.Rule;
import org.platebook.model.felis.FelisCode;
import org.platebook.model.pixel.PixelCode;
import org.platebook.model.record.RecordCode;
import org.platebook.model.sky.SkyCode;
import org.platebook.model.time.TimeCode;
import org.platebook.peers.consdb.ConsDbCode;
import org.platebook.portal.PortalCode;
import org.platebook.rest.route.RestCode;
import org.platebook.store.backup.BackupCode;
import org.platebook.store.database.DatabaseCode;
import org.platebook.store.embedded.EmbeddedCode;
import org.platebook.store.flex.FlexCode;
import org.platebook.store.history.HistoryCode;
import org.platebook.store.ledger.LedgerCode;
import org.platebook.store.schema.SchemaCode;
import org.platebook.vo.adql.AdqlCode;
import org.platebook.vo.tap.TapCode;

import java.util.List;
import java.util.stream.Stream;

/** The codes of all failures, in the sections of docs/errors.md. */
final class FailureCodes {

    private static final String RULES =
            "One request can break several rules. Each is a member of `problems` of the answer"
                    + " ([REST](rest.md#writing)), with one of these codes.";

    private static final String ADQL =
            "Refusals of ADQL mostly begin with the line and column in the query.";

    private static final String HEADERS =
            "Where only one field of a header is wrong, the field is null and a problem is noted"
                    + " instead; the exposure is loaded all the same.";

    private static final String REGIONS = "The rules are in [regions](regions.md).";

    private FailureCodes() {}

    /** Every section, in order. */
    static List<CodeSection> sections() {
        return Stream.of(site(), database(), headers(), values()).flatMap(List::stream).toList();
    }

    private static List<CodeSection> site() {
        return List.of(
                section(
                        "Configuration and start",
                        "",
                        ConfigCode.values(),
                        AccessConfigCode.values(),
                        ListenCode.values()),
                section("Commands", "", CommandCode.values()),
                section(
                        "HTTP, portal and REST",
                        "",
                        PortalCode.values(),
                        PublicAddressCode.values(),
                        AccessCode.values(),
                        TokenCode.values(),
                        ConsDbCode.values(),
                        RestCode.values()),
                section("Loading tables", "", LoadCode.values()),
                section("TAP and ADQL", ADQL, AdqlCode.values(), TapCode.values()));
    }

    private static List<CodeSection> database() {
        return List.of(
                section("Database", "", DatabaseCode.values(), HistoryCode.values()),
                section(
                        "Embedded database",
                        "",
                        EmbeddedCode.values(),
                        BackupCode.values(),
                        ExternalDatabaseCode.values()),
                section(
                        "Records, schemas and partitions",
                        "",
                        LedgerCode.values(),
                        RecordCode.values(),
                        FlexCode.values(),
                        FelisCode.values(),
                        SchemaCode.values()),
                section("Problems of records", RULES, Rule.Kind.values()),
                section("Flags", "", FlagCode.values()));
    }

    private static List<CodeSection> headers() {
        return List.of(
                section("Header files", "", HeaderCode.values()),
                section(
                        "Cameras and the translation of headers",
                        HEADERS,
                        CameraCode.values(),
                        RubinCode.values()),
                section(
                        "Loading, watching and visits",
                        "",
                        IngestCode.values(),
                        VisitCode.values(),
                        CalibrationCode.values()),
                section("Corrections", "", CorrectionCode.values()),
                section("Simulated nights", "", SimulationCode.values()));
    }

    private static List<CodeSection> values() {
        return List.of(
                section("Time", "", TimeCode.values()),
                section("Directions and regions", REGIONS, SkyCode.values()),
                section("Pixels and coverage", "", PixelCode.values()),
                section("Cameras' geometry", "", GeometryCode.values()));
    }

    private static CodeSection section(String title, String note, FailureCode[]... codes) {
        return new CodeSection(title, note, Stream.of(codes).flatMap(Stream::of).toList());
    }
}
