package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.visit.Snap;
import org.platebook.intake.visit.SnapFacts;
import org.platebook.model.time.Tai;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A row of {@code exposure} as read back for its visits.
 *
 * @param columns column to value as the driver gives it
 */
record StoredExposure(Map<String, @Nullable Object> columns) {

    long id() {
        return Objects.requireNonNull(whole("exposure_id"), "the key is never null");
    }

    @Nullable String text(String column) {
        return (String) columns.get(column);
    }

    @Nullable Long whole(String column) {
        return columns.get(column) instanceof Number number ? number.longValue() : null;
    }

    @Nullable Double real(String column) {
        return columns.get(column) instanceof Number number ? number.doubleValue() : null;
    }

    @Nullable Boolean flag(String column) {
        return (Boolean) columns.get(column);
    }

    double @Nullable [] reals(String column) {
        return columns.get(column) instanceof Array array ? doubles(array) : null;
    }

    @Nullable Tai moment(String nanosColumn) {
        var nanos = whole(nanosColumn);
        return nanos == null ? null : new Tai(nanos);
    }

    /** The exposure as the definition of visits sees it; null where it has no observing day. */
    @Nullable Snap snap() {
        var day = whole("day_obs");
        if (day == null) {
            return null;
        }
        long seq = orElse(whole("seq_num"), 0);
        long first = orElse(whole("group_counter_start"), seq);
        long last = orElse(whole("group_counter_end"), seq);
        var name = text("exposure_name");
        return new Snap(
                id(),
                name == null ? Long.toString(id()) : name,
                day.intValue(),
                seq,
                first,
                last,
                text("group_id"),
                whole("header_visit_id"),
                real("s_ra") != null && real("s_dec") != null && real("sky_rotation") != null,
                flag("can_see_sky"),
                facts());
    }

    private SnapFacts facts() {
        return new SnapFacts(
                moment("obs_start_ns"),
                moment("obs_end_ns"),
                real("exp_time"),
                text("physical_filter"),
                text("band"),
                text("target_name"),
                text("science_program"),
                text("observation_reason"),
                real("azimuth"),
                real("zenith_distance"));
    }

    /** What several exposures say alike; null where they differ. */
    static <T> @Nullable T shared(
            Iterable<StoredExposure> all, Function<StoredExposure, @Nullable T> said) {
        T first = null;
        boolean any = false;
        for (var one : all) {
            var value = said.apply(one);
            if (any && !Objects.equals(first, value)) {
                return null;
            }
            first = value;
            any = true;
        }
        return first;
    }

    private static long orElse(@Nullable Long value, long other) {
        return value == null ? other : value;
    }

    private static double[] doubles(Array array) {
        try {
            return Arrays.stream((Double[]) array.getArray())
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read an array of numbers", e);
        }
    }
}
