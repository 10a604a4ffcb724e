package org.platebook.intake.camera.rubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;

/** Cards that hold what no instrument can measure and no observatory writes. */
class ImpossibleCardsTest {

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
                    Card.of("DATE-BEG", "2025-10-03T06:00:00"),
                    Card.of("DATE-END", "2025-10-03T06:00:30.5"),
                    Card.of("TIMESYS", "TAI"),
                    Card.of("IMGTYPE", "OBJECT"),
                    Card.of("EXPTIME", 30.0),
                    Card.of("SHUTTIME", 30.001),
                    Card.of("DARKTIME", 30.9),
                    Card.of("RASTART", 359.9),
                    Card.of("DECSTART", -30.25),
                    Card.of("TRACKSYS", "RADEC"),
                    Card.of("ROTPA", 12.5),
                    Card.of("ELSTART", 70.0),
                    Card.of("AZSTART", -10.0),
                    Card.of("AMSTART", 1.06),
                    Card.of("FILTER", "r_57"),
                    Card.of("VIGN_MIN", "NO"),
                    Card.of("PRESSURE", 74100.0),
                    Card.of("AIRTEMP", 11.0),
                    Card.of("HUMIDITY", 20.0),
                    Card.of("RAFTBAY", "R22"),
                    Card.of("CCDSLOT", "S11"),
                    Card.of("LSST_NUM", "E2V-CCD250-382"));

    @ParameterizedTest
    @CsvSource({
        "EXPTIME, -7, exposure_time_requested",
        "EXPTIME, 1e30, exposure_time_requested",
        "EXPTIME, NaN, exposure_time_requested",
        "ROTPA, NaN, boresight_rotation_angle",
        "ROTPA, 1e30, boresight_rotation_angle",
        "AZSTART, 1e30, altaz_begin",
        "AIRTEMP, -300, temperature",
        "AIRTEMP, NaN, temperature",
        "HUMIDITY, -7, relative_humidity",
        "HUMIDITY, 900, relative_humidity",
        "PRESSURE, -7, pressure",
        "PRESSURE, 0, pressure",
        "PRESSURE, 1e30, pressure",
        "RASTART, 1e30, tracking_radec",
    })
    void what_cannot_be_is_absent_and_told(String keyword, double value, String property) {
        var observation = CAMERAS.translate(SCIENCE.with(keyword, value));

        assertThat(of(observation, property)).as(property).isNull();
        assertThat(observation.problems())
                .extracting(Problem::property)
                .as(observation.problems().toString())
                .contains(property);
        assertThat(observation.orNull(Property.PHYSICAL_FILTER)).isEqualTo("r_57");
    }

    @Test
    void an_impossible_shutter_or_dark_time_gives_way_to_the_exposure_time() {
        var observation = CAMERAS.translate(SCIENCE.with("SHUTTIME", -7.0).with("DARKTIME", -7.0));

        assertThat(observation.orNull(Property.EXPOSURE_TIME)).isEqualTo(Quantity.seconds(30));
        assertThat(observation.orNull(Property.DARK_TIME)).isEqualTo(Quantity.seconds(30));
        assertThat(observation.problems())
                .extracting(Problem::property)
                .contains("exposure_time", "dark_time");
    }

    @Test
    void an_airmass_of_0_gives_way_to_the_altitude() {
        var observation = CAMERAS.translate(SCIENCE.with("AMSTART", 0.0));

        assertThat(observation.get(Property.BORESIGHT_AIRMASS).orElseThrow())
                .isCloseTo(1.0642, within(1e-4));
        assertThat(observation.problems()).extracting(Problem::found).contains("AMSTART is 0.0");
    }

    @Test
    void a_clock_at_0_gives_way_to_the_next_card_with_a_time() {
        for (var mjd : new Double[] {0.0, -7.0}) {
            var observation = CAMERAS.translate(SCIENCE.with("MJD-BEG", mjd));

            assertThat(observation.orNull(Property.DATETIME_BEGIN))
                    .hasToString("2025-10-03T06:00:00");
            assertThat(observation.problems())
                    .extracting(Problem::property)
                    .contains("datetime_begin");
        }
    }

    @Test
    void an_end_before_the_beginning_gives_way_to_the_exposure_time() {
        var observation = CAMERAS.translate(SCIENCE.with("DATE-END", "2025-10-03T05:00:00"));

        assertThat(observation.orNull(Property.DATETIME_END))
                .hasToString("2025-10-03T06:00:30.001");
        assertThat(observation.problems()).extracting(Problem::property).contains("datetime_end");
    }

    @Test
    void a_place_in_a_group_that_cannot_be_leaves_the_exposure_alone() {
        for (var index : new Long[] {0L, -7L, 3L}) {
            var observation =
                    CAMERAS.translate(SCIENCE.with("CURINDEX", index).with("MAXINDEX", 2L));

            assertThat(observation.orNull(Property.GROUP_COUNTER_START)).isEqualTo(42);
            assertThat(observation.orNull(Property.GROUP_COUNTER_END)).isEqualTo(42);
            assertThat(observation.problems())
                    .extracting(Problem::property)
                    .contains("group_counter_start");
        }
        var second = CAMERAS.translate(SCIENCE.with("CURINDEX", 2L).with("MAXINDEX", 3L));
        assertThat(second.orNull(Property.GROUP_COUNTER_START)).isEqualTo(41);
        assertThat(second.orNull(Property.GROUP_COUNTER_END)).isEqualTo(43);
    }

    @Test
    void an_empty_group_is_no_group_that_exposures_share() {
        for (var blank : new String[] {"", "   "}) {
            var observation = CAMERAS.translate(SCIENCE.with("GROUPID", blank));

            assertThat(observation.orNull(Property.EXPOSURE_GROUP)).isEqualTo("2025100200042");
            assertThat(observation.orNull(Property.VISIT_ID)).isEqualTo(2025100200042L);
        }
    }

    @Test
    void an_unknown_vignetting_leaves_open_whether_the_sky_was_seen() {
        assertThat(CAMERAS.translate(SCIENCE).orNull(Property.CAN_SEE_SKY)).isTrue();
        assertThat(
                        CAMERAS.translate(SCIENCE.with("VIGN_MIN", "FULLY "))
                                .orNull(Property.CAN_SEE_SKY))
                .isFalse();
        var odd = CAMERAS.translate(SCIENCE.with("VIGN_MIN", "hm"));
        assertThat(odd.orNull(Property.CAN_SEE_SKY)).isNull();
        assertThat(odd.problems()).extracting(Problem::property).contains("can_see_sky");
    }

    @Test
    void a_raft_without_its_detector_is_told() {
        var observation = CAMERAS.translate(SCIENCE.with("CCDSLOT", null));

        assertThat(observation.orNull(Property.DETECTOR_NUM)).isNull();
        assertThat(observation.problems()).extracting(Problem::property).contains("detector_num");
        var whole = CAMERAS.translate(SCIENCE.with("CCDSLOT", null).with("RAFTBAY", null));
        assertThat(whole.problems()).extracting(Problem::property).doesNotContain("detector_num");
    }

    @Test
    void an_observatory_in_space_gives_way_to_where_the_telescope_stands() {
        var observation =
                CAMERAS.translate(
                        SCIENCE.with("OBSGEO-X", 0.0)
                                .with("OBSGEO-Y", -5208470.95)
                                .with("OBSGEO-Z", -3195172.08));

        assertThat(observation.orNull(Property.LOCATION)).isEqualTo(RubinCamera.SIMONYI_LOCATION);
        assertThat(observation.problems()).extracting(Problem::property).contains("location");
    }

    @Test
    void a_header_without_camera_is_known_by_the_name_of_its_exposure() {
        for (var instrume : new String[] {null, "", "nonsense"}) {
            var observation = CAMERAS.translate(SCIENCE.with("INSTRUME", instrume));

            assertThat(observation.orNull(Property.INSTRUMENT)).isEqualTo("LSSTCam");
            assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(2025100200042L);
            assertThat(observation.problems()).extracting(Problem::property).contains("instrument");
        }
        var comCam = SCIENCE.with("INSTRUME", "ComCam").with("TELESCOP", "nonsense");
        assertThat(CAMERAS.translate(comCam).orNull(Property.INSTRUMENT)).isEqualTo("LSSTComCam");
    }

    @ParameterizedTest
    @CsvSource({
        "SEQNUM, ",
        "SEQNUM, -1",
        "SEQNUM, 1e30",
        "SEQNUM, forty-two",
        "DAYOBS, ",
        "DAYOBS, 20251332",
        "DAYOBS, yesterday",
        "CONTRLLR, ",
        "CONTRLLR, ' '",
        "CONTRLLR, nobody",
        "OBSID, ",
        "OBSID, ' '",
    })
    void one_bad_card_of_its_name_loses_no_exposure(String keyword, @Nullable String value) {
        var observation = CAMERAS.translate(SCIENCE.with(keyword, value));

        assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(2025100200042L);
        assertThat(observation.orNull(Property.OBSERVING_DAY)).isEqualTo(20251002);
        assertThat(observation.orNull(Property.OBSERVATION_COUNTER)).isEqualTo(42);
        assertThat(observation.orNull(Property.OBSERVATION_ID)).isEqualTo("MC_O_20251002_000042");
        if (!keyword.equals("CONTRLLR")) {
            assertThat(observation.problems())
                    .extracting(Problem::property)
                    .containsAnyOf("exposure_id", "observation_id");
        }
    }

    @Test
    void without_its_own_card_the_controller_is_that_of_the_exposure_s_name() {
        var observation =
                CAMERAS.translate(
                        SCIENCE.with("OBSID", "MC_C_20190319_000001")
                                .with("DAYOBS", "20190319")
                                .with("SEQNUM", 1L)
                                .with("CONTRLLR", null));

        assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(3019031900001L);
    }

    @Test
    void an_unknown_tracking_is_told() {
        var odd = CAMERAS.translate(SCIENCE.with("TRACKSYS", "hm"));
        assertThat(odd.orNull(Property.TRACKING_RADEC)).isNull();
        assertThat(odd.problems()).extracting(Problem::property).contains("tracking_radec");
        var known = CAMERAS.translate(SCIENCE.with("TRACKSYS", "AZEL"));
        assertThat(known.problems()).extracting(Problem::property).doesNotContain("tracking_radec");
    }

    @Test
    void a_test_stand_takes_no_number_from_a_date_that_is_none() {
        var header =
                Header.of(
                        Card.of("TSTAND", "BNL-TS3-2-Janeway"),
                        Card.of("FILENAME", "E2V-CCD250-411_flat.fits"),
                        Card.of("DATE-OBS", " 2018-11-15T12:55:11.149"),
                        Card.of("LSST_NUM", "E2V-CCD250-411"));

        assertThat(CAMERAS.translate(header).orNull(Property.EXPOSURE_ID))
                .isEqualTo(201811151255111L);
        for (var date : new String[] {"1.0E30", "7", "2018-11-15"}) {
            var odd = CAMERAS.translate(header.with("DATE-OBS", date));
            assertThat(odd.orNull(Property.EXPOSURE_ID)).isNull();
            assertThat(odd.problems()).extracting(Problem::property).contains("exposure_id");
        }
    }

    private static @Nullable Object of(Observation observation, String property) {
        var asked = Property.ALL.stream().filter(one -> one.name().equals(property)).findFirst();
        return observation.orNull(asked.orElseThrow());
    }
}
