package org.platebook.intake.camera.rubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.testkit.TestData;

/** What was mended in headers of LATISS, on both sides of the moment from which it was right. */
class LatissErasTest {

    private static final Header HEADER =
            Header.of(
                    Card.of("INSTRUME", "LATISS"),
                    Card.of("OBSID", "AT_O_20190306_000014"),
                    Card.of("EXPTIME", 30.0),
                    Card.of("IMGTYPE", "OBJECT"),
                    Card.of("TRACKSYS", "SIDEREAL"));

    private static Observation at(String date, Header header) {
        return KnownCameras.all().translate(header.with("DATE-BEG", date));
    }

    @Test
    void day_and_sequence_are_read_from_the_name_of_the_exposure() {
        assertThat(at("2019-03-06T20:00:00", HEADER).orNull(Property.EXPOSURE_ID))
                .isEqualTo(2019030600014L);
    }

    @Test
    void objects_were_engineering_tests_before_the_telescope_saw_the_sky() {
        assertThat(at("2020-01-27T19:00:00", HEADER).orNull(Property.OBSERVATION_TYPE))
                .isEqualTo("engtest");
        assertThat(at("2020-01-27T21:00:00", HEADER).orNull(Property.OBSERVATION_TYPE))
                .isEqualTo("science");
    }

    @Test
    void positions_were_in_radians() {
        var header = HEADER.with("RA", 1.0).with("DEC", -0.5);

        assertThat(at("2020-01-28T21:00:00", header).get(Property.TRACKING_RADEC).orElseThrow())
                .satisfies(
                        position ->
                                assertThat(position.raDeg())
                                        .isCloseTo(Math.toDegrees(1.0), within(1e-9)));
        assertThat(at("2020-01-28T23:00:00", header).get(Property.TRACKING_RADEC).orElseThrow())
                .satisfies(position -> assertThat(position.raDeg()).isEqualTo(1.0));
    }

    @Test
    void starts_were_in_hours_and_37_seconds_behind() {
        var header = HEADER.with("RASTART", 2.0).with("DECSTART", -30.0);
        double behind = 37.0 / 240;

        assertThat(startRa("2021-02-11T18:00:00", header)).isCloseTo(30 + behind, within(1e-9));
        assertThat(startRa("2021-02-11T20:00:00", header)).isCloseTo(2 + behind, within(1e-9));
        assertThat(startRa("2021-02-12T01:00:00", header)).isEqualTo(2.0);
    }

    private static double startRa(String date, Header header) {
        return at(date, header).get(Property.TRACKING_RADEC).orElseThrow().raDeg();
    }

    @Test
    void the_kind_of_exposure_was_told_as_group() {
        var header = HEADER.with("IMGTYPE", null).with("GROUPID", "dark_0001_0002");

        var told = at("2019-11-06T20:00:00", header);

        assertThat(told.orNull(Property.OBSERVATION_TYPE)).isEqualTo("dark");
        assertThat(told.orNull(Property.EXPOSURE_GROUP)).isEqualTo("dark_0001_0002");
        assertThat(at("2019-11-08T20:00:00", header).orNull(Property.OBSERVATION_TYPE))
                .isEqualTo("unknown");
    }

    @Test
    void a_header_without_exposure_time_says_so() {
        var told = at("2023-03-21T20:00:00", HEADER.with("EXPTIME", null));

        assertThat(told.problems())
                .anySatisfy(
                        problem -> {
                            assertThat(problem.property()).isEqualTo("exposure_time");
                            assertThat(problem.action()).contains("not known");
                        });
        assertThat(told.orNull(Property.DATETIME_END))
                .isEqualTo(told.orNull(Property.DATETIME_BEGIN));
    }

    @Test
    void a_night_whose_clock_was_not_set_gets_its_position_from_the_horizon() {
        var file = TestData.require("consdb/headers/obs_lsst/latiss-AT_O_20200121_000045.yaml");

        var told = KnownCameras.all().translate(HeaderFiles.read(file).observation());

        // astro_metadata_translator with obs_lsst computes (33.40236460, -29.82358628).
        assertThat(told.get(Property.TRACKING_RADEC).orElseThrow())
                .satisfies(
                        position -> {
                            assertThat(position.raDeg()).isCloseTo(33.40236460, within(1e-3));
                            assertThat(position.decDeg()).isCloseTo(-29.82358628, within(1e-3));
                        });
        assertThat(told.problems())
                .anySatisfy(problem -> assertThat(problem.action()).contains("AZSTART"));
    }

    @Test
    void a_real_header_of_lsstcam_agrees_with_the_row_its_observatory_made_of_it() {
        var file =
                TestData.require(
                        "consdb/headers/obs_lsst/lsstCam-MC_O_20250415_000060_R01_S01.yaml");

        var told = KnownCameras.all().translate(HeaderFiles.read(file).observation());

        var position = told.get(Property.TRACKING_RADEC).orElseThrow();
        assertThat(position.raDeg()).isEqualTo(127.50084038794044);
        assertThat(position.decDeg()).isEqualTo(-44.200057330111896);
        assertThat(told.get(Property.DATETIME_BEGIN).orElseThrow().mjd())
                .isCloseTo(60781.036962648235, within(20e-6 / 86_400)); // told 13 µs apart
        assertThat(told.get(Property.DATETIME_END))
                .hasToString("Optional[2025-04-16T00:53:29.528]");
    }
}
