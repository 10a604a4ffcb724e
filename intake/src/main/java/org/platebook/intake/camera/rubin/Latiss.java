package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The imager and spectrograph of the auxiliary telescope, in use at the telescope since 2020.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/latiss.py.
 */
final class Latiss extends RubinCamera {

    private static final Location AUXILIARY_TELESCOPE =
            Location.ofGeodetic(-70.747698, -30.244728, 2663.0);

    private static final Tai AT_TELESCOPE_FROM = TimeScale.UTC.parse("2020-01-01T00:00:00");

    private static final String UNKNOWN = "unknown";
    private static final Quantity UNKNOWN_TIME = Quantity.seconds(-1);
    private static final Pattern EMPTY_FILTER = Pattern.compile("empty_?\\d*");

    private final List<HeaderFix> fixes;

    Latiss() {
        super("LATISS");
        this.fixes = new LatissFixes(this).all();
    }

    @Override
    Rules rules(Rules rubin) {
        return rubin.with(Property.TELESCOPE, PropertyRule.always("Rubin Auxiliary Telescope"))
                .with(Property.DETECTOR_GROUP, PropertyRule.always("RXX"))
                .with(Property.DETECTOR_NAME, PropertyRule.always("S00"))
                .with(Property.DETECTOR_SERIAL, PropertyRule.text("LSST_NUM", "DETSER"))
                .with(
                        Property.OBSERVATION_ID,
                        RubinIdentity.observationId(this, "OBSID", "IMGNAME"))
                .with(Property.OBJECT, this::object)
                .with(Property.SCIENCE_PROGRAM, PropertyRule.text("PROGRAM").orElse(UNKNOWN))
                .with(Property.BORESIGHT_ROTATION_ANGLE, RubinPointing.rotationAngle(this, null))
                .with(Property.EXPOSURE_TIME, Latiss::exposureTime)
                .with(Property.DARK_TIME, Latiss::darkTime)
                .with(Property.OBSERVATION_TYPE, this::observationType)
                .with(Property.PHYSICAL_FILTER, Latiss::filterAndGrating)
                .with(Property.TRACKING_RADEC, trackingRadec(rubin.rule(Property.TRACKING_RADEC)))
                .with(Property.ALTAZ_END, altazEnd(rubin.rule(Property.ALTAZ_END)));
    }

    @Override
    String exposurePrefix() {
        return "AT";
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "INSTRUME", "LATISS")
                || says(header, "INSTRUME", "LSST_ATISS")
                || says(header, "DETNAME", "RXX_S00");
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.LATISS;
    }

    @Override
    public List<HeaderFix> fixes() {
        return fixes;
    }

    @Override
    boolean isOnMountain(Reading reading) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        return begin != null && AT_TELESCOPE_FROM.isBefore(begin);
    }

    @Override
    Location home() {
        return AUXILIARY_TELESCOPE;
    }

    private @Nullable String object(Reading reading) {
        var object = reading.text("OBJECT");
        if (object != null) {
            return object;
        }
        if (RubinPointing.isScienceOnMountain(this, reading)) {
            reading.missing("the target", "OBJECT");
            return null;
        }
        return "UNKNOWN";
    }

    /** The observatory reads a header without exposure time as one of -1 s, and so must we. */
    private static Quantity exposureTime(Reading reading) {
        var time = reading.quantity(HeaderUnit.SECOND, Possible.SECONDS, "EXPTIME");
        if (time != null) {
            return time;
        }
        reading.problem("no EXPTIME", "seconds", "told as -1 s: not known");
        return UNKNOWN_TIME;
    }

    private static @Nullable Quantity darkTime(Reading reading) {
        var dark = reading.quantity(HeaderUnit.SECOND, Possible.SECONDS, "DARKTIME");
        var exposure = reading.get(Property.EXPOSURE_TIME);
        if (dark == null) {
            return RubinExposure.exposureTimeInstead(reading, "no DARKTIME");
        }
        return exposure == null || dark.value() >= exposure.value()
                ? dark
                : RubinExposure.exposureTimeInstead(reading, "DARKTIME is " + dark.value());
    }

    private @Nullable String observationType(Reading reading) {
        var told = reading.name("OBSTYPE", "IMGTYPE");
        if (told != null) {
            return told.toLowerCase(Locale.ROOT).equals("object") && !isOnMountain(reading)
                    ? "labobject"
                    : RubinExposure.observationType(told);
        }
        var exposure = reading.get(Property.EXPOSURE_TIME);
        var guess = exposure != null && exposure.value() == 0 ? "bias" : UNKNOWN;
        reading.problem("no OBSTYPE, no IMGTYPE", "the kind of exposure", "taken as " + guess);
        return guess;
    }

    private static String filterAndGrating(Reading reading) {
        var filter = reading.text("FILTER");
        var grating = reading.text("GRATING");
        return (filter == null
                        ? UNKNOWN
                        : shown(filter, EMPTY_FILTER.matcher(lower(filter)).matches()))
                + "~"
                + (grating == null
                        ? UNKNOWN
                        : shown(grating, grating.isEmpty() || lower(grating).startsWith("empty")));
    }

    private static String shown(String name, boolean empty) {
        return empty ? "empty" : name;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * Positions computed with a clock that was not set are wrong; where the telescope stood above
     * the horizon is not.
     */
    private PropertyRule<IcrsPosition> trackingRadec(PropertyRule<IcrsPosition> told) {
        return reading ->
                LatissFixes.clockWasNotSet(reading.corrected())
                        ? fromTheHorizon(reading)
                        : told.read(reading);
    }

    private @Nullable IcrsPosition fromTheHorizon(Reading reading) {
        var altaz = reading.get(Property.ALTAZ_BEGIN);
        var site = reading.get(Property.LOCATION);
        var begin = reading.get(Property.DATETIME_BEGIN);
        if (!RubinPointing.isTracking(reading)) {
            return null;
        }
        if (altaz == null || site == null || begin == null) {
            reading.missing("a direction above the horizon", "AZSTART", "ELSTART");
            return null;
        }
        reading.problem(
                "RA and DEC of a clock that was not set",
                "a position of the night",
                "computed from AZSTART and ELSTART");
        return HorizonToSky.position(altaz, begin, site);
    }

    /** For a time the cards were misspelt AELEND and AAZEND, and held nothing. */
    private static PropertyRule<HorizontalPosition> altazEnd(
            PropertyRule<HorizontalPosition> told) {
        return reading ->
                reading.header().has("AELEND") && !reading.header().has("ELEND")
                        ? null
                        : told.read(reading);
    }
}
