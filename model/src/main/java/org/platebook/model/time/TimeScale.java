package org.platebook.model.time;

import org.platebook.model.failure.Refused;

/** A scale that times are written in: how to read and write a {@link Tai} in it. */
public enum TimeScale {
    /** International Atomic Time. */
    TAI {
        @Override
        Clock.Moment read(Tai tai) {
            return Clock.Moment.of(tai.nanos());
        }

        @Override
        Tai at(Clock.Moment moment) {
            return new Tai(Clock.nanos(moment.epochDay(), moment.nanoOfDay()));
        }
    },

    /**
     * Coordinated Universal Time, with leap seconds (23:59:60) from 1972 on; before 1972, and after
     * the last leap second known here, the nearest known offset from TAI is used.
     */
    UTC {
        @Override
        Clock.Moment read(Tai tai) {
            return Utc.read(tai);
        }

        @Override
        Tai at(Clock.Moment moment) {
            return Utc.at(moment);
        }

        @Override
        long dayNanos(long epochDay) {
            return Utc.dayNanos(epochDay);
        }
    },

    /** Terrestrial Time, 32.184 s ahead of TAI (IAU 1991 resolution A4). */
    TT {
        @Override
        Clock.Moment read(Tai tai) {
            return TAI.read(tai.plusNanos(TT_MINUS_TAI_NANOS));
        }

        @Override
        Tai at(Clock.Moment moment) {
            return TAI.at(moment).plusNanos(-TT_MINUS_TAI_NANOS);
        }
    };

    static final long TT_MINUS_TAI_NANOS = 32_184_000_000L;

    /**
     * Reads an ISO 8601 text in this scale.
     *
     * @param text a date, or a date and a time joined by "T" or a blank, with up to nine decimals;
     *     "Z" or "+00:00" at the end is allowed in UTC only, and so is second 60, on days that have
     *     one
     * @throws Refused {@code time.text} when the text is not such a time, {@code time.range} when
     *     it is not in the years 1678 to 2262
     */
    public Tai parse(String text) {
        return at(IsoText.parse(text, this));
    }

    /** Writes an ISO 8601 text in this scale without its name, with 0, 3, 6 or 9 decimals. */
    public String format(Tai tai) {
        return IsoText.format(read(tai));
    }

    /**
     * The moment of a modified Julian date in this scale. In UTC a day with a leap second is 86,401
     * seconds long (the convention of IAU SOFA and astropy).
     *
     * @throws Refused {@code time.mjd} when it is not finite or not in the years 1678 to 2262
     */
    public Tai ofMjd(double mjd) {
        return at(Clock.split(mjd, this::dayNanos));
    }

    /** The modified Julian date in this scale, rounded to the nearest double (about 0.6 µs). */
    public double mjd(Tai tai) {
        var moment = read(tai);
        return moment.mjd(dayNanos(moment.epochDay()));
    }

    abstract Clock.Moment read(Tai tai);

    abstract Tai at(Clock.Moment moment);

    long dayNanos(long epochDay) {
        return Clock.NANOS_PER_DAY;
    }
}
