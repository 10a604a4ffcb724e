package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;

import java.util.List;

/**
 * Images of the LSST Camera made by imSim.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/imsim.py.
 */
final class ImSim extends RubinCamera {

    ImSim() {
        super("LSSTCam-imSim");
    }

    @Override
    Rules rules(Rules rubin) {
        return Simulator.rules(rubin)
                .without(Property.PRESSURE, Property.TEMPERATURE)
                .with(Property.TRACKING_RADEC, ImSim::trackingRadec)
                .with(Property.BORESIGHT_AIRMASS, ImSim::airmass)
                .with(
                        Property.BORESIGHT_ROTATION_ANGLE,
                        reading -> Simulator.rotationAngle(reading, "ROTANGLE"))
                .with(Property.PHYSICAL_FILTER, ImSim::physicalFilter)
                .with(Property.ALTAZ_BEGIN, ImSim::altazBegin);
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "TESTTYPE", "IMSIM");
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.IMSIM;
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
        return RubinPointing.position(reading, new String[] {"RATEL", "DECTEL"});
    }

    private static @Nullable Double airmass(Reading reading) {
        var airmass = reading.number(Possible.AIRMASS, "AIRMASS", "AMSTART");
        var altaz = airmass == null ? reading.get(Property.ALTAZ_BEGIN) : null;
        return altaz == null
                ? airmass
                : (Double) (1 / Math.sin(Math.toRadians(altaz.altitudeDeg())));
    }

    /** The band, with the version of the throughputs that the simulation used where it is told. */
    private static @Nullable String physicalFilter(Reading reading) {
        var band = reading.text("FILTER");
        for (var card : reading.header()) {
            if (band != null
                    && card.keyword().startsWith("PKG")
                    && "throughputs".equals(card.value())) {
                var version = reading.text("VER" + card.keyword().substring("PKG".length()));
                return version == null ? band : band + "_sim_" + version.strip();
            }
        }
        return band;
    }

    /** From hour angle and declination, the latter taken as apparent. */
    private static @Nullable HorizontalPosition altazBegin(Reading reading) {
        var site = reading.get(Property.LOCATION);
        var hourAngleDeg = reading.number("HASTART");
        var decDeg = reading.number("DECTEL");
        if (!"science".equals(reading.get(Property.OBSERVATION_TYPE))
                || site == null
                || hourAngleDeg == null
                || decDeg == null) {
            return Simulator.altaz(reading);
        }
        double hourAngle = Math.toRadians(hourAngleDeg);
        double dec = Math.toRadians(decDeg);
        double latitude = Math.toRadians(site.latitudeDeg());
        double north =
                Math.sin(dec) * Math.cos(latitude)
                        - Math.cos(hourAngle) * Math.cos(dec) * Math.sin(latitude);
        double east = -Math.sin(hourAngle) * Math.cos(dec);
        double up =
                Math.cos(hourAngle) * Math.cos(dec) * Math.cos(latitude)
                        + Math.sin(dec) * Math.sin(latitude);
        return HorizontalPosition.of(
                Math.toDegrees(Math.atan2(east, north)),
                Math.toDegrees(Math.atan2(up, Math.hypot(north, east))));
    }
}
