package org.platebook.model.record;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;

/**
 * Makes names of Records that sort by when they were made, so that an index of them grows at its
 * end: UUIDs of version 7 (RFC 9562, section 5.7). May be used by many threads and processes.
 */
public final class RecordIds {

    private static final long VERSION = 7L << 12;
    private static final int MILLIS_SHIFT = 16;
    private static final int STEPS_IN_A_MILLI = 1 << 12;
    private static final int NANOS_IN_A_MILLI = 1_000_000;

    private RecordIds() {}

    /** A new name; names sort in the order of the clock to a quarter of a microsecond. */
    public static UUID next() {
        return at(Instant.now(), UUID.randomUUID());
    }

    /**
     * A name made at a moment. The part of the millisecond that has gone by stands in the 12 bits
     * after the version (RFC 9562, section 6.2, method 3).
     *
     * @param moment from 1970 to the year 10889
     * @param random what makes it unique: of it the last 62 random bits are taken
     */
    static UUID at(Instant moment, UUID random) {
        long nanos = moment.get(ChronoField.NANO_OF_SECOND) % NANOS_IN_A_MILLI;
        long steps = nanos * STEPS_IN_A_MILLI / NANOS_IN_A_MILLI;
        return new UUID(
                moment.toEpochMilli() << MILLIS_SHIFT | VERSION | steps,
                random.getLeastSignificantBits());
    }
}
