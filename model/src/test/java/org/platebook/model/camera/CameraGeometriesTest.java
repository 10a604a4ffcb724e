package org.platebook.model.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.Seeded;

import java.util.List;
import java.util.random.RandomGenerator;

class CameraGeometriesTest {

    private static final double ARCSEC = 1.0 / 3600;

    /** A camera of one square detector of 100 pixels and 1 arcsec a pixel, in the middle. */
    private static Camera square(Parity parity, double xMm) {
        double arcsecPerMm = Math.toRadians(1.0 / 3600) / 0.01;
        var sensor = new Sensor("square", 100, 100, 0.01, 49.5, 49.5);
        return new Camera(
                "square",
                100,
                parity,
                new FieldAngle.Radial(List.of(0.0, arcsecPerMm)),
                List.of(
                        new Detector(
                                0, "S0", null, "S0", Purpose.SCIENCE, sensor, xMm, 0, 0, "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "LSSTCam, 205, 189",
        "LSSTCamSim, 205, 189",
        "LSSTCam-imSim, 189, 189",
        "LSSTCam-PhoSim, 189, 189",
        "LSSTComCam, 9, 9",
        "LSSTComCamSim, 9, 9",
        "LATISS, 1, 1",
        "HSC, 112, 104",
        "DECam, 62, 62"
    })
    void every_known_camera_has_its_detectors(String name, int detectors, int science) {
        var camera = CameraGeometries.of(name).orElseThrow();

        assertThat(camera.name()).isEqualTo(name);
        assertThat(camera.detectors()).hasSize(detectors);
        assertThat(camera.detectors().stream().filter(d -> d.purpose() == Purpose.SCIENCE))
                .hasSize(science);
        assertThat(CameraGeometries.names()).contains(name);
    }

    @Test
    void detectors_are_found_by_id_and_by_name() {
        var camera = CameraGeometries.of("LSSTCam").orElseThrow();

        var corner = camera.detector("R44_SW1").orElseThrow();
        assertThat(corner.id()).isEqualTo(204);
        assertThat(corner.purpose()).isEqualTo(Purpose.WAVEFRONT);
        assertThat(corner.raft()).isEqualTo("R44");
        assertThat(corner.nameInRaft()).isEqualTo("SW1");
        assertThat(corner.serial()).isEqualTo("ITL-4400B-007");
        assertThat(camera.detector(94).orElseThrow().fullName()).isEqualTo("R22_S11");
        assertThat(camera.detector(205)).isEmpty();
        assertThat(CameraGeometries.of("LATISS").orElseThrow().detector(0).orElseThrow().raft())
                .isNull();
        assertThat(CameraGeometries.of("Kodak")).isEmpty();
    }

    @Test
    void an_upright_camera_sees_its_square_around_the_pointing() {
        var plane = square(Parity.SAME, 0).focalPlane(0);

        var corners = plane.regions(new Pointing(10, 0, 0)).all().raDecDeg();

        double half = 50 * ARCSEC;
        assertThat(corners).hasSize(8);
        for (int i = 0; i < corners.length; i += 2) {
            assertThat(Math.abs(corners[i] - 10)).isCloseTo(half, within(1e-9));
            assertThat(Math.abs(corners[i + 1])).isCloseTo(half, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"SAME, 0, -1, 0", "FLIPPED, 0, 1, 0", "SAME, 90, 0, 1", "SAME, 180, 1, 0"})
    void x_points_west_and_turns_with_the_sky_angle(
            Parity parity, double skyAngle, double east, double north) {
        // A detector 1 mm along x is 100 arcsec off the pointing.
        var seen =
                square(parity, 1)
                        .focalPlane(0)
                        .visit(new Pointing(0, 0, skyAngle))
                        .polygon()
                        .centre();

        assertThat(seen.y()).isCloseTo(Math.toRadians(100 * east * ARCSEC), within(1e-9));
        assertThat(seen.z()).isCloseTo(Math.toRadians(100 * north * ARCSEC), within(1e-9));
    }

    @Test
    void padding_moves_every_edge_outwards() {
        var camera = square(Parity.SAME, 0);
        var pointing = new Pointing(0, 0, 0);

        double bare = camera.focalPlane(0).visit(pointing).polygon().areaDeg2();
        double padded = camera.focalPlane(50).visit(pointing).polygon().areaDeg2();
        assertThat(padded).isCloseTo(4 * bare, within(1e-9));
    }

    @Seeded
    void regions_are_wound_as_on_the_sky_and_the_visit_holds_them_all(RandomGenerator random) {
        var names = CameraGeometries.names();
        var camera = CameraGeometries.of(names.get(random.nextInt(names.size()))).orElseThrow();
        double dec = random.nextInt(10) == 0 ? 90 : random.nextDouble(-90, 90);

        var regions =
                camera.regions(random.nextDouble(-360, 720), dec, random.nextDouble(-360, 720));

        var all = regions.all().polygon();
        assertThat(all.areaDeg2()).isLessThan(20);
        assertThat(regions.detectors()).hasSameSizeAs(camera.detectors());
        var some = regions.detectors().get(random.nextInt(regions.detectors().size()));
        assertThat(some.footprint().polygon().areaDeg2()).isLessThan(0.1);
        assertThat(all.contains(some.footprint().polygon())).isTrue();
        assertThat(regions.detector(some.detector().id())).isEqualTo(some.footprint());
    }

    @Seeded
    void turning_the_camera_turns_what_it_sees(RandomGenerator random) {
        var camera = CameraGeometries.of("LSSTComCam").orElseThrow();
        double ra = random.nextDouble(360);
        double dec = random.nextDouble(-90, 90);
        double angle = random.nextDouble(0, 360);
        var axis = Direction.ofDegrees(ra, dec);

        var upright = camera.regions(ra, dec, 0).all().vertices();
        var turned = camera.regions(ra, dec, angle).all().vertices();

        for (int i = 0; i < turned.size(); i++) {
            // A growing sky angle turns the camera from north to west, clockwise from outside.
            var expected = upright.get(i).rotated(axis, -Math.toRadians(angle));
            assertThat(turned.get(i).separationRad(expected)).isLessThan(1e-14);
        }
    }

    @Test
    void what_a_camera_does_not_have_is_missing_and_nonsense_is_refused() {
        var camera = CameraGeometries.of("LATISS").orElseThrow();

        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> camera.regions(0, 0, 0).detector(1));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> camera.regions(Double.NaN, 0, 0))
                .matches(refused -> refused.code().equals("camera.pointing"));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> camera.regions(0, 91, 0));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new FieldAngle.Radial(List.of(1.0, 2.0)));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new FieldAngle.Polynomial(1, 1, 1, List.of(1.0), List.of(1.0)));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(
                        () ->
                                new Camera(
                                        "twins",
                                        1,
                                        Parity.SAME,
                                        new FieldAngle.Radial(List.of(0.0, 1.0)),
                                        List.of(
                                                camera.detectors().getFirst(),
                                                camera.detectors().getFirst())))
                .withMessageContaining("twins: detector 0");
    }
}
