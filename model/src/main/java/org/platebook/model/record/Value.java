package org.platebook.model.record;

import org.platebook.model.time.Tai;

import java.util.Arrays;

/** One value of one column, in a form that does not depend on the database. */
public sealed interface Value {

    /** Says that the column holds nothing from now on. */
    Value CLEARED = new Cleared();

    /** An explicit null: it clears the column. */
    record Cleared() implements Value {}

    /** True or false. */
    record Flag(boolean value) implements Value {}

    /** An integer of any width; the column's type bounds it. */
    record Whole(long value) implements Value {}

    /** A floating-point number; NaN is a measured NaN. */
    record Real(double value) implements Value {}

    /** Text. */
    record Text(String value) implements Value {}

    /**
     * A time that describes the sky, such as when the shutter opened, in TAI. When something became
     * known is never a value: it is a moment, an {@code Instant} that only the database writes.
     */
    record SkyTime(Tai value) implements Value {}

    /** JSON text. */
    record Json(String value) implements Value {}

    /** An array of numbers, such as the vertices of a polygon: ra, dec, ra, dec … in degrees. */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
    record Reals(double[] values) implements Value {

        public Reals {
            values = values.clone();
        }

        @Override
        public double[] values() {
            return values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reals(double[] others) && Arrays.equals(values, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Reals" + Arrays.toString(values);
        }
    }
}
