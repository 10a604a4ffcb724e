package org.platebook.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.PythonJudge;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Times, the Earth's rotation and stars over a horizon, compared with astropy. */
class JudgedTimesTest {

    private static final int MOMENTS = 400;
    private static final double ARCSEC = 1.0 / 3600;
    private static final EarthLocation PLACE = new EarthLocation(-70.749417, -30.244639);

    private record Sighting(String utc, double ra, double dec) {}

    @Test
    void astropy_agrees_on_every_scale_and_on_where_stars_stand() {
        var judge = PythonJudge.require();
        var sightings = sightings();

        var judged = judged(judge, sightings);

        for (int i = 0; i < sightings.size(); i++) {
            var asked = sightings.get(i);
            var tai = TimeScale.UTC.parse(asked.utc);
            assertThat(TimeScale.UTC.format(tai)).isEqualTo(asked.utc);
            assertThat(Tai.parse(text(judged, "tai", i))).as(asked.utc).isEqualTo(tai);
            assertThat(TimeScale.TT.parse(text(judged, "tt", i))).as(asked.utc).isEqualTo(tai);
            assertThat(TimeScale.UTC.mjd(tai)).isEqualTo(number(judged, "utc_mjd", i));
            assertThat(tai.mjd()).isEqualTo(number(judged, "tai_mjd", i));
            // Where both take another series for days long ago they differ by less than 0.1 ms.
            assertThat(Ut1.minusUtc(tai))
                    .as(asked.utc)
                    .hasValueCloseTo(number(judged, "dut1", i), within(1e-4));
            assertThat(EarthRotation.angleDeg(tai))
                    .isCloseTo(number(judged, "era", i), within(15 * 1e-4 * ARCSEC));
            assertThat(EarthRotation.gmstDeg(tai))
                    .isCloseTo(number(judged, "gmst", i), within(15 * 1e-4 * ARCSEC));
            var ours = AltAz.of(Direction.ofDegrees(asked.ra, asked.dec), tai, PLACE);
            var theirs = Direction.ofDegrees(number(judged, "az", i), number(judged, "alt", i));
            var here = Direction.ofDegrees(ours.azimuthDeg(), ours.altitudeDeg());
            assertThat(here.separationDeg(theirs)).as("%s", asked).isLessThan(ARCSEC);
        }
    }

    private static List<Sighting> sightings() {
        var random = new SplittableRandom(20260115);
        var sightings = new ArrayList<Sighting>();
        long first = Tai.parse("1973-01-02").nanos();
        long last = Ut1.observedUntil().nanos();
        for (int i = 0; i < MOMENTS; i++) {
            var utc = TimeScale.UTC.format(new Tai(random.nextLong(first, last)));
            double dec = Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
            sightings.add(new Sighting(utc, random.nextDouble(360), dec));
        }
        sightings.add(new Sighting("2016-12-31T23:59:60.500", 10, -30));
        return sightings;
    }

    private static JsonNode judged(PythonJudge judge, List<Sighting> sightings) {
        var json = JsonMapper.shared();
        var asked = json.createObjectNode().put("lon", PLACE.lonDeg()).put("lat", PLACE.latDeg());
        for (var sighting : sightings) {
            asked.withArray("utc").add(sighting.utc);
            asked.withArray("ra").add(sighting.ra);
            asked.withArray("dec").add(sighting.dec);
        }
        return json.readTree(judge.run(JudgedTimesTest.class, "sky_clock.py", asked.toString()));
    }

    private static String text(JsonNode judged, String field, int i) {
        return judged.get(field).get(i).asString();
    }

    private static double number(JsonNode judged, String field, int i) {
        return judged.get(field).get(i).asDouble();
    }
}
