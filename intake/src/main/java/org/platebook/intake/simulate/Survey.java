package org.platebook.intake.simulate;

import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Chooses where to look next: the nearest field that is high enough and was seen least, in blocks
 * of one filter, each block twice so that what moves is noticed.
 */
final class Survey {

    private static final double SOUTHERNMOST_DEG = -75;
    private static final double NORTHERNMOST_DEG = 10;

    /** Fields are as far apart as a camera of 3.5 degrees needs. */
    private static final double SPACING_DEG = 3.0;

    /** A margin over the 30 degrees below which nobody observes. */
    private static final double LOWEST_DEG = 36;

    /** Nearer to the zenith the azimuth drive cannot follow. */
    private static final double HIGHEST_DEG = 84;

    private static final int BLOCK_LENGTH = 35;
    private static final double DEGREES_PER_SECOND = 2.5;
    private static final double SETTLE_SECONDS = 2.6;
    private static final double FILTER_CHANGE_SECONDS = 120;
    private static final double DEGREES_PER_REPEAT = 12;
    private static final double ROTATOR_LIMIT_DEG = 80;

    private final Sky sky;
    private final List<String> filters;
    private final RandomGenerator random;
    private final List<Field> fields = new ArrayList<>();
    private final List<Field> block = new ArrayList<>();
    private int filter;
    private int repeated;
    private boolean isRepeating;
    private PlannedPointing at = new PlannedPointing(0, -30);

    Survey(Sky sky, List<String> filters, RandomGenerator random) {
        this.sky = sky;
        this.filters = filters;
        this.random = random;
        this.filter = random.nextInt(filters.size());
        fields();
    }

    /**
     * A visit to be made.
     *
     * @param slewSeconds from the end of the last exposure until it can begin
     */
    record Visit(PlannedPointing position, String target, double slewSeconds) {}

    private static final class Field {
        private final int number;
        private final PlannedPointing position;
        private int visits;

        Field(int number, PlannedPointing position) {
            this.number = number;
            this.position = position;
        }
    }

    String filter() {
        return filters.get(filter);
    }

    void useFilter(int index) {
        filter = index;
    }

    /** A field that stands high near the meridian. */
    PlannedPointing nearMeridian(Tai now) {
        var sidereal = sky.siderealDeg(now);
        return fields.stream()
                .map(field -> field.position)
                .filter(p -> sky.altitudeDeg(p, sidereal) < HIGHEST_DEG)
                .max(Comparator.comparingDouble(p -> sky.altitudeDeg(p, sidereal)))
                .orElseThrow();
    }

    /** Where to look next; the survey then is there. */
    Visit next(Tai now) {
        var sidereal = sky.siderealDeg(now);
        double wait = SETTLE_SECONDS + random.nextDouble();
        if (!isRepeating && block.size() == BLOCK_LENGTH) {
            isRepeating = true;
            repeated = 0;
            wait += changeFilter();
        } else if (isRepeating && repeated == block.size()) {
            isRepeating = false;
            block.clear();
            wait += changeFilter();
        }
        var field = isRepeating ? repeat(sidereal) : best(sidereal);
        block.addAll(isRepeating ? List.of() : List.of(field));
        field.visits++;
        var position = dithered(field.position);
        wait += at.distanceDeg(position) / DEGREES_PER_SECOND;
        at = position;
        return new Visit(position, String.format(Locale.ROOT, "lowdust_%04d", field.number), wait);
    }

    /** The field that came so far in the block before; the best one where that has set. */
    private Field repeat(double sidereal) {
        var field = block.get(repeated++);
        return isHigh(field, sidereal) ? field : best(sidereal);
    }

    private Field best(double sidereal) {
        return fields.stream()
                .filter(field -> isHigh(field, sidereal))
                .min(Comparator.comparingDouble(field -> cost(field, sidereal)))
                .orElseThrow();
    }

    /** Degrees to slew, and what a repeat and leaving the meridian are worth in degrees. */
    private double cost(Field field, double sidereal) {
        var east = Math.abs(Sky.wrap(sidereal - field.position.raDeg() + 180) - 180);
        return at.distanceDeg(field.position) + DEGREES_PER_REPEAT * field.visits + east / 10;
    }

    private boolean isHigh(Field field, double sidereal) {
        double altitude = sky.altitudeDeg(field.position, sidereal);
        return altitude > LOWEST_DEG && altitude < HIGHEST_DEG;
    }

    private double changeFilter() {
        int next = random.nextInt(filters.size());
        if (next == filter) {
            return 0;
        }
        filter = next;
        return FILTER_CHANGE_SECONDS;
    }

    /**
     * Rotation of the camera on the sky: the parallactic angle less where the rotator stands, which
     * is chosen for each visit so that repeated visits differ.
     */
    double rotationDeg(PlannedPointing position, Tai now) {
        double rotator = random.nextDouble(-ROTATOR_LIMIT_DEG, ROTATOR_LIMIT_DEG);
        return Sky.wrap(sky.parallacticDeg(position, sky.siderealDeg(now)) - rotator);
    }

    private PlannedPointing dithered(PlannedPointing position) {
        double dec = position.decDeg() + random.nextDouble(-0.5, 0.5);
        double ra = position.raDeg() + random.nextDouble(-0.5, 0.5) / Math.cos(Math.toRadians(dec));
        return new PlannedPointing(Sky.wrap(ra), dec);
    }

    /** Rings of equal declination. */
    private void fields() {
        for (double dec = SOUTHERNMOST_DEG; dec <= NORTHERNMOST_DEG; dec += SPACING_DEG) {
            int count = (int) Math.ceil(360 * Math.cos(Math.toRadians(dec)) / SPACING_DEG);
            for (int i = 0; i < count; i++) {
                fields.add(new Field(fields.size(), new PlannedPointing(i * 360.0 / count, dec)));
            }
        }
    }
}
