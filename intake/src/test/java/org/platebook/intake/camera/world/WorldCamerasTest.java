package org.platebook.intake.camera.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.ObservationJson;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.correction.Corrections;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.time.Tai;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestData;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class WorldCamerasTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final CameraSpecializations CAMERAS = KnownCameras.all();
    private static final String FOLDER = "consdb/headers/astro_metadata_translator";

    private static final List<String> HEADERS =
            List.of(
                    "fitsheader-decam.yaml",
                    "fitsheader-decam-0160496.yaml",
                    "fitsheader-decam-calexp-0412037_10.yaml",
                    "fitsheader-decam-raw_dec050441_25.yaml",
                    "fitsheader-hsc.yaml",
                    "fitsheader-suprimecam-CORR40535770.yaml",
                    "fitsheader-megaprime.yaml",
                    "fitsheader-megaprime-calexp-849375-14.yaml",
                    "fitsheader-sdss-fpC-006377-g4-0399.yaml");

    /** What docs/cameras.md explains: file name begins like the key, property in the value. */
    private static final Map<String, Set<String>> KNOWN_DIFFERENCES =
            Map.of("fitsheader-decam", Set.of("datetime_end"));

    @Test
    void every_expected_value_is_translated() throws Exception {
        var expected =
                JSON.readTree(
                        TestData.require("consdb/headers/expected_translations.json").toFile());
        var wrong = new ArrayList<String>();
        for (var name : HEADERS) {
            var ours = json(TestData.require(FOLDER).resolve(name));
            for (var field : expected.get(name).get("expected").properties()) {
                if (ours.has(field.getKey())
                        && !isExpression(field.getValue())
                        && !Sameness.of(ours.get(field.getKey()), field.getValue())) {
                    wrong.add(told(name, field.getKey(), ours, field.getValue()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_value_is_astro_metadata_translator_s_or_a_known_difference() {
        var judge = PythonJudge.require();
        var folder = TestData.require(FOLDER);
        var answers =
                judge.run(
                                WorldCamerasTest.class,
                                "observation_info.py",
                                HEADERS.stream()
                                        .map(name -> folder.resolve(name) + "\n")
                                        .collect(Collectors.joining()))
                        .lines()
                        .toList();
        var wrong = new ArrayList<String>();
        for (int i = 0; i < HEADERS.size(); i++) {
            var name = HEADERS.get(i);
            var ours = json(folder.resolve(name));
            for (var field : JSON.readTree(answers.get(i)).properties()) {
                if (!Sameness.of(ours.path(field.getKey()), field.getValue())
                        && !isKnown(name, field.getKey())) {
                    wrong.add(told(name, field.getKey(), ours, field.getValue()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void good_headers_have_no_problems() {
        for (var name : HEADERS) {
            var observation =
                    observation(
                            HeaderFiles.read(TestData.require(FOLDER).resolve(name)).observation());
            assertThat(observation.problems()).as(name).isEmpty();
        }
    }

    @Test
    void a_header_whose_keywords_are_misspelt_is_kept_with_its_problems() {
        var header = HeaderFiles.read(TestData.require(FOLDER).resolve("bad-megaprime.yaml"));

        var observation = observation(header.observation());

        assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(1_038_843);
        assertThat(observation.orNull(Property.EXPOSURE_TIME)).isNull();
        assertThat(observation.problems()).extracting("property").contains("observation_type");
    }

    @Test
    void a_decam_exposure_ends_after_its_exposure_time_not_when_its_file_was_moved() {
        var observation =
                observation(
                        Header.of(
                                Card.of("INSTRUME", "DECam"),
                                Card.of("EXPNUM", 177_764L),
                                Card.of("DATE-OBS", "2013-02-13T09:01:40.966998"),
                                Card.of("TIMESYS", "UTC"),
                                Card.of("EXPTIME", 30.0),
                                Card.of("DTUTC", "2013-02-13T18:10:06")));

        assertThat(observation.orNull(Property.DATETIME_END))
                .isEqualTo(Tai.parse("2013-02-13T09:02:45.966998"));
    }

    @Test
    void an_impossible_weather_value_is_left_out_and_told() {
        var observation =
                observation(
                        Header.of(
                                Card.of("INSTRUME", "DECam"),
                                Card.of("EXPNUM", 1L),
                                Card.of("HUMIDITY", 640.0),
                                Card.of("OUTTEMP", "NaN"),
                                Card.of("PRESSURE", 777.0)));

        assertThat(observation.orNull(Property.RELATIVE_HUMIDITY)).isNull();
        assertThat(observation.orNull(Property.TEMPERATURE)).isNull();
        assertThat(observation.orNull(Property.PRESSURE)).isNotNull();
        assertThat(observation.problems())
                .extracting("property")
                .contains("relative_humidity", "temperature");
    }

    @Test
    void an_exposure_over_midnight_ends_on_the_next_day() {
        var cfht =
                observation(
                        Header.of(
                                Card.of("INSTRUME", "MegaPrime"),
                                Card.of("EXPNUM", 1L),
                                Card.of("DATE-OBS", "2008-11-01"),
                                Card.of("UTC-OBS", "23:58:00"),
                                Card.of("UTCEND", "00:03:00"),
                                Card.of("EXPTIME", 300.0)));
        var hsc =
                observation(
                        Header.of(
                                Card.of("EXP-ID", "HSCE00012345"),
                                Card.of("DATE-OBS", "2018-11-01"),
                                Card.of("UT-STR", "23:59:50"),
                                Card.of("UT-END", "00:00:21"),
                                Card.of("EXPTIME", 30.0)));

        assertThat(cfht.orNull(Property.DATETIME_END)).isEqualTo(Tai.parse("2008-11-02T00:03:33"));
        assertThat(hsc.orNull(Property.DATETIME_END)).isEqualTo(Tai.parse("2018-11-02T00:00:58"));
    }

    @Test
    void an_end_that_no_night_reaches_gives_way_to_the_exposure_time() {
        var observation =
                observation(
                        Header.of(
                                Card.of("EXP-ID", "HSCE00012345"),
                                Card.of("DATE-OBS", "2018-11-01"),
                                Card.of("UT-STR", "8:5:0"),
                                Card.of("UT-END", "06:16:00"),
                                Card.of("EXPTIME", 30.0)));

        assertThat(observation.orNull(Property.DATETIME_END))
                .isEqualTo(Tai.parse("2018-11-01T08:06:07"));
        assertThat(observation.problems()).extracting("property").contains("datetime_end");
    }

    @Test
    void a_place_that_is_no_number_is_absent_and_told() {
        for (var latitude : new String[] {"NaN", "100"}) {
            var observation =
                    observation(
                            Header.of(
                                    Card.of("INSTRUME", "DECam"),
                                    Card.of("EXPNUM", 1L),
                                    Card.of("OBS-LONG", 70.8),
                                    Card.of("OBS-LAT", latitude),
                                    Card.of("OBS-ELEV", 2215.0)));

            assertThat(observation.orNull(Property.LOCATION)).isNull();
            assertThat(observation.problems()).extracting("property").contains("location");
        }
    }

    @Test
    void fk5_is_turned_into_icrs_at_the_pole_too() {
        // astropy.coordinates 8.0: SkyCoord(341.6030, 90 - 1/3600, frame="fk5").icrs
        var position = IcrsPosition.of("FK5", 341.6030, 90 - 1.0 / 3600);

        assertThat(position.raDeg()).isEqualTo(340.69918716924934, within(1e-8));
        assertThat(position.decDeg()).isEqualTo(89.9997180439906, within(1e-12));
    }

    @Test
    void hsc_numbers_its_exposures_by_the_old_and_the_new_scheme() {
        assertThat(hscId("HSCE00012345", "HSCE00012301")).isEqualTo(12_345);
        assertThat(hscId("HSCA90402400", "HSCA90402512")).isEqualTo(904_024);
        assertThat(hscId("HSCB00012000", "HSCB00012012")).isEqualTo(1_000_120);
        assertThat(hscId("HSCA00000000", "HSCA90402512")).isEqualTo(904_024);
        assertThat(hscId("nonsense", "HSCA90402512")).isNull();
    }

    @Test
    void hsc_detectors_went_by_other_numbers_in_one_run() {
        assertThat(hscDetector(112, 55_927 + 391)).isEqualTo(106);
        assertThat(hscDetector(112, 55_927 + 405)).isEqualTo(112);
        assertThat(hscDetector(50, 55_927 + 391)).isEqualTo(50);
    }

    @Test
    void what_moves_over_the_sky_has_no_position() {
        var header =
                Header.of(
                        Card.of("INSTRUME", "MegaPrime"),
                        Card.of("EXPNUM", 1L),
                        Card.of("OBSTYPE", "OBJECT"),
                        Card.of("RADECSYS", "GAPPT"),
                        Card.of("RA_DEG", 10.0),
                        Card.of("DEC_DEG", 20.0));

        assertThat(observation(header).orNull(Property.TRACKING_RADEC)).isNull();
        var fixed = observation(header.with("RADECSYS", "FK4"));
        assertThat(fixed.orNull(Property.TRACKING_RADEC)).isNull();
        assertThat(fixed.problems()).extracting("property").contains("tracking_radec");
    }

    @Test
    void any_fits_header_is_read_by_the_camera_chosen_by_name() {
        var header =
                Header.of(
                        Card.of("INSTRUME", "WIDGET"),
                        Card.of("OBSID", "w-17"),
                        Card.of("DATE-OBS", "2020-01-01T00:00:00"),
                        Card.of("EXPTIME", 10.0),
                        Card.of("RA", "01:00:00.0"),
                        Card.of("DEC", "-10:30:00"),
                        Card.of("IMAGETYP", "Light Frame"),
                        Card.of("FILTER", "V"));
        assertThat(WorldCameras.all()).noneMatch(camera -> camera.recognises(header));

        var observation =
                CameraSpecializations.translate(header, CAMERAS.named("fits"), Corrections.none());

        assertThat(observation.orNull(Property.INSTRUMENT)).isEqualTo("WIDGET");
        assertThat(observation.orNull(Property.OBSERVATION_TYPE)).isEqualTo("science");
        assertThat(observation.orNull(Property.DATETIME_END))
                .isEqualTo(Tai.parse("2020-01-01T00:00:47"));
        var position = observation.get(Property.TRACKING_RADEC).orElseThrow();
        assertThat(position.raDeg()).isEqualTo(15, within(1e-9));
        assertThat(position.decDeg()).isEqualTo(-10.5, within(1e-9));
    }

    @Test
    void detectors_have_unique_numbers_and_names() {
        for (var camera : WorldCameras.all()) {
            assertThat(camera.detectors()).extracting("num").doesNotHaveDuplicates();
            assertThat(camera.detectors()).extracting(d -> d.uniqueName()).doesNotHaveDuplicates();
        }
        assertThat(CAMERAS.named("HSC").detectors()).hasSize(112);
        assertThat(CAMERAS.named("DECam").detectors()).hasSize(61);
    }

    private static @Nullable Long hscId(String exposure, String frame) {
        var header =
                Header.of(
                        Card.of("INSTRUME", "Hyper Suprime-Cam"),
                        Card.of("EXP-ID", exposure),
                        Card.of("FRAMEID", frame));
        return observation(header).orNull(Property.EXPOSURE_ID);
    }

    private static @Nullable Long hscDetector(long num, double mjd) {
        var header =
                Header.of(
                        Card.of("EXP-ID", "HSCE00012345"),
                        Card.of("DET-ID", num),
                        Card.of("MJD", mjd));
        return observation(header).orNull(Property.DETECTOR_NUM);
    }

    private static Observation observation(Header header) {
        return CAMERAS.translate(header);
    }

    private static JsonNode json(Path path) {
        var header = HeaderFiles.read(path).observation();
        return JSON.readTree(ObservationJson.line(path.toString(), observation(header)));
    }

    private static boolean isExpression(JsonNode expected) {
        return expected.toString().contains("\"expr\"");
    }

    private static boolean isKnown(String name, String property) {
        return KNOWN_DIFFERENCES.entrySet().stream()
                .anyMatch(e -> name.startsWith(e.getKey()) && e.getValue().contains(property));
    }

    private static String told(String name, String property, JsonNode ours, JsonNode theirs) {
        return "%s %s: ours %s, theirs %s".formatted(name, property, ours.path(property), theirs);
    }
}
