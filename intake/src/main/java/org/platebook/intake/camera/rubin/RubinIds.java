package org.platebook.intake.camera.rubin;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.DayObs;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How Rubin's cameras number exposures, detector images and visits.
 *
 * <p>Source: lsst/obs_lsst 0e84d755, translators/lsst.py and _packer.py.
 */
final class RubinIds {

    private static final String SIMULATED = "HPQS";

    /** Controllers in the order of their thousands of years in exposure ids. */
    private static final String CONTROLLERS = "OCHPQS";

    /** From the day after this one OCS and CCS count together. */
    private static final int CCS_COUNTS_WITH_OCS_AFTER = 20231004;

    /** From the day after this one the simulated OCS and CCS count with the real ones. */
    private static final int SIMULATED_COUNT_WITH_OCS_AFTER = 20250417;

    private static final int SEQUENCES = 100_000;
    private static final int CONTROLLER_YEARS = 1000_00_00;
    private static final int FIRST_CONTROLLER = 2;

    private static final long PACKED_DETECTORS = 256;
    private static final long PACKED_SEQUENCES = 32_768;
    private static final long PACKED_DAYS = 16_384;
    private static final long FIRST_PACKED_DAY = LocalDate.of(2010, 1, 1).toEpochDay();

    /** Year 2050 with the last controller that counts for itself. */
    static final long LARGEST_EXPOSURE = 7050_12_31_99999L;

    /**
     * 41 bits: 8 for the detector, 15 for the sequence, 14 for the day, 4 for kinds of exposure.
     */
    static final long LARGEST_DETECTOR_EXPOSURE = (1L << 41) - 1;

    /** As a group's name of 14 hexadecimal digits followed by its length, at the longest. */
    static final long LARGEST_VISIT = 7_205_759_403_792_793_599L;

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private static final Pattern DATED_GROUP =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\.(\\d{3})(?:[+#](\\d+))?");

    private static final long GROUP_EPOCH =
            LocalDate.of(2015, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

    private static final int HASH_BYTES = 7;

    private RubinIds() {}

    /**
     * The exposure id: observing day and sequence number, the day moved by a thousand years for
     * each controller that counted for itself on that day.
     *
     * @param controller one letter of OCHPQS, null where it does not matter
     */
    static long exposure(DayObs date, long sequence, @Nullable String controller) {
        if (!isSequence(sequence)) {
            throw new Refused(
                    RubinCode.SEQNUM,
                    "SEQNUM is %s, expected 0 to %s".formatted(sequence, SEQUENCES - 1));
        }
        long day = date.yyyymmdd() + (long) CONTROLLER_YEARS * years(date.yyyymmdd(), controller);
        return day * SEQUENCES + sequence;
    }

    /**
     * The observing day that a card tells, in any form of a date, also with a time behind it.
     *
     * @throws Refused where it tells none
     */
    static DayObs day(String dayObs) {
        return DayObs.parse(
                dayObs.contains("T") ? dayObs.substring(0, dayObs.indexOf('T')) : dayObs);
    }

    static boolean isController(String letter) {
        return letter.length() == 1 && CONTROLLERS.contains(letter);
    }

    static boolean isSequence(long number) {
        return number >= 0 && number < SEQUENCES;
    }

    private static int years(int day, @Nullable String controller) {
        if (controller == null
                || (controller.equals("C") && day > CCS_COUNTS_WITH_OCS_AFTER)
                || (controller.length() == 1
                        && "PQS".contains(controller)
                        && day > SIMULATED_COUNT_WITH_OCS_AFTER)) {
            return 0;
        }
        int years = controller.length() == 1 ? CONTROLLERS.indexOf(controller) : -1;
        if (years < 0) {
            throw new Refused(
                    RubinCode.CONTROLLER,
                    "CONTRLLR is '%s', expected one of %s".formatted(controller, CONTROLLERS));
        }
        return years;
    }

    /** Whether a controller runs simulations. */
    static boolean isSimulated(String controller) {
        return controller.length() == 1 && SIMULATED.contains(controller);
    }

    /** The detector's image in an exposure, packed into 41 bits. */
    static long detectorExposure(long exposure, long detector) {
        long day = exposure / SEQUENCES;
        long sequence = exposure % SEQUENCES;
        long controller = day / CONTROLLER_YEARS - FIRST_CONTROLLER;
        long days =
                new DayObs((int) (day - controller * CONTROLLER_YEARS)).ordinal()
                        - FIRST_PACKED_DAY;
        if (detector < 0
                || detector >= PACKED_DETECTORS
                || sequence >= PACKED_SEQUENCES
                || days < 0
                || days >= PACKED_DAYS
                || controller < 0
                || controller >= CONTROLLERS.length()) {
            throw new Refused(
                    RubinCode.DETECTOR_EXPOSURE,
                    "detector %s of exposure %s cannot be packed: expected detectors to 255, sequence numbers to"
                                    .formatted(detector, exposure)
                            + " 32767, days from 2010 to 2054 and a known controller");
        }
        return detector
                + PACKED_DETECTORS
                        * (sequence + PACKED_SEQUENCES * (days + PACKED_DAYS * controller));
    }

    /**
     * The visit id of a group: the number that its name is; or for a dated name the seconds since
     * 2015, its milliseconds and its counter; or a hash of the name.
     */
    static long visit(String group) {
        if (WHOLE.matcher(group.strip()).matches()) {
            return longOf(group, group.strip());
        }
        var dated = DATED_GROUP.matcher(group);
        if (dated.matches()) {
            long seconds = secondsSince2015(group, dated.group(1));
            long counter = dated.group(3) == null ? 0 : longOf(group, dated.group(3));
            return longOf(
                    group,
                    String.format(Locale.ROOT, "%s%s%04d", seconds, dated.group(2), counter));
        }
        var digest = Arrays.copyOf(Blake2b.digest(group.getBytes(UTF_8)), HASH_BYTES);
        var hash = new BigInteger(HexFormat.of().formatHex(digest), 16);
        return longOf(group, String.format(Locale.ROOT, "%s%02d", hash, group.length()));
    }

    private static long secondsSince2015(String group, String time) {
        try {
            return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC) - GROUP_EPOCH;
        } catch (DateTimeException e) {
            throw new Refused(
                    RubinCode.GROUP, "group '%s' begins with no time".formatted(group), e);
        }
    }

    private static long longOf(String group, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new Refused(
                    RubinCode.GROUP,
                    "group '%s' gives a visit id beyond 63 bits".formatted(group),
                    e);
        }
    }
}
