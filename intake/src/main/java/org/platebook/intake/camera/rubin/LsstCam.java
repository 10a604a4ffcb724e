package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The LSST Camera, in the laboratory until May 2024 and on the Simonyi telescope since March 2025.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsstCam.py.
 */
class LsstCam extends RubinCamera {

    /** In the laboratory the observing day turned over at midnight Pacific time. */
    private static final ZoneId LABORATORY = ZoneId.of("America/Los_Angeles");

    private final YearMonth shipped;
    private final Tai onTelescope;

    LsstCam() {
        this("LSSTCam", YearMonth.of(2024, 5), TimeScale.UTC.parse("2025-03-01T00:00:00"));
    }

    /**
     * A camera whose headers are written as those of LSSTCam are.
     *
     * @param shipped first month with the observatory's observing day
     * @param onTelescope since when it can have seen the sky
     */
    LsstCam(String name, YearMonth shipped, Tai onTelescope) {
        super(name);
        this.shipped = shipped;
        this.onTelescope = onTelescope;
    }

    @Override
    Rules rules(Rules rubin) {
        var canSeeSky = rubin.rule(Property.CAN_SEE_SKY);
        return rubin.with(Property.TELESCOPE, PropertyRule.always(SIMONYI))
                .with(Property.DETECTOR_GROUP, PropertyRule.name("RAFTBAY"))
                .with(Property.DETECTOR_NAME, PropertyRule.name("CCDSLOT"))
                .with(Property.EXPOSURE_TIME_REQUESTED, RubinExposure::exposureTime)
                .with(Property.EXPOSURE_TIME, LsstCam::exposureTime)
                .with(Property.OBJECT, PropertyRule.text("OBJECT").orElse("UNKNOWN"))
                .with(
                        Property.SCIENCE_PROGRAM,
                        PropertyRule.text("PROGRAM", "RUNNUM").orElse("unknown"))
                .with(
                        Property.BORESIGHT_ROTATION_ANGLE,
                        RubinPointing.rotationAngle(this, Quantity.degrees(0)))
                .with(Property.PHYSICAL_FILTER, LsstCam::physicalFilter)
                .with(
                        Property.CAN_SEE_SKY,
                        reading ->
                                isOnMountain(reading) ? canSeeSky.read(reading) : (Boolean) false);
    }

    @Override
    @Nullable String exposurePrefix() {
        return "MC";
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "INSTRUME", "lsstCam");
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.LSSTCAM;
    }

    @Override
    public List<HeaderFix> fixes() {
        return LsstCamFixes.ALL;
    }

    @Override
    boolean isOnMountain(Reading reading) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        return "H".equals(RubinIdentity.controller(reading))
                || (begin != null && onTelescope.isBefore(begin));
    }

    @Override
    boolean typeTellsSky() {
        return false;
    }

    @Override
    int dayOffsetSeconds(Tai moment) {
        var utc = moment.toInstant();
        if (!YearMonth.from(utc.atZone(ZoneOffset.UTC)).isBefore(shipped)) {
            return super.dayOffsetSeconds(moment);
        }
        return -LABORATORY.getRules().getOffset(utc).getTotalSeconds();
    }

    /** How long the shutter was open; in a dark it never was, and what was asked for counts. */
    private static @Nullable Quantity exposureTime(Reading reading) {
        var shutter = reading.number(Possible.SECONDS, "SHUTTIME");
        return shutter != null && shutter > 0
                ? Quantity.seconds(shutter)
                : FitsRules.same(Property.EXPOSURE_TIME_REQUESTED).read(reading);
    }

    /** Empty places behind the first filter are not told. */
    private static String physicalFilter(Reading reading) {
        var joined = RubinExposure.physicalFilter(reading);
        while (joined.endsWith("~empty")) {
            joined = joined.substring(0, joined.length() - "~empty".length());
        }
        return joined;
    }
}
