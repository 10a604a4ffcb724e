package org.platebook.intake.camera.rubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.platebook.intake.camera.IcrsPosition;
import org.platebook.model.time.Tai;
import org.platebook.testkit.Seeded;

import java.util.random.RandomGenerator;

class HorizonToSkyTest {

    @Seeded
    void a_position_stands_where_it_is_found_again(RandomGenerator random) {
        var position = new IcrsPosition(random.nextDouble(360), random.nextDouble(-89, 89));
        var time = Tai.parse("2020-01-22T01:00:00").plusSeconds(random.nextDouble(2e8));
        var site = RubinCamera.SIMONYI_LOCATION;

        var found = HorizonToSky.position(HorizonToSky.altaz(position, time, site), time, site);

        assertThat(found.decDeg()).isCloseTo(position.decDeg(), within(1e-9));
        double turn = found.raDeg() - position.raDeg();
        assertThat(Math.sin(Math.toRadians(turn / 2)))
                .isCloseTo(0, within(1e-9 / Math.cos(Math.toRadians(position.decDeg()))));
    }
}
