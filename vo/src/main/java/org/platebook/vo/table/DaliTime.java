package org.platebook.vo.table;

/**
 * Writes moments as DALI does (1.1, 3.3.3): 2026-01-15T20:31:07, with as many of six decimals as it
 * needs.
 */
final class DaliTime {

    /** The longest text, unless years have more than four digits. */
    static final int MOST_BYTES = 32;

    /** From 1970-01-01 to 2000-01-01, where PostgreSQL's timestamps begin. */
    private static final long EPOCH_DAYS = 10_957;

    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long SECOND_MICROS = 1_000_000L;

    private DaliTime() {}

    /**
     * Writes a moment.
     *
     * @param micros microseconds since 2000-01-01T00:00
     * @return how many bytes were written
     */
    static int write(long micros, byte[] into, int from) {
        long days = Math.floorDiv(micros, DAY_MICROS);
        long ofDay = Math.floorMod(micros, DAY_MICROS);
        int at = date(days + EPOCH_DAYS, into, from);
        into[at++] = 'T';
        int seconds = (int) (ofDay / SECOND_MICROS);
        at = padded(seconds / 3600, 2, into, at);
        into[at++] = ':';
        at = padded(seconds / 60 % 60, 2, into, at);
        into[at++] = ':';
        at = padded(seconds % 60, 2, into, at);
        int fraction = (int) (ofDay % SECOND_MICROS);
        if (fraction != 0) {
            into[at++] = '.';
            at = padded(fraction, 6, into, at);
            while (into[at - 1] == '0') {
                at--;
            }
        }
        return at - from;
    }

    /** The civil date of a day since 1970-01-01, after H. Hinnant, "chrono-compatible dates". */
    private static int date(long day, byte[] into, int from) {
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long ofEra = shifted - era * 146_097;
        long year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * year + year / 4 - year / 100);
        long month = (5 * ofYear + 2) / 153;
        int dayOfMonth = (int) (ofYear - (153 * month + 2) / 5 + 1);
        int calendarMonth = (int) (month < 10 ? month + 3 : month - 9);
        long calendarYear = year + era * 400 + (calendarMonth <= 2 ? 1 : 0);
        int at = padded((int) calendarYear, calendarYear > 9999 ? 6 : 4, into, from);
        into[at++] = '-';
        at = padded(calendarMonth, 2, into, at);
        into[at++] = '-';
        return padded(dayOfMonth, 2, into, at);
    }

    private static int padded(int value, int width, byte[] into, int from) {
        int rest = Math.abs(value);
        for (int i = width - 1; i >= 0; i--) {
            into[from + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + width;
    }
}
