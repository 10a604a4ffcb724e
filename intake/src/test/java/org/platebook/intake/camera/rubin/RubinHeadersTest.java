package org.platebook.intake.camera.rubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.correction.CardChange;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestData;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class RubinHeadersTest {

    private static final CameraSpecializations CAMERAS = KnownCameras.all();

    private static final Header SCIENCE =
            Header.of(
                    Card.of("INSTRUME", "lsstCam"),
                    Card.of("TELESCOP", "Simonyi Survey Telescope"),
                    Card.of("OBSID", "MC_O_20251002_000042"),
                    Card.of("CONTRLLR", "O"),
                    Card.of("DAYOBS", "20251002"),
                    Card.of("SEQNUM", 42L),
                    Card.of("MJD-BEG", 60951.25),
                    Card.of("DATE-END", "2025-10-03T06:00:30.5"),
                    Card.of("TIMESYS", "TAI"),
                    Card.of("IMGTYPE", "OBJECT"),
                    Card.of("EXPTIME", 30.0),
                    Card.of("SHUTTIME", 30.001),
                    Card.of("DARKTIME", 30.9),
                    Card.of("RASTART", 359.9),
                    Card.of("DECSTART", -30.25),
                    Card.of("RADESYS", "ICRS"),
                    Card.of("TRACKSYS", "RADEC"),
                    Card.of("ROTPA", 12.5),
                    Card.of("ROTCOORD", "sky"),
                    Card.of("ELSTART", 70.0),
                    Card.of("AZSTART", -10.0),
                    Card.of("AMSTART", 1.06),
                    Card.of("FILTER", "r_57"),
                    Card.of("FILTBAND", "r"),
                    Card.of("VIGN_MIN", "NO"),
                    Card.of("PRESSURE", 74100.0),
                    Card.of("RAFTBAY", "R22"),
                    Card.of("CCDSLOT", "S11"),
                    Card.of("LSST_NUM", "E2V-CCD250-382"),
                    Card.of("PROGRAM", "BLOCK-365"));

    @Test
    void a_whole_header_leaves_no_problem_but_what_it_does_not_tell() {
        var observation = CAMERAS.translate(SCIENCE);

        assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(2025100200042L);
        assertThat(observation.orNull(Property.DETECTOR_NUM)).isEqualTo(94);
        assertThat(observation.orNull(Property.TRACKING_RADEC))
                .satisfies(position -> assertThat(position.raDeg()).isEqualTo(359.9));
        assertThat(observation.orNull(Property.ALTAZ_BEGIN))
                .satisfies(altaz -> assertThat(altaz.azimuthDeg()).isEqualTo(350));
        assertThat(observation.orNull(Property.DATETIME_BEGIN)).hasToString("2025-10-03T06:00:00");
        assertThat(observation.header().changes()).isEmpty();
        assertThat(observation.problems())
                .extracting(Problem::property)
                .containsExactly("altaz_end"); // ELEND and AZEND are not told
    }

    @Test
    void null_pointing_leaves_the_exposure_without_position_and_says_so() {
        var header = SCIENCE;
        for (var keyword :
                List.of("RASTART", "DECSTART", "ROTPA", "ELSTART", "AZSTART", "AMSTART")) {
            header = header.with(keyword, null);
        }

        var observation = CAMERAS.translate(header);

        assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(2025100200042L);
        assertThat(observation.get(Property.TRACKING_RADEC)).isEmpty();
        assertThat(observation.get(Property.BORESIGHT_AIRMASS)).isEmpty();
        assertThat(observation.get(Property.BORESIGHT_ROTATION_ANGLE)).isEmpty();
        assertThat(problems(observation, "tracking_radec"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("RASTART is null"));
    }

    @Test
    void an_engineering_frame_without_position_has_none_and_no_problem() {
        var observation =
                CAMERAS.translate(
                        SCIENCE.with("IMGTYPE", "ENGTEST")
                                .with("TRACKSYS", "LOCAL")
                                .with("RASTART", null)
                                .with("DECSTART", null));

        assertThat(observation.get(Property.TRACKING_RADEC)).isEmpty();
        assertThat(problems(observation, "tracking_radec")).isEmpty();
    }

    @Test
    void a_bad_field_is_absent_and_the_others_stay() {
        var observation =
                CAMERAS.translate(
                        SCIENCE.with("EXPTIME", "thirty")
                                .with("SHUTTIME", null)
                                .with("DECSTART", 95.0));

        assertThat(observation.get(Property.EXPOSURE_TIME)).isEmpty();
        assertThat(observation.get(Property.TRACKING_RADEC)).isEmpty();
        assertThat(observation.orNull(Property.PHYSICAL_FILTER)).isEqualTo("r_57");
        assertThat(problems(observation, "exposure_time_requested"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).isEqualTo("EXPTIME is 'thirty'"));
        assertThat(problems(observation, "tracking_radec"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("95.0"));
    }

    @Test
    void a_simulation_card_counts_whatever_stands_before_its_name() {
        assertThat(simulated("SIMULATE MTDOME", 1L)).isTrue();
        assertThat(simulated("HIERARCH SIMULATE MTDOME", true)).isTrue();
        assertThat(simulated("SIMULATE MTDOME", 0L)).isFalse();
        assertThat(simulated("SIMULATE MTDOME", null)).isNull();
    }

    private static @Nullable Boolean simulated(String keyword, @Nullable Object value) {
        return SimulationCards.simulated(Header.of(Card.of(keyword, value)));
    }

    @Test
    void one_simulated_part_is_enough_though_others_say_nothing() {
        assertThat(
                        SimulationCards.simulated(
                                Header.of(
                                        Card.of("SIMULATE ATMCS", null),
                                        Card.of("SIMULATE ATDOME", 1L),
                                        Card.of("SIMULATE ATHEXAPOD", 0L))))
                .isTrue();
    }

    @Test
    void pressure_is_in_the_unit_that_a_mountain_allows() {
        var told = CAMERAS.translate(SCIENCE.with("PRESSURE", 741.3));

        assertThat(told.get(Property.PRESSURE).orElseThrow().in(HeaderUnit.PASCAL))
                .isCloseTo(74_130, within(1e-6));
        assertThat(problems(told, "pressure"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.action()).isEqualTo("taken as hPa"));
        assertThat(problems(CAMERAS.translate(SCIENCE), "pressure")).isEmpty();
    }

    @Test
    void the_first_nights_have_their_rotation_mended_by_a_quarter_turn() {
        assertThat(rotation("20250421", 5)).isEqualTo(12.5 - 90);
        assertThat(rotation("20250422", 250)).isEqualTo(12.5 - 180);
        assertThat(rotation("20250422", 251)).isEqualTo(12.5);
        assertThat(rotation("20250301", 5)).isEqualTo(12.5);
    }

    private static double rotation(String day, long sequence) {
        var header = SCIENCE.with("DAYOBS", day).with("SEQNUM", sequence);
        var observation = CAMERAS.translate(header);
        return observation.get(Property.BORESIGHT_ROTATION_ANGLE).orElseThrow().value();
    }

    @Test
    void a_wrong_filter_is_mended_with_its_band_and_the_reason_kept() {
        var header =
                SCIENCE.with("DAYOBS", "20250609")
                        .with("SEQNUM", 76L)
                        .with("FILTER", "y_10")
                        .with("FILTBAND", "y");

        var observation = CAMERAS.translate(header);

        assertThat(observation.orNull(Property.PHYSICAL_FILTER)).isEqualTo("z_20");
        assertThat(observation.header().corrected().text("FILTBAND").orNull()).isEqualTo("z");
        assertThat(observation.header().received().text("FILTER").orNull()).isEqualTo("y_10");
        assertThat(observation.header().changes())
                .extracting(CardChange::keyword)
                .contains("FILTER", "FILTBAND");
        assertThat(CAMERAS.translate(header.with("SEQNUM", 75L)).orNull(Property.PHYSICAL_FILTER))
                .isEqualTo("y_10");
    }

    @Test
    void a_closed_dome_hides_the_sky_whatever_the_header_says() {
        var header = SCIENCE.with("DAYOBS", "20250705").with("SEQNUM", 736L);

        assertThat(CAMERAS.translate(header).orNull(Property.CAN_SEE_SKY)).isFalse();
        assertThat(CAMERAS.translate(header.with("SEQNUM", 737L)).orNull(Property.CAN_SEE_SKY))
                .isTrue();
    }

    @Test
    void a_header_mended_elsewhere_is_not_mended_twice() {
        var header = SCIENCE.with("DAYOBS", "20250421").with("ASTRO METADATA FIX MODIFIED", true);

        assertThat(
                        CAMERAS.translate(header)
                                .get(Property.BORESIGHT_ROTATION_ANGLE)
                                .orElseThrow()
                                .value())
                .isEqualTo(12.5);
    }

    @Test
    void a_header_of_no_known_camera_is_refused_with_what_it_calls_itself() {
        assertThatThrownBy(() -> CAMERAS.translate(Header.of(Card.of("INSTRUME", "FORS2"))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'FORS2'");
    }

    @Test
    void a_header_that_names_no_exposure_is_refused() {
        var header = SCIENCE.with("OBSID", null).with("SEQNUM", null);

        assertThatThrownBy(() -> CAMERAS.translate(header))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("names no exposure");
    }

    @Test
    void every_detector_of_a_camera_is_told_once() {
        assertThat(CAMERAS.named("LSSTCam").detectors())
                .hasSize(205)
                .extracting(detector -> detector.num())
                .doesNotHaveDuplicates();
        assertThat(CAMERAS.named("lsstcomcam").detectors()).hasSize(9);
    }

    @Test
    void ids_fit_the_bits_that_a_camera_says_they_take() {
        var limits = CAMERAS.named("LSSTCam").idLimits();

        assertThat(limits.exposureIdBits()).isEqualTo(43);
        assertThat(limits.detectorExposureIdBits()).isEqualTo(41);
        assertThat(limits.visitIdBits()).isEqualTo(63);
    }

    /** Whatever happens to a real header, its exposure is told or refused for want of a name. */
    @Seeded(runs = 50)
    void no_spoiled_header_is_lost(RandomGenerator random) throws Exception {
        List<Object> spoils = new ArrayList<>(List.of("", "x", "nan", 0L, -1L, 1e300, true));
        try (var files = Files.list(TestData.require("consdb/headers/obs_lsst"))) {
            for (var file : files.sorted().toList()) {
                var header = HeaderFiles.read(file).observation();
                for (int i = 0; i < 5; i++) {
                    var card = header.cards().get(random.nextInt(header.size()));
                    int choice = random.nextInt(spoils.size() + 1);
                    header =
                            card.isCommentary() || card.keyword().equals("INSTRUME")
                                    ? header
                                    : header.with(
                                            card.keyword(),
                                            choice == spoils.size() ? null : spoils.get(choice));
                }
                try {
                    CAMERAS.translate(header);
                } catch (Refused e) {
                    assertThat(e.code()).isIn("observation.identity", "camera.unknown");
                }
            }
        }
    }

    private static List<Problem> problems(Observation observation, String property) {
        return observation.problems().stream()
                .filter(problem -> problem.property().equals(property))
                .toList();
    }
}
