package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.camera.world.Shared.Pair;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What headers written at the Subaru telescope share.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/subaru.py and
 * suprimecam.py.
 */
final class SubaruRules {

    private static final Location SUBARU = Location.ofGeodetic(-155.476667, 19.825556, 4139.0);

    static final Rules ALL =
            FitsRules.ALL
                    .with(Property.LOCATION, PropertyRule.always(SUBARU))
                    .with(Property.OBSERVATION_ID, PropertyRule.text("EXP-ID"))
                    .with(Property.OBSERVATION_COUNTER, FitsRules.same(Property.EXPOSURE_ID))
                    .with(Property.DATETIME_BEGIN, SubaruRules::begin)
                    .with(Property.DATETIME_END, SubaruRules::end)
                    .with(Property.DARK_TIME, FitsRules.same(Property.EXPOSURE_TIME))
                    .with(Property.PHYSICAL_FILTER, SubaruRules::filter)
                    .with(Property.SCIENCE_PROGRAM, PropertyRule.text("PROP-ID"))
                    .with(Property.OBSERVATION_TYPE, Shared.type("DATA-TYP", null))
                    .with(Property.OBSERVING_DAY_OFFSET, PropertyRule.always(Quantity.seconds(0)))
                    .with(Property.DETECTOR_NUM, PropertyRule.integer("DET-ID"))
                    .with(
                            Property.TRACKING_RADEC,
                            Shared.tracking(
                                    List.of(),
                                    Sexagesimal.DEGREES_PER_HOUR,
                                    new Pair("RA2000", "DEC2000")))
                    .with(Property.ALTAZ_BEGIN, Shared.altaz(new Pair("AZIMUTH", "ALTITUDE")))
                    .with(Property.BORESIGHT_AIRMASS, PropertyRule.number("AIRMASS"))
                    .with(Property.RELATIVE_HUMIDITY, PropertyRule.number("OUT-HUM"))
                    .with(Property.TEMPERATURE, PropertyRule.quantity(HeaderUnit.KELVIN, "OUT-TMP"))
                    .with(
                            Property.PRESSURE,
                            PropertyRule.quantity(HeaderUnit.HECTOPASCAL, "OUT-PRS"));

    private SubaruRules() {}

    /** Whether the exposure's or the frame's id begins like that. */
    static boolean hasIdOf(Header header, String begin) {
        return header.text("EXP-ID").orElse("").startsWith(begin)
                || header.text("FRAMEID").orElse("").startsWith(begin);
    }

    /** The number in a group of an id; another form is a problem. */
    static @Nullable Long number(Reading reading, String keyword, Pattern form, int group) {
        var id = reading.text(keyword);
        if (id == null) {
            reading.missing("an id", keyword);
            return null;
        }
        var match = form.matcher(id.strip());
        if (!match.matches()) {
            reading.problem(keyword + " is '" + id + "'", "an id of the form " + form, "not used");
            return null;
        }
        return Long.valueOf(match.group(group));
    }

    /** The name of the detector whose number is read. */
    static @Nullable String nameOf(Reading reading, List<String> names) {
        var num = reading.get(Property.DETECTOR_NUM);
        if (num == null) {
            return null;
        }
        if (num < 0 || num >= names.size()) {
            reading.problem(
                    "detector " + num, "a number from 0 to " + (names.size() - 1), "left absent");
            return null;
        }
        return names.get(num.intValue());
    }

    /**
     * DATE-OBS is a date alone and UT-STR the time on it; calibrated exposures tell their middle.
     */
    private static @Nullable Tai begin(Reading reading) {
        var begin = Shared.moment(reading, TimeScale.UTC, "DATE-OBS", "UT-STR");
        if (begin == null) {
            begin = reading.time(FitsRules.timeScale(reading), "DATE-BEG", "MJD-BEG", "MJD-STR");
        }
        return begin == null ? Shared.averageMinusHalf(reading, TimeScale.TAI) : begin;
    }

    /** UT-END, but never before the exposure time is over. */
    private static @Nullable Tai end(Reading reading) {
        var told = Shared.endMoment(reading, TimeScale.UTC, "DATE-OBS", "UT-END");
        var earliest = Shared.beginPlusExposure(reading);
        return told == null || (earliest != null && told.isBefore(earliest)) ? earliest : told;
    }

    private static @Nullable String filter(Reading reading) {
        var filter = reading.text("FILTER01");
        if (filter == null) {
            reading.missing("the name of a filter", "FILTER01");
            return null;
        }
        var name = filter.strip().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "UNRECOGNIZED", "UNRECOGNISED", "NOTSET", "UNKNOWN" -> "unknown";
            case "NONE" -> "empty";
            default -> name;
        };
    }
}
