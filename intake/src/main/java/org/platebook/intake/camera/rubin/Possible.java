package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.Limits;

/** What the instruments of an observatory can measure; limits are wide, mistakes are wider. */
final class Possible {

    /** Eleven days. */
    static final Limits SECONDS = new Limits(0, 1e6, "s");

    /** Straight up, with some rounding, to the horizon of an atmosphere. */
    static final Limits AIRMASS = new Limits(0.99, 100, "");

    /** Any turn of a circle, and one more to either side. */
    static final Limits DEGREES = new Limits(-720, 720, "degrees");

    static final Limits CELSIUS = new Limits(-90, 70, "deg_C");

    /** Sensors in fog tell a little over 100. */
    static final Limits PERCENT = new Limits(0, 110, "%");

    /** A few metres: no focus moves as far. */
    static final Limits FOCUS_MILLIMETRES = new Limits(-10_000, 10_000, "mm");

    static final Limits PASCAL = new Limits(30_000, 110_000, "Pa");
    static final Limits HECTOPASCAL = new Limits(300, 1_100, "hPa");
    static final Limits MILLIMETRES_OF_MERCURY = new Limits(225, 825, "mmHg");

    private Possible() {}
}
