package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.CardLimits;

/** What the instruments of an observatory can measure; limits are wide, mistakes are wider. */
final class Possible {

    /** Eleven days. */
    static final CardLimits SECONDS = new CardLimits(0, 1e6, "s");

    /** Straight up, with some rounding, to the horizon of an atmosphere. */
    static final CardLimits AIRMASS = new CardLimits(0.99, 100, "");

    /** Any turn of a circle, and one more to either side. */
    static final CardLimits DEGREES = new CardLimits(-720, 720, "degrees");

    static final CardLimits CELSIUS = new CardLimits(-90, 70, "deg_C");

    /** Sensors in fog tell a little over 100. */
    static final CardLimits PERCENT = new CardLimits(0, 110, "%");

    /** A few metres: no focus moves as far. */
    static final CardLimits FOCUS_MILLIMETRES = new CardLimits(-10_000, 10_000, "mm");

    static final CardLimits PASCAL = new CardLimits(30_000, 110_000, "Pa");
    static final CardLimits HECTOPASCAL = new CardLimits(300, 1_100, "hPa");
    static final CardLimits MILLIMETRES_OF_MERCURY = new CardLimits(225, 825, "mmHg");

    private Possible() {}
}
