package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;

/**
 * Images of the LSST Camera made by phoSim.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/phosim.py.
 */
final class PhoSim extends RubinCamera {

    PhoSim() {
        super("LSSTCam-PhoSim");
    }

    @Override
    Rules rules(Rules rubin) {
        return Simulator.rules(rubin)
                .with(Property.OBSERVATION_TYPE, PropertyRule.always("science"))
                .with(Property.PHYSICAL_FILTER, PropertyRule.text("FILTER"))
                .with(
                        Property.TEMPERATURE,
                        PropertyRule.quantity(HeaderUnit.CELSIUS, Possible.CELSIUS, "TEMPERA"))
                .with(
                        Property.PRESSURE,
                        PropertyRule.quantity(
                                HeaderUnit.MILLIMETRE_OF_MERCURY,
                                Possible.MILLIMETRES_OF_MERCURY,
                                "PRESS"))
                .with(Property.BORESIGHT_AIRMASS, PropertyRule.number(Possible.AIRMASS, "AIRMASS"))
                .with(Property.TRACKING_RADEC, PhoSim::trackingRadec)
                .with(Property.ALTAZ_BEGIN, PhoSim::altazBegin)
                .with(
                        Property.BORESIGHT_ROTATION_ANGLE,
                        reading -> Simulator.rotationAngle(reading, "ROTANGZ", "ROTANGLE"));
    }

    @Override
    public boolean recognises(Header header) {
        return !header.has("INSTRUME")
                && (header.has("CREATOR")
                        ? says(header, "CREATOR", "PHOSIM")
                        : says(header, "TESTTYPE", "PHOSIM"));
    }

    @Override
    public IdLimits idLimits() {
        return Simulator.ID_LIMITS;
    }

    @Override
    int dayOffsetSeconds(Tai moment) {
        return 0;
    }

    private static @Nullable IcrsPosition trackingRadec(Reading reading) {
        return RubinPointing.position(
                reading,
                new String[] {"RATEL", "DECTEL"},
                new String[] {"RA_DEG", "DEC_DEG"},
                new String[] {"BORE-RA", "BORE-DEC"});
    }

    private static @Nullable HorizontalPosition altazBegin(Reading reading) {
        var zenithDistance = reading.number("ZENITH");
        var azimuth = reading.number(Possible.DEGREES, "AZIMUTH");
        return zenithDistance == null || azimuth == null
                ? Simulator.altaz(reading)
                : HorizontalPosition.of(azimuth, 90 - zenithDistance);
    }
}
