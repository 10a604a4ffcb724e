package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is known to be wrong in headers of LATISS, by date.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/latiss.py.
 */
final class LatissFixes {

    private static final String BY = "LATISS";

    private static final Tai DETECTOR_068_FROM = utc("2019-06-24T00:00:00");
    private static final Tai IMAGE_TYPE_HAS_CARD_FROM = utc("2019-11-07T00:00:00");
    private static final Tai OBJECT_IS_SKY_FROM = utc("2020-01-27T20:00:00");
    private static final Tai DEGREES_FROM = utc("2020-01-28T22:00:00");
    private static final Tai END_IS_TRUE_FROM = utc("2020-02-01T00:00:00");
    private static final Tai START_POSITION_FROM = utc("2020-05-01T00:00:00");
    private static final Tai START_IN_DEGREES_FROM = utc("2021-02-11T18:45:00");
    private static final Tai START_IN_TAI_FROM = utc("2021-02-12T00:00:00");
    private static final Tai ROTATION_TURNED_FROM = utc("2020-11-19T00:00:00");
    private static final Tai ROTATION_TURNED_UNTIL = utc("2021-10-29T00:00:00");
    private static final Tai PLAIN_TARGETS_FROM = utc("2022-07-10T00:00:00");

    private static final String CLOCK_WAS_NOT_SET =
            "the camera's clock was not set; the time of the file is taken";

    private static final double DEGREES_PER_RADIAN = 180 / Math.PI;
    private static final double DEGREES_PER_HOUR = 15;

    /** TAI was taken for UTC: the sky turns this far in the 37 seconds between them. */
    private static final double LEAP_SECONDS_DEG = 37.0 / 3600.0 * 15.0;

    /** As in AT_O_20190306_000014: telescope, controller, day, sequence number. */
    private static final Pattern OBSERVATION = Pattern.compile("[^_]*_[^_]*_(\\d{8})_(\\d{1,9})");

    private final Latiss camera;

    LatissFixes(Latiss camera) {
        this.camera = camera;
    }

    List<HeaderFix> all() {
        return List.of(
                LatissFixes::identity,
                LatissFixes::clockOf1970,
                this::detector,
                this::end,
                this::imageType,
                this::engineering,
                this::radians,
                LatissFixes::shutter,
                this::target,
                LatissFixes::frames,
                this::startPosition,
                this::rotation,
                LatissFixes::southernHemisphere);
    }

    private static Tai utc(String text) {
        return TimeScale.UTC.parse(text);
    }

    private @Nullable Tai begin(CorrectedHeader header) {
        return Reading.of(camera, header).get(Property.DATETIME_BEGIN);
    }

    private boolean isBefore(CorrectedHeader header, Tai moment) {
        var begin = begin(header);
        return begin != null && begin.isBefore(moment);
    }

    private boolean isAfter(CorrectedHeader header, Tai moment) {
        var begin = begin(header);
        return begin != null && moment.isBefore(begin);
    }

    /** The oldest headers name an exposure once, in IMGNAME or OBSID. */
    private static CorrectedHeader identity(CorrectedHeader header) {
        var cards = header.corrected();
        var id = cards.text("OBSID").orElse(cards.text("IMGNAME").orElse(""));
        var mended = header;
        if (!cards.has("OBSID") && !id.isEmpty()) {
            mended = mended.with("OBSID", id, "told as IMGNAME", BY);
        }
        var parts = OBSERVATION.matcher(id);
        var named = parts.matches();
        if (!cards.has("DAYOBS") && named) {
            mended = mended.with("DAYOBS", parts.group(1), "told in OBSID", BY);
        } else if (!cards.has("DAYOBS") && cards.isValued("OBS-NITE")) {
            var night = cards.value("OBS-NITE").orNull();
            mended = mended.with("DAYOBS", night, "told as OBS-NITE", BY);
        }
        if (!cards.has("SEQNUM") && named) {
            mended = mended.with("SEQNUM", Long.valueOf(parts.group(2)), "told in OBSID", BY);
        }
        return mended;
    }

    /** A clock that was not set: the file's own date is the best there is. */
    private static CorrectedHeader clockOf1970(CorrectedHeader header) {
        var cards = header.corrected();
        if (!cards.text("DATE-OBS").orElse("").startsWith("1970")) {
            return header;
        }
        var why = CLOCK_WAS_NOT_SET;
        var mended = header;
        for (var keyword : List.of("DATE-OBS", "DATE-BEG")) {
            mended = mended.with(keyword, cards.value("DATE").orNull(), why, BY);
        }
        for (var keyword : List.of("MJD-OBS", "MJD-BEG")) {
            mended = mended.with(keyword, cards.value("MJD").orNull(), why, BY);
        }
        for (var keyword : List.of("DATE-END", "MJD-END")) {
            mended = cleared(mended, keyword, why);
        }
        for (var keyword : List.of("RA", "DEC", "RASTART", "DECSTART", "RAEND", "DECEND")) {
            mended = cleared(mended, keyword, "computed for a wrong time");
        }
        return mended;
    }

    /** Whether the time of a header had to be taken from its file, here or before it came here. */
    static boolean clockWasNotSet(CorrectedHeader header) {
        var cards = header.corrected();
        var begin = cards.text("DATE-OBS").orNull();
        return (begin != null && begin.equals(cards.text("DATE").orNull()))
                || header.changes().stream()
                        .anyMatch(change -> change.why().equals(CLOCK_WAS_NOT_SET));
    }

    private CorrectedHeader detector(CorrectedHeader header) {
        return isAfter(header, DETECTOR_068_FROM)
                ? header.with("LSST_NUM", "ITL-3800C-068", "the detector since 2019-06-24", BY)
                : header;
    }

