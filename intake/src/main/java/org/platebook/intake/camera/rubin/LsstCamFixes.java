package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.correction.CorrectedHeader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known to be wrong in headers of LSSTCam, night by night.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsstCam.py, and the tickets it names.
 */
final class LsstCamFixes {

    private static final String BY = "LSSTCam";

    private static final int FIRST_NIGHTS_AFTER = 20250301;
    private static final int ROTATION_MENDED_ON = 20250422;
    private static final int ROTATION_TURNED_BEFORE_SEQUENCE = 251;

    private static final Set<Integer> PINHOLE_DAYS = Set.of(20231107, 20231108, 20241015, 20241016);

    private static final Set<Integer> BLOCK_DAYS =
            Set.of(
                    20250415, 20250416, 20250417, 20250418, 20250421, 20250423, 20250424, 20250425,
                    20250503, 20250504, 20250512, 20250522, 20250524, 20250826, 20250827, 20250828);

    private static final List<Span> DOME_CLOSED =
            List.of(
                    new Span(20250518, 0, Long.MAX_VALUE),
                    new Span(20250703, 743, 745),
                    new Span(20250704, 832, 834),
                    new Span(20250705, 1, 736),
                    new Span(20250707, 744, 823),
                    new Span(20250707, 864, 943),
                    new Span(20250714, 258, 781),
                    new Span(20250715, 205, 1218),
                    new Span(20250819, 4, 1052));

    private static final List<FilterFix> WRONG_FILTER =
            List.of(
                    new FilterFix(new Span(20250609, 76, 578), "z_20", "z", 201.0, 4),
                    new FilterFix(new Span(20260315, 49, 109), "i_39", "i", 304.0, 1));

    static final List<HeaderFix> ALL =
            List.of(
                    LsstCamFixes::secondFilterAlone,
                    LsstCamFixes::pinhole,
                    LsstCamFixes::rotationOfComCam,
                    LsstCamFixes::rotationTurned,
                    LsstCamFixes::domeClosed,
                    LsstCamFixes::wrongFilter,
                    LsstCamFixes::wrongBlock);

    private LsstCamFixes() {}

    private record Span(int day, long first, long last) {
        boolean holds(CorrectedHeader header) {
            var sequence = sequence(header);
            return day == dayObs(header)
                    && (last == Long.MAX_VALUE
                            || (sequence != null && first <= sequence && sequence <= last));
        }
    }

    private record FilterFix(Span span, String filter, String band, double position, long slot) {
        Map<String, Object> cards() {
            var cards = new LinkedHashMap<String, Object>();
            cards.put("FILTER", filter);
            cards.put("FILTBAND", band);
            cards.put("FILTPOS", position);
            cards.put("FILTSLOT", slot);
            return cards;
        }
    }

    private static CorrectedHeader secondFilterAlone(CorrectedHeader header) {
        var cards = header.corrected();
        return !cards.has("FILTER") && cards.isValued("FILTER2")
                ? header.with("FILTER2", null, "a second filter is told without a first", BY)
                : header;
    }

    private static CorrectedHeader pinhole(CorrectedHeader header) {
        return PINHOLE_DAYS.contains(dayObs(header))
                        && RubinCamera.says(header.corrected(), "FILTER", "ph_05")
                ? header.with("FILTER", "ph_5", "the pinhole filter is number 5", BY)
                : header;
    }

    private static CorrectedHeader rotationOfComCam(CorrectedHeader header) {
        int day = dayObs(header);
        var angle = header.corrected().number("ROTPA").orNull();
        return day > FIRST_NIGHTS_AFTER && day < ROTATION_MENDED_ON && angle != null && angle != 0
                ? header.with(
                        "ROTPA",
                        angle - 90,
                        "the angle was that of LSSTComCam, 90 degrees away, before 2025-04-22",
                        BY)
                : header;
    }

    private static CorrectedHeader rotationTurned(CorrectedHeader header) {
        var sequence = sequence(header);
        var angle = header.corrected().number("ROTPA").orNull();
        if (dayObs(header) != ROTATION_MENDED_ON
                || sequence == null
                || sequence >= ROTATION_TURNED_BEFORE_SEQUENCE
                || angle == null
                || angle == 0) {
            return header;
        }
        double turned = angle - 180;
        return header.with(
                "ROTPA",
                turned - 360 * Math.floor((turned + 180) / 360),
                "the angle was half a turn away in the first half of 2025-04-22",
                BY);
    }

    private static CorrectedHeader domeClosed(CorrectedHeader header) {
        return DOME_CLOSED.stream().anyMatch(span -> span.holds(header))
                ? header.with("VIGN_MIN", "FULLY", "the dome was closed", BY)
                : header;
    }

    private static CorrectedHeader wrongFilter(CorrectedHeader header) {
        var mended = header;
        for (var fix : WRONG_FILTER) {
            if (fix.span.holds(header)) {
                for (var card : fix.cards().entrySet()) {
                    mended =
                            mended.with(
                                    card.getKey(),
                                    card.getValue(),
                                    "another filter was in the beam than the header tells",
                                    BY);
                }
            }
        }
        return mended;
    }

    private static CorrectedHeader wrongBlock(CorrectedHeader header) {
        return BLOCK_DAYS.contains(dayObs(header))
                        && "BLOCK-417".equals(header.corrected().value("PROGRAM").orNull())
                ? header.with("PROGRAM", "BLOCK-T417", "the block was a test block (DM-53949)", BY)
                : header;
    }

    private static int dayObs(CorrectedHeader header) {
        var day = header.corrected().integer("DAYOBS").orNull();
        return day == null ? 0 : Math.clamp(day, 0, Integer.MAX_VALUE);
    }

    private static @Nullable Long sequence(CorrectedHeader header) {
        return header.corrected().integer("SEQNUM").orNull();
    }
}
