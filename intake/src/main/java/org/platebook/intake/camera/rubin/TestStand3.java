package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

/**
 * Test stand 3 at Brookhaven, one detector at a time.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/ts3.py.
 */
final class TestStand3 extends RubinCamera {

    TestStand3() {
        super("LSST-TS3");
    }

    @Override
    Rules rules(Rules rubin) {
        return TestStand.rules(rubin)
                .with(Property.DETECTOR_NAME, PropertyRule.always("S00"))
                .with(Property.DETECTOR_GROUP, this::group)
                .with(Property.PHYSICAL_FILTER, PropertyRule.text("FILTER"))
                .with(Property.DATETIME_BEGIN, reading -> reading.time(TimeScale.UTC, "MJD-OBS"))
                .with(Property.EXPOSURE_ID, TestStand3::exposureId)
                .with(Property.VISIT_ID, FitsRules.same(Property.EXPOSURE_ID))
                .with(Property.DETECTOR_EXPOSURE_ID, TestStand::detectorExposure)
                .with(Property.SCIENCE_PROGRAM, TestStand3::date)
                .with(Property.OBSERVATION_ID, TestStand3::observationId);
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "TSTAND", "BNL-TS3-2-Janeway");
    }

    @Override
    public IdLimits idLimits() {
        return TestStand.ID_LIMITS;
    }

    @Override
    int dayOffsetSeconds(Tai moment) {
        return TestStand.DAY_OFFSET_SECONDS;
    }

    private @Nullable String group(Reading reading) {
        var detector = TestStand.detector(reading, detectorTable());
        return detector == null ? null : detector.group();
    }

    private static @Nullable Long exposureId(Reading reading) {
        var date = reading.text("DATE-OBS");
        if (date == null) {
            reading.missing("the start of the exposure", "DATE-OBS");
            return null;
        }
        return TestStand.exposure(date);
    }

    /** Nothing tells the program; the day stands for it. */
    private static @Nullable String date(Reading reading) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        return begin == null ? null : TimeScale.UTC.format(begin).substring(0, 10);
    }

    private static @Nullable String observationId(Reading reading) {
        var file = reading.text("FILENAME");
        return file == null ? null : TestStand.stem(file);
    }
}
