package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;

/**
 * What the image simulators imSim and phoSim have in common.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsstsim.py.
 */
final class Simulator {

    static final IdLimits ID_LIMITS = TestStand.limits(9_999_999);

    private Simulator() {}

    static Rules rules(Rules rubin) {
        return rubin.without(Property.ALTAZ_END)
                .with(Property.TELESCOPE, Simulator::telescope)
                .with(Property.LOCATION, Simulator::location)
                .with(Property.OBSERVATION_COUNTER, PropertyRule.always(0L))
                .with(Property.HAS_SIMULATED_CONTENT, PropertyRule.always(true))
                .with(Property.EXPOSURE_ID, PropertyRule.integer("OBSID"))
                .with(Property.VISIT_ID, FitsRules.same(Property.EXPOSURE_ID))
                .with(Property.DETECTOR_EXPOSURE_ID, TestStand::detectorExposure)
                .with(Property.DETECTOR_GROUP, PropertyRule.name("RAFTNAME"))
                .with(Property.DETECTOR_NAME, PropertyRule.name("SENSNAME"))
                .with(Property.SCIENCE_PROGRAM, PropertyRule.text("RUNNUM"))
                .with(Property.BORESIGHT_ROTATION_COORD, PropertyRule.always("sky"))
                .with(Property.OBJECT, PropertyRule.always("UNKNOWN"))
                .with(Property.RELATIVE_HUMIDITY, PropertyRule.always(40.0));
    }

    /** A rotation angle told the other way round: 90 degrees minus it, from 0 to below 360. */
    static @Nullable Quantity rotationAngle(Reading reading, String... keywords) {
        var told = reading.number(Possible.DEGREES, keywords);
        if (told == null) {
            reading.missing("the rotation angle in degrees", keywords);
            return null;
        }
        double angle = 90 - told;
        return new Quantity(angle - 360 * Math.floor(angle / 360), HeaderUnit.DEGREE);
    }

    /** Where the position on the sky stood above the horizon, for headers that do not tell it. */
    static @Nullable HorizontalPosition altaz(Reading reading) {
        var radec = reading.get(Property.TRACKING_RADEC);
        var site = reading.get(Property.LOCATION);
        var begin = reading.get(Property.DATETIME_BEGIN);
        if (!"science".equals(reading.get(Property.OBSERVATION_TYPE))
                || radec == null
                || site == null
                || begin == null) {
            return null;
        }
        return HorizonToSky.altaz(radec, begin, site);
    }

    private static @Nullable String telescope(Reading reading) {
        var output = reading.text("OUTFILE");
        return (output != null && output.startsWith("lsst")) || reading.header().has("LSST_NUM")
                ? RubinCamera.SIMONYI
                : null;
    }

    private static @Nullable Location location(Reading reading) {
        return reading.get(Property.TELESCOPE) == null
                ? FitsRules.location(reading)
                : RubinCamera.SIMONYI_LOCATION;
    }
}
