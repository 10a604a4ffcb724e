package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.correction.CardChange;
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Test stand 8 at SLAC, one raft at a time.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/ts8.py.
 */
final class TestStand8 extends RubinCamera {

    /** From here on exposures are numbered as those of cameras are. */
    private static final Tai NUMBERED_FROM = TimeScale.TAI.parse("2023-05-24T23:00:00");

    /** The card in which a file mended elsewhere keeps the DATE-OBS it was received with. */
    private static final String RECEIVED_DATE = "LSST-TS8 DATE-OBS";

    private static final double SECONDS_PER_DAY = 86_400;

    private static final Pattern RAFT = Pattern.compile("RTM-\\d{3}");

    private static final Map<Long, String> FILTER_POSITIONS =
            Map.of(2L, "g", 3L, "r", 4L, "i", 5L, "z", 6L, "y");

    /** Controllers of the readout boards, by which older headers without TSTAND are known. */
    private static final Set<String> CONTROLLERS =
            Set.of(
                    "000018910e0c",
                    "000018ee33b7",
                    "000018ee0f35",
                    "000018ee3b40",
                    "00001891fcc7",
                    "000018edfd65",
                    "0000123b5ba8",
                    "000018911b05",
                    "00001891fa3e",
                    "000018910d7f",
                    "000018ed9f12",
                    "000018edf4a7",
                    "000018ee34e6",
                    "000018ef1464",
                    "000018eda120",
                    "000018edf8a2",
                    "000018ef3819",
                    "000018ed9486",
                    "000018ee02c8",
                    "000018edfb24",
                    "000018ee34c0",
                    "000018edfb51",
                    "0000123b51d1",
                    "0000123b5862",
                    "0000123b8ca9",
                    "0000189208fa",
                    "0000189111af",
                    "0000189126e1",
                    "000018ee0618",
                    "000018ee3b78",
                    "000018ef1534");

    TestStand8() {
        super("LSST-TS8");
    }

    @Override
    Rules rules(Rules rubin) {
        var numbered = rubin.rule(Property.EXPOSURE_ID);
        return TestStand.rules(rubin)
                .with(Property.DETECTOR_SERIAL, TestStand8::serial)
                .with(Property.DETECTOR_NAME, this::detectorName)
                .with(Property.DETECTOR_GROUP, TestStand8::raft)
                .with(Property.PHYSICAL_FILTER, TestStand8::physicalFilter)
                .with(Property.EXPOSURE_ID, reading -> exposureId(reading, numbered))
                .with(Property.VISIT_ID, FitsRules.same(Property.EXPOSURE_ID))
                .with(Property.DETECTOR_EXPOSURE_ID, TestStand::detectorExposure)
                .with(Property.SCIENCE_PROGRAM, PropertyRule.text("RUNNUM"))
                .with(Property.OBSERVATION_ID, TestStand8::observationId);
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "TSTAND", "TS8")
                || (header.hasAll("LSST_NUM", "REBNAME")
                        && header.value("CONTNUM").orNull() instanceof String controller
                        && CONTROLLERS.contains(controller));
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.LSSTCAM;
    }

    @Override
    public IdLimits idLimits() {
        return TestStand.ID_LIMITS;
    }

    @Override
    public List<HeaderFix> fixes() {
        return List.of(this::endToldAsStart);
    }

    @Override
    int dayOffsetSeconds(Tai moment) {
        return TestStand.DAY_OFFSET_SECONDS;
    }

    /** DATE-OBS that equals the trigger of the readout is the end of the exposure. */
    private CorrectedHeader endToldAsStart(CorrectedHeader header) {
        var cards = header.corrected();
        var told = cards.text("DATE-OBS").orNull();
        var seconds = cards.number("EXPTIME").orNull();
        if (told == null || seconds == null || !told.equals(cards.value("DATE-TRG").orNull())) {
            return header;
        }
        var why = "DATE-OBS was the end of the exposure";
        var mjd = cards.number("MJD-OBS").orNull();
        var end = mjd == null ? TimeScale.TAI.parse(told) : TimeScale.TAI.ofMjd(mjd);
        var begin = end.plusSeconds(-seconds);
        var beginMjd = mjd == null ? begin.mjd() : mjd - seconds / SECONDS_PER_DAY;
        var mended = header;
        if (!cards.has("DATE-END")) {
            mended =
                    mended.with("DATE-END", told, why, name())
                            .with("MJD-END", end.mjd(), why, name());
        }
        return mended.with("MJD-OBS", beginMjd, why, name())
                .with("DATE-OBS", begin.toString(), why, name())
                .with("DATE-BEG", begin.toString(), why, name())
                .with("MJD-BEG", beginMjd, why, name());
    }

    /** The number of the detector's raft and slot; "-Dev" at its end means nothing. */
    private static @Nullable String serial(Reading reading) {
        var serial = reading.text("LSST_NUM");
        return serial == null ? null : serial.replaceFirst("-Dev$", "");
    }

    private @Nullable String detectorName(Reading reading) {
        var detector = TestStand.detector(reading, detectorTable());
        return detector == null ? null : detector.name();
    }

    private static @Nullable String raft(Reading reading) {
        var name = reading.text("RAFTNAME");
        if (name == null) {
            reading.missing("the raft", "RAFTNAME");
            return null;
        }
        var raft = RAFT.matcher(name);
        if (!raft.find()) {
            reading.problem("RAFTNAME is '" + name + "'", "RTM-nnn in it", Problem.LEFT_ABSENT);
            return null;
        }
        return raft.group();
    }

    private static String physicalFilter(Reading reading) {
        if (!reading.header().has("FILTPOS")) {
            var filter = RubinExposure.physicalFilter(reading);
            return filter.contains("unspecified") ? RubinExposure.UNKNOWN : filter;
        }
        var position = reading.integer("FILTPOS");
        var filter = position == null ? null : FILTER_POSITIONS.get(position);
        if (filter == null) {
            reading.problem("FILTPOS is " + position, "2 to 6", "filter unknown");
            return RubinExposure.UNKNOWN;
        }
        return filter;
    }

    private static @Nullable Long exposureId(
            Reading reading, PropertyRule<? extends Long> numbered) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        var observation = reading.get(Property.OBSERVATION_ID);
        if (begin != null
                && NUMBERED_FROM.isBefore(begin)
                && observation != null
                && observation.startsWith("TS_C_")) {
            return numbered.read(reading);
        }
        var date = dateAsReceived(reading);
        if (date == null) {
            reading.missing("the time of the exposure", "DATE-OBS");
            return null;
        }
        return TestStand.exposure(date);
    }

    /** Exposures were numbered by DATE-OBS before it was known to be the end. */
    private static @Nullable String dateAsReceived(Reading reading) {
        for (CardChange change : reading.corrected().changes()) {
            if (change.keyword().equals("DATE-OBS")
                    && change.by().equals("LSST-TS8")
                    && change.before() instanceof String date) {
                return date;
            }
        }
        return reading.text(RECEIVED_DATE, "DATE-OBS");
    }

    private static @Nullable String observationId(Reading reading) {
        var id = reading.text("OBSID");
        var file = id == null ? reading.text("FILENAME") : null;
        return file == null ? id : TestStand.stem(file);
    }
}
