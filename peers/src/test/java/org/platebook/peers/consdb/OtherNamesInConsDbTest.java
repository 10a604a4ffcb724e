package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.http.access.Door;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.testkit.OtherNames;

import java.time.Duration;
import java.util.List;

/** ConsDB's clients are answered of a camera whose schema, tables and keys are called otherwise. */
class OtherNamesInConsDbTest {

    private static final String EXPOSURE = "2025061300133";

    private final ConsDbSite site =
            new ConsDbSite(new ConsDb.Limits(Duration.ofSeconds(30), 1_000), Door.LOCAL, schemas());

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void its_instrument_and_tables_are_told() {
        assertThat(site.get("/consdb/schema").json()).hasToString("[\"lsstcam\"]");
        assertThat(site.get("/consdb/schema/lsstcam").body())
                .contains("survey.obs\"", "survey.field_visit\"", "survey.obs_wide\"");
        assertThat(site.get("/consdb/schema/lsstcam/obs").body()).contains("obs_number");
    }

    @Test
    void rows_are_inserted_and_what_is_known_is_filled_in() {
        insertExposure();
        done("obs_detector/obs/88", "{\"obs_number\": " + EXPOSURE + ", \"chip\": 94}");
        done("obs_quality/by_seq_num/20250613/133", "{\"mount_jitter_rms\": 0.02}");
        done("obs_detector_quality/by_seq_num/20250613/133/94", "{\"postisr_pixel_median\": 400}");

        holds(
                "select obs_number, mount_jitter_rms from survey.obs_quality",
                "[[2025061300133,0.02]]");
        holds(
                "select night, counter, chip, obs_detector_number from survey.obs_detector_quality",
                "[[20250613,133,94,88]]");
        holds(
                "select field_visit_number, night from survey.field_visit",
                "[[2025061300133,20250613]]");
        holds(
                "select field_visit_detector_number, chip from survey.field_visit_detector",
                "[[88,94]]");
        holds("select began_ns is not null from survey.obs", "[[true]]");
    }

    @Test
    void an_exposure_that_is_not_known_is_refused_by_the_words_of_consdb() {
        var answer =
                site.post(
                        "/consdb/insert/lsstcam/obs_quality/obs/5",
                        "{\"values\": {\"mount_jitter_rms\": 0.02}}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("exposure_id");
    }

    @Test
    void one_observation_is_told_with_its_flexible_metadata() {
        insertExposure();
        site.post(
                "/consdb/flex/lsstcam/exposure/addkey",
                "{\"key\": \"cloud\", \"dtype\": \"float\", \"doc\": \"Clouds.\"}");
        var set =
                site.post(
                        "/consdb/flex/lsstcam/exposure/obs/" + EXPOSURE,
                        "{\"values\": {\"cloud\": 0.5}}");

        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(site.get("/consdb/flex/lsstcam/exposure/schema").body()).contains("Clouds.");
        var one = site.get("/consdb/query/lsstcam/exposure/obs/" + EXPOSURE + "?flex=1").json();
        assertThat(one.path("obs_name").asString()).isEqualTo("MC_O_20250613_000133");
        assertThat(one.path("cloud").asDouble()).isEqualTo(0.5);
        assertThat(
                        site.get("/consdb/query/lsstcam/visit1/obs/" + EXPOSURE)
                                .json()
                                .path("night")
                                .asInt())
                .isEqualTo(20250613);
    }

    @Test
    void the_tables_of_a_night_are_held_against_each_other() {
        insertExposure();

        assertThat(site.get("/consdb/table_consistency/lsstcam/20250613").body())
                .contains("ccdexposure_completeness", "expected 205", "found 0");
    }

    private void insertExposure() {
        done(
                "obs/obs/" + EXPOSURE,
                "{\"obs_name\": \"MC_O_20250613_000133\", \"controller\": \"O\", \"night\": 20250613, \"counter\": 133,"
                        + " \"began\": \"2025-06-14T03:00:00\", \"obs_end\": \"2025-06-14T03:00:30\", \"ra_deg\": 10,"
                        + " \"s_dec\": -30, \"sky_rotation\": 5, \"can_see_sky\": true}");
    }

    private void done(String path, String values) {
        var answer = site.post("/consdb/insert/lsstcam/" + path, "{\"values\": " + values + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void holds(String sql, String rows) {
        var answer = site.query(sql);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("data").toString()).isEqualTo(rows);
    }

    private static CameraSchemas schemas() {
        var plain = CameraSchemas.load().of("LSSTCam");
        var felis = OtherNames.of(FelisWriter.annotated(plain), plain.name());
        return new CameraSchemas(
                List.of(new FelisReader().read("other.yaml", felis, FelisReader.Library.NONE)));
    }
}