    private CorrectedHeader end(CorrectedHeader header) {
        if (!header.corrected().isValued("DATE-END") || !isBefore(header, END_IS_TRUE_FROM)) {
            return header;
        }
        var why = "the end was not to be trusted before 2020-02-01";
        return cleared(cleared(header, "DATE-END", why), "MJD-END", why);
    }

    /** Before it had a card of its own the kind of exposure was told in GROUPID. */
    private CorrectedHeader imageType(CorrectedHeader header) {
        var cards = header.corrected();
        var group = cards.text("GROUPID").orElse("");
        if (group.isEmpty()
                || group.startsWith("test")
                || !isBefore(header, IMAGE_TYPE_HAS_CARD_FROM)) {
            return header;
        }
        var why = "GROUPID told the kind of exposure before 2019-11-07";
        var type = cards.text("IMGTYPE").orElse("");
        if (!type.isEmpty()) {
            return type.equals(group) ? cleared(header, "GROUPID", why) : header;
        }
        if (group.contains("_")) {
            return header.with("IMGTYPE", group.substring(0, group.indexOf('_')), why, BY);
        }
        var upper = group.toUpperCase(Locale.ROOT);
        if (upper.startsWith("FOCUS") && !upper.equals("FOCUS")) {
            return header.with("IMGTYPE", "FOCUS", why, BY);
        }
        return cleared(header, "GROUPID", why).with("IMGTYPE", group, why, BY);
    }

    private CorrectedHeader engineering(CorrectedHeader header) {
        return "OBJECT".equals(header.corrected().value("IMGTYPE").orNull())
                        && isBefore(header, OBJECT_IS_SKY_FROM)
                ? header.with("IMGTYPE", "ENGTEST", "OBJECT meant an engineering test", BY)
                : header;
    }

    private CorrectedHeader radians(CorrectedHeader header) {
        if (!isBefore(header, DEGREES_FROM)) {
            return header;
        }
        var mended = header;
        for (var keyword : List.of("RA", "DEC")) {
            var radians = header.corrected().number(keyword).orNull();
            if (radians != null) {
                mended =
                        mended.with(keyword, radians * DEGREES_PER_RADIAN, "it was in radians", BY);
            }
        }
        return mended;
    }

    private static CorrectedHeader shutter(CorrectedHeader header) {
        var time = header.corrected().number("SHUTTIME").orNull();
        return time != null && time != 0
                ? cleared(header, "SHUTTIME", "the shutter's own time says no more than EXPTIME")
                : header;
    }

    private CorrectedHeader target(CorrectedHeader header) {
        var cards = header.corrected();
        if (!cards.has("OBJECT")) {
            return "OBJECT".equals(cards.value("IMGTYPE").orNull())
                    ? header.with("OBJECT", "NOTSET", "no target was told", BY)
                    : header;
        }
        var target = cards.text("OBJECT").orElse("");
        return target.contains("spec:") && isBefore(header, PLAIN_TARGETS_FROM)
                ? header.with(
                        "OBJECT",
                        target.replace("spec:", ""),
                        "'spec:' marked spectra before 2022-07-10",
                        BY)
                : header;
    }

    private static CorrectedHeader frames(CorrectedHeader header) {
        var mended = header;
        if ("".equals(header.corrected().value("RADESYS").orNull())) {
            mended = mended.with("RADESYS", "ICRS", "a blank frame is ICRS", BY);
        }
        var tracking = header.corrected().value("TRACKSYS").orNull();
        if ("".equals(tracking)) {
            mended = cleared(mended, "TRACKSYS", "a blank frame says nothing");
        } else if ("SIDEREAL".equals(tracking)) {
            mended = mended.with("TRACKSYS", "RADEC", "SIDEREAL is now called RADEC", BY);
        }
        return mended;
    }

    private CorrectedHeader startPosition(CorrectedHeader header) {
        var mended = header;
        if (isBefore(header, START_POSITION_FROM)) {
            for (var keyword : List.of("RASTART", "DECSTART", "RAEND", "DECEND")) {
                mended = cleared(mended, keyword, "computed for another place, or the mount's own");
            }
            return mended;
        }
        for (var keyword : List.of("RASTART", "RAEND")) {
            var told = header.corrected().number(keyword).orNull();
            if (told == null || told == 0 || !isBefore(header, START_IN_TAI_FROM)) {
                continue;
            }
            boolean hours = isBefore(header, START_IN_DEGREES_FROM);
            mended =
                    mended.with(
                            keyword,
                            (hours ? told * DEGREES_PER_HOUR : told) + LEAP_SECONDS_DEG,
                            (hours ? "it was in hours, and " : "")
                                    + "37 s of the sky's turn behind",
                            BY);
        }
        return mended;
    }

    private CorrectedHeader rotation(CorrectedHeader header) {
        var angle = header.corrected().number("ROTPA").orNull();
        return angle != null
                        && isAfter(header, ROTATION_TURNED_FROM)
                        && isBefore(header, ROTATION_TURNED_UNTIL)
                ? header.with(
                        "ROTPA",
                        angle - 180,
                        "the angle was half a turn away from 2020-11-19 to 2021-10-28",
                        BY)
                : header;
    }

    private static CorrectedHeader southernHemisphere(CorrectedHeader header) {
        var z = header.corrected().number("OBSGEO-Z").orNull();
        return z != null && z > 0
                ? header.with("OBSGEO-Z", -z, "the telescope stands south of the equator", BY)
                : header;
    }

    private static CorrectedHeader cleared(CorrectedHeader header, String keyword, String why) {
        return header.corrected().isValued(keyword) ? header.with(keyword, null, why, BY) : header;
    }
}
