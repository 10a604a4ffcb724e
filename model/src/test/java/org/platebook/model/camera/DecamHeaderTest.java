package org.platebook.model.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** DECam's geometry against the WCS that the camera itself wrote into a raw image. */
class DecamHeaderTest {

    private static final Pattern CARD = Pattern.compile("(\\w+): ([-+.\\dEe]+)");

    /** How well the nominal geometry is expected to meet the header's distortion terms. */
    private static final double ARCSEC_ALLOWED = 16;

    /** Pixels of a raw image before its first one of data, as DATASEC and CRPIX count. */
    private static final int[] BEFORE_DATA = {57, 51};

    @Test
    void corners_of_a_raw_image_are_where_its_header_has_them() throws IOException {
        var header =
                header(
                        "consdb/headers/astro_metadata_translator/fitsheader-decam-raw_dec050441_25.yaml");
        double ra = number(header, "CRVAL1");
        double dec = number(header, "CRVAL2");
        var camera = CameraGeometries.of("DECam").orElseThrow();

        // The usual mounting of DECam has its y axis to the east.
        var corners =
                camera.focalPlane(-0.5).regions(new Pointing(ra, dec, 90)).detector(25).vertices();

        for (double x : new double[] {0, 2047}) {
            for (double y : new double[] {0, 4095}) {
                var expected = onSky(tpv(header, x, y), ra, dec);
                assertThat(corners)
                        .anySatisfy(
                                corner ->
                                        assertThat(corner.separationDeg(expected) * 3600)
                                                .isLessThan(ARCSEC_ALLOWED));
            }
        }
    }

    /** Degrees east and north of a pixel in the tangent plane (TPV convention, to third order). */
    private static double[] tpv(Map<String, Double> header, double pixelX, double pixelY) {
        double dx = pixelX + BEFORE_DATA[0] - number(header, "CRPIX1");
        double dy = pixelY + BEFORE_DATA[1] - number(header, "CRPIX2");
        double u = number(header, "CD1_1") * dx + number(header, "CD1_2") * dy;
        double v = number(header, "CD2_1") * dx + number(header, "CD2_2") * dy;
        return new double[] {polynomial(header, 1, u, v), polynomial(header, 2, v, u)};
    }

    private static double polynomial(Map<String, Double> header, int axis, double u, double v) {
        double r = Math.hypot(u, v);
        double[] terms = {
            1, u, v, r, u * u, u * v, v * v, u * u * u, u * u * v, u * v * v, v * v * v
        };
        double sum = 0;
        for (int i = 0; i < terms.length; i++) {
            sum += header.getOrDefault("PV%d_%d".formatted(axis, i), i == 1 ? 1.0 : 0.0) * terms[i];
        }
        return sum;
    }

    private static Direction onSky(double[] degrees, double raDeg, double decDeg) {
        double east = Math.toRadians(degrees[0]);
        double north = Math.toRadians(degrees[1]);
        double ra = Math.toRadians(raDeg);
        double dec = Math.toRadians(decDeg);
        double outwards = Math.cos(dec) - north * Math.sin(dec);
        return Direction.towards(
                outwards * Math.cos(ra) - east * Math.sin(ra),
                outwards * Math.sin(ra) + east * Math.cos(ra),
                Math.sin(dec) + north * Math.cos(dec));
    }

    private static double number(Map<String, Double> header, String keyword) {
        return header.getOrDefault(keyword, Double.NaN);
    }

    private static Map<String, Double> header(String name) throws IOException {
        var header = new HashMap<String, Double>();
        for (var line : Files.readAllLines(TestData.require(name))) {
            var card = CARD.matcher(line);
            if (card.matches()) {
                header.put(card.group(1), Double.valueOf(card.group(2)));
            }
        }
        return header;
    }
}
