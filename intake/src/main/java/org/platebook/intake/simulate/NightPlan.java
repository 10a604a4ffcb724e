package org.platebook.intake.simulate;

import org.platebook.intake.simulate.PlannedExposure.Kind;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.DayObs;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plans a night: calibrations in the afternoon, flats in twilight, the survey while it is dark, and
 * biases after sunrise where exposures are left over.
 */
final class NightPlan {

    private static final double SUN_FLAT_BEGIN_DEG = -3;
    private static final double SUN_DARK_DEG = -12;
    private static final double READOUT_SECONDS = 2.4;
    private static final double AFTERNOON_HOURS = 6;
    private static final double STEP_SECONDS = 60;
    private static final double NIGHT_HOURS = 24;
    private static final double HOUR = 3600;

    /** Most exposures that the shortest night and the morning after it hold. */
    static final int MOST_EXPOSURES = 2_500;

    private final SimulatedCamera camera;
    private final RandomGenerator random;
    private final Sky sky;
    private final int wanted;
    private final Tai noon;
    private final List<PlannedExposure> exposures = new ArrayList<>();
    private final Survey survey;
    private Tai now;

    private NightPlan(SimulatedCamera camera, DayObs night, int wanted, RandomGenerator random) {
        this.camera = camera;
        this.random = random;
        this.wanted = wanted;
        this.sky = new Sky(camera.telescope().place());
        this.survey = new Survey(sky, camera.filters(), random);
        this.noon = TimeScale.UTC.parse(night.date() + "T12:00:00");
        this.now = noon.plusSeconds(AFTERNOON_HOURS * HOUR);
    }

    /**
     * The exposures of a night, in order of time.
     *
     * @throws Refused {@code simulate.exposures} when it cannot have so many
     */
    static List<PlannedExposure> of(
            SimulatedCamera camera, DayObs night, int exposures, RandomGenerator random) {
        if (exposures < 1 || exposures > MOST_EXPOSURES) {
            throw new Refused(
                    SimulationCode.EXPOSURES,
                    "a night of %s exposures cannot be simulated, expected 1 to %s"
                            .formatted(exposures, MOST_EXPOSURES));
        }
        return new NightPlan(camera, night, exposures, random).plan();
    }

    private List<PlannedExposure> plan() {
        afternoon();
        waitUntilSunBelow(SUN_FLAT_BEGIN_DEG);
        twilightFlats(wanted / 40);
        waitUntilSunBelow(SUN_DARK_DEG);
        alignment(wanted / 60);
        while (isOpen() && sky.sunAltitudeDeg(now) < SUN_DARK_DEG) {
            visit();
        }
        while (isOpen()) {
            simple(Kind.BIAS, 0, "");
        }
        return exposures;
    }

    private boolean isOpen() {
        return exposures.size() < wanted;
    }

    private void afternoon() {
        int each = Math.max(1, wanted / 30);
        for (int i = 0; i < each && isOpen(); i++) {
            simple(Kind.BIAS, 0, "");
        }
        for (int i = 0; i < each && isOpen(); i++) {
            simple(Kind.DARK, 15, "");
        }
        for (int i = 0; i < each && isOpen(); i++) {
            survey.useFilter(i / 5 % camera.filters().size());
            simple(Kind.FLAT, 2 + i % 3, "FlatField position");
        }
        now = now.plusSeconds(HOUR / 2);
        for (int i = 0; i < Math.max(1, wanted / 150) && isOpen(); i++) {
            simple(Kind.ENGINEERING, 5, "azel_target");
        }
    }

    /** Exposures grow as the sky darkens. */
    private void twilightFlats(int count) {
        double seconds = 1;
        for (int i = 0; i < count && isOpen(); i++) {
            var zenith = survey.nearMeridian(now);
            add(Kind.TWILIGHT_FLAT, seconds, zenith, "twilight", group(), 1, 1);
            seconds = Math.min(30, seconds * 1.2);
            now = now.plusSeconds(5);
        }
    }

    /** The telescope is focused and aligned on a star before the survey begins. */
    private void alignment(int each) {
        var star = survey.nearMeridian(now);
        for (int i = 0; i < Math.max(1, each) && isOpen(); i++) {
            add(Kind.FOCUS, 10, star, "HD 38666", group(), 1, 1);
        }
        for (int i = 0; i < Math.max(1, each) && isOpen(); i++) {
            add(Kind.WAVEFRONT, 30, star, "HD 38666", group(), 1, 1);
        }
        for (int i = 0; i < Math.max(1, each) && isOpen(); i++) {
            add(Kind.ACQUISITION, 15, star, "HD 38666", group(), 1, 1);
        }
    }

    /** One visit, now and then of two snaps, after a slew and now and then a gap. */
    private void visit() {
        var visit = survey.next(now);
        now = now.plusSeconds(visit.slewSeconds());
        if (random.nextInt(120) == 0) {
            now = now.plusSeconds(random.nextInt(180, 900));
        }
        var group = group();
        var snaps = random.nextInt(10) == 0 && exposures.size() + 2 <= wanted ? 2 : 1;
        var rotationDeg = survey.rotationDeg(visit.position(), now);
        for (int snap = 1; snap <= snaps; snap++) {
            add(
                    Kind.SCIENCE,
                    snaps == 1 ? 30 : 15,
                    visit.position(),
                    visit.target(),
                    group,
                    snap,
                    snaps,
                    rotationDeg);
        }
    }

    private void simple(Kind kind, double seconds, String target) {
        exposures.add(
                new PlannedExposure(
                        exposures.size() + 1,
                        kind,
                        now,
                        seconds,
                        survey.filter(),
                        null,
                        0,
                        target,
                        group(),
                        1,
                        1));
        now = millis(now.plusSeconds(seconds + READOUT_SECONDS + random.nextDouble()));
    }

    private void add(
            Kind kind,
            double seconds,
            PlannedPointing position,
            String target,
            String group,
            int snap,
            int snaps) {
        add(kind, seconds, position, target, group, snap, snaps, survey.rotationDeg(position, now));
    }

    private void add(
            Kind kind,
            double seconds,
            PlannedPointing position,
            String target,
            String group,
            int snap,
            int snaps,
            double rotationDeg) {
        now = millis(now);
        exposures.add(
                new PlannedExposure(
                        exposures.size() + 1,
                        kind,
                        now,
                        seconds,
                        survey.filter(),
                        position,
                        rotationDeg,
                        target,
                        group,
                        snap,
                        snaps));
        now = millis(now.plusSeconds(seconds + READOUT_SECONDS));
    }

    /** Groups go by the moment in which they were asked for. */
    private String group() {
        return Cards.iso(millis(now.plusSeconds(-random.nextDouble(1, 3))));
    }

    private void waitUntilSunBelow(double altitudeDeg) {
        var end = noon.plusSeconds(NIGHT_HOURS * HOUR);
        while (sky.sunAltitudeDeg(now) > altitudeDeg && now.isBefore(end)) {
            now = now.plusSeconds(STEP_SECONDS);
        }
    }

    private static Tai millis(Tai moment) {
        return new Tai(Math.floorDiv(moment.nanos(), 1_000_000L) * 1_000_000L);
    }
}
