package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** How the rows of a table are divided among partitions: by the values of one column of its key. */
public sealed interface Partitioning {

    /** The column. */
    String column();

    /**
     * The partition that rows with a value go to.
     *
     * @return empty where all partitions are there from the start
     * @throws Refused partition.day when the value should be an observing day and is none
     */
    Optional<Part> part(Value value);

    /**
     * A partition that holds a range of values.
     *
     * @param name what its table is called beside the table that it is a partition of, as in
     *     "202601"
     * @param from first value, as the database reads it; null where it has no lower bound
     * @param until first value after it; null where it has no upper bound
     */
    record Part(String name, @Nullable String from, @Nullable String until) {}

    /** Calendar units. */
    enum Width {
        /** One partition for each day. */
        DAY,
        /** One partition for each calendar month. */
        MONTH;

        /** As descriptions write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        LocalDate begin(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        LocalDate after(LocalDate begin) {
            return switch (this) {
                case DAY -> begin.plusDays(1);
                case MONTH -> begin.plusMonths(1);
            };
        }
    }

    /**
     * One partition for each day or month of an observing day (yyyymmdd) or a timestamp; made when
     * its first row comes.
     */
    record ByDate(String column, Width width) implements Partitioning {

        private static final int DAYS = 100;
        private static final int FIRST_YEAR = 1000;
        private static final int LAST_YEAR = 9999;
        private static final long MICROS_A_DAY = 86_400_000_000L;
        private static final long NANOS_A_MICRO = 1000;
        private static final long HALF_A_MICRO = 500;

        @Override
        public Optional<Part> part(Value value) {
            return switch (value) {
                case Value.Whole(long day) -> Optional.of(ofDay(day));
                case Value.SkyTime(var time) -> Optional.of(ofTime(time.nanos()));
                default -> Optional.empty();
            };
        }

        private Part ofDate(LocalDate date) {
            var begin = width.begin(date);
            return new Part(name(begin), number(begin), number(width.after(begin)));
        }

        private Part ofDay(long day) {
            try {
                long year = day / DAYS / DAYS;
                if (year < FIRST_YEAR || year > LAST_YEAR) {
                    throw new DateTimeException("year " + year);
                }
                int month = Math.toIntExact(day / DAYS % DAYS);
                return ofDate(LocalDate.of((int) year, month, Math.toIntExact(day % DAYS)));
            } catch (DateTimeException e) {
                throw new Refused(
                        FelisCode.PARTITION_DAY,
                        "invalid observing day %s in column %s: expected a date as yyyymmdd"
                                .formatted(day, column),
                        e);
            }
        }

        /** Rounded to the microsecond, as the database keeps it. */
        private Part ofTime(long nanos) {
            long micros = Math.floorDiv(nanos + HALF_A_MICRO, NANOS_A_MICRO);
            var begin = width.begin(LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_A_DAY)));
            return new Part(name(begin), begin.toString(), width.after(begin).toString());
        }

        private String name(LocalDate begin) {
            var day = number(begin);
            return switch (width) {
                case DAY -> day;
                case MONTH -> day.substring(0, day.length() - 2);
            };
        }

        private static String number(LocalDate date) {
            return String.format(
                    Locale.ROOT,
                    "%04d%02d%02d",
                    date.getYear(),
                    date.getMonthValue(),
                    date.getDayOfMonth());
        }
    }

    /**
     * One partition for so many consecutive numbers, the first of which is a multiple of that; made
     * when its first row comes.
     *
     * @param values how many, 1 or more
     * @param greatest greatest number that the column can hold
     */
    record ByNumber(String column, int values, long greatest) implements Partitioning {

        @Override
        public Optional<Part> part(Value value) {
            if (!(value instanceof Value.Whole(long number))) {
                return Optional.empty();
            }
            long place = Math.floorDiv(number, (long) values);
            long least = -greatest - 1;
            boolean isFirst = place == Math.floorDiv(least, (long) values);
            boolean isLast = place == Math.floorDiv(greatest, (long) values);
            return Optional.of(
                    new Part(
                            place < 0 ? "m" + -place : Long.toString(place),
                            isFirst ? null : Long.toString(place * values),
                            isLast ? null : Long.toString((place + 1) * values)));
        }
    }

    /**
     * A fixed number of partitions, among which PostgreSQL spreads rows evenly by a hash of the
     * column; all are there from the start.
     *
     * @param parts how many, 2 or more
     */
    record ByHash(String column, int parts) implements Partitioning {

        @Override
        public Optional<Part> part(Value value) {
            return Optional.empty();
        }
    }
}
