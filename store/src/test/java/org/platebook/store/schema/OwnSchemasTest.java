package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Visibility;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.check.Consistency;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.OwnSchemas.Update;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Programs of several versions, and sites of several files, on one database. */
class OwnSchemasTest {

    private static final String OLD =
            """
            name: toy
            version: {current: 1.9.0}
            platebook: {visibility: staff}
            tables:
            - name: exposure
              primaryKey: "#exposure.id"
              platebook: {level: exposure}
              columns:
              - {name: id, datatype: long}
              - {name: airmass, datatype: double, description: Of the start.}
            """;

    private static final String NEW =
            OLD.replace("1.9.0", "1.10.0")
                    .replace("Of the start.", "Of the middle.")
                    .replace(
                            "- {name: airmass",
                            "- {name: seeing, datatype: float}\n  - {name: airmass");

    private final Installed site = new Installed();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void an_older_program_leaves_the_schema_of_a_newer_one_alone() {
        assertThat(program("0.1.0", "").update(felis(OLD))).isEqualTo(Update.OURS);
        assertThat(program("0.2.0", "").update(felis(NEW))).isEqualTo(Update.OURS);
        var before = installed();

        assertThat(program("0.1.0", "public").update(felis(OLD))).isEqualTo(Update.LEFT_TO_NEWER);

        assertThat(installed()).isEqualTo(before);
        assertThat(before.getLast()).contains("Of the middle.", "seeing", "1.10.0");
        assertThat(program("0.2.0", "").update(felis(NEW))).isEqualTo(Update.OURS);
        assertThat(installed()).isEqualTo(before);
    }

    @Test
    void of_programs_with_one_version_of_the_schema_the_newer_program_holds() {
        var other = OLD.replace("Of the start.", "Of the end.");
        program("0.10.0", "").update(felis(OLD));

        assertThat(program("0.9.3", "").update(felis(other))).isEqualTo(Update.LEFT_TO_NEWER);
        assertThat(program("0.10.0-SNAPSHOT", "").update(felis(other))).isEqualTo(Update.OURS);
        assertThat(program("0.11.0", "").update(felis(OLD))).isEqualTo(Update.OURS);
    }

    @Test
    void a_version_that_the_site_raised_itself_keeps_no_program_from_its_update() {
        program("0.1.0", "").update(felis(OLD));
        site.install(OLD.replace("1.9.0", "5.0.0") + "  - {name: extra, datatype: int}\n");

        assertThat(program("0.2.0", "").update(felis(NEW))).isEqualTo(Update.OURS);

        assertThat(installed().getLast()).contains("seeing", "extra", "5.0.0");
    }

    @Test
    void a_visibility_that_was_replaced_does_not_come_back_by_a_start() {
        program("0.1.0", "public").update(felis(OLD));
        assertThat(visibility()).isEqualTo("public");
        assertThat(program("0.1.0", "rights").update(felis(OLD))).isEqualTo(Update.OURS);
        assertThat(visibility()).isEqualTo("rights");

        assertThat(program("0.1.0", "public").update(felis(OLD)))
                .isEqualTo(Update.SHOWN_AS_OTHERS_STATED);
        assertThat(visibility()).isEqualTo("rights");
        assertThat(program("0.2.0", "public").update(felis(NEW)))
                .as("a newer program with an older file")
                .isEqualTo(Update.SHOWN_AS_OTHERS_STATED);
        assertThat(visibility()).isEqualTo("rights");
        assertThat(installed().getLast()).contains("seeing");

        assertThat(program("0.2.0", "internal").update(felis(NEW))).isEqualTo(Update.OURS);
        assertThat(visibility()).as("one that is new").isEqualTo("internal");
    }

    @Test
    void who_insists_has_the_last_word() {
        program("0.2.0", "rights").update(felis(NEW));
        program("0.2.0", "public").update(felis(NEW));

        program("0.1.0", "rights").adopt(felis(OLD));

        assertThat(visibility()).isEqualTo("rights");
        assertThat(installed().getLast()).contains("Of the start.", "seeing");
        assertThat(program("0.1.0", "rights").update(felis(OLD))).isEqualTo(Update.OURS);
    }

    @Test
    void a_site_from_before_roles_gets_them_and_keeps_its_rows() {
        var own = CameraSchemas.load().of("LATISS");
        var before = withoutRoles(FelisWriter.annotated(own));
        assertThat(before.levels().first(Level.EXPOSURE).notes().isFirst()).isFalse();
        program("0.1.0", "").update(before);
        new PostgresLedger(site.database, TablePartitions::ensureAll)
                .write(
                        new Provenance("headers", "test", "tester", "request"),
                        List.of(
                                new TableRecord(
                                        RecordIds.next(),
                                        new TableName("cdb_latiss", "exposure"),
                                        Map.of(
                                                "exposure_id", new Value.Whole(7),
                                                "day_obs", new Value.Whole(20260115)))));

        assertThat(program("0.2.0", "").update(own)).isEqualTo(Update.OURS);

        var now = site.catalog.schema("cdb_latiss").orElseThrow();
        for (var level : Level.values()) {
            if (level != Level.EXPOSURE_HEADER_CARD) {
                assertThat(now.levels().first(level).notes().isFirst()).as("%s", level).isTrue();
            }
        }
        assertThat(now.levels().first(Level.EXPOSURE_PROBLEM).name()).isEqualTo("intake_problem");
        assertThat(
                        now.levels()
                                .first(Level.EXPOSURE_DETECTOR)
                                .column(ColumnRole.CCDEXPOSURE_ID)
                                .orElseThrow()
                                .role())
                .isEqualTo(ColumnRole.CCDEXPOSURE_ID);
        assertThat(now.version()).isEqualTo(own.version());
        assertThat(site.texts("select day_obs::text from cdb_latiss.exposure_wide"))
                .containsExactly("20260115");
        assertThat(new Consistency(site.database).findings(Consistency.Depth.WHOLE, _ -> {}))
                .isEmpty();
    }

    /** As programs had it before there were roles: one level for all that headers say. */
    private static Schema withoutRoles(String felis) {
        return felis(
                felis.replaceAll("(?m)^ +first: true\n", "")
                        .replaceAll("(?m)^ +platebook:\n +role: \\w+\n", "")
                        .replaceAll(
                                "level: exposure_(?:problem|header_change)",
                                "level: exposure_header")
                        .replace("level: correction_card", "level: correction")
                        .replaceAll("current: \\S+", "current: 1.1.0"));
    }

    private OwnSchemas program(String version, String stated) {
        return new OwnSchemas(site.database, site.installer, version, new All(stated));
    }

    /** Shows a whole schema to whom one word names. */
    private record All(String word) implements Showing {

        @Override
        public String stated(Schema schema) {
            return word;
        }

        @Override
        public Schema shown(Schema schema, String stated) {
            return stated.isEmpty()
                    ? schema
                    : felis(
                            FelisWriter.annotated(schema)
                                    .replaceAll(
                                            "visibility: \\w+",
                                            "visibility: "
                                                    + Visibility.valueOf(
                                                                    stated.toUpperCase(Locale.ROOT))
                                                            .name()
                                                            .toLowerCase(Locale.ROOT)));
        }
    }

    private static Schema felis(String text) {
        return Installed.felis(text);
    }

    private List<String> installed() {
        return site.texts("select felis from platebook.schema_installed order by installed_id");
    }

    private String visibility() {
        return site.catalog
                .schema("toy")
                .orElseThrow()
                .table("exposure")
                .orElseThrow()
                .notes()
                .visibility()
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
