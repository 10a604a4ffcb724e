package org.platebook.intake.simulate;

import java.util.random.RandomGenerator;

/** The weather of one night, drifting slowly from exposure to exposure. */
final class Weather {

    private final RandomGenerator random;
    private double airCelsius;
    private double pressurePascal;
    private double humidityPercent;
    private double windMetresPerSecond;
    private double windDeg;
    private double seeingArcsec;

    Weather(RandomGenerator random) {
        this.random = random;
        airCelsius = random.nextDouble(8, 16);
        pressurePascal = random.nextDouble(74_000, 74_600);
        humidityPercent = random.nextDouble(15, 45);
        windMetresPerSecond = random.nextDouble(1, 9);
        windDeg = random.nextDouble(360);
        seeingArcsec = random.nextDouble(0.7, 1.2);
    }

    /** Goes on to the next exposure. */
    void drift() {
        airCelsius = near(airCelsius, 0.03, 4, 20);
        pressurePascal = near(pressurePascal, 4, 73_600, 75_000);
        humidityPercent = near(humidityPercent, 0.3, 5, 70);
        windMetresPerSecond = near(windMetresPerSecond, 0.2, 0, 14);
        windDeg = Sky.wrap(windDeg + random.nextDouble(-4, 4));
        seeingArcsec = near(seeingArcsec, 0.02, 0.45, 2.0);
    }

    private double near(double value, double step, double lowest, double highest) {
        return Math.clamp(value + random.nextDouble(-step, step), lowest, highest);
    }

    double airCelsius() {
        return airCelsius;
    }

    double pressurePascal() {
        return pressurePascal;
    }

    double humidityPercent() {
        return humidityPercent;
    }

    double windMetresPerSecond() {
        return windMetresPerSecond;
    }

    double windDeg() {
        return windDeg;
    }

    double seeingArcsec() {
        return seeingArcsec;
    }
}
