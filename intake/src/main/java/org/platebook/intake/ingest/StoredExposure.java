package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.visit.Snap;
import org.platebook.intake.visit.SnapFacts;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.time.Tai;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A row of an exposure or of its detector as read back for its visits.
 *
 * @param columns word of a role to value as the driver gives it
 */
record StoredExposure(Map<String, @Nullable Object> columns) {

    long id() {
        return Objects.requireNonNull(whole(ColumnRole.EXPOSURE_ID), "the key is never null");
    }

    @Nullable String text(ColumnRole column) {
        return (String) columns.get(column.word());
    }

    @Nullable Long whole(ColumnRole column) {
        return columns.get(column.word()) instanceof Number number ? number.longValue() : null;
    }

    @Nullable Double real(ColumnRole column) {
        return columns.get(column.word()) instanceof Number number ? number.doubleValue() : null;
    }

    @Nullable Boolean flag(ColumnRole column) {
        return (Boolean) columns.get(column.word());
    }

    double @Nullable [] reals(ColumnRole column) {
        return columns.get(column.word()) instanceof Array array ? doubles(array) : null;
    }

    @Nullable Tai moment(ColumnRole nanosColumn) {
        var nanos = whole(nanosColumn);
        return nanos == null ? null : new Tai(nanos);
    }

    /** The exposure as the definition of visits sees it; null where it has no observing day. */
    @Nullable Snap snap() {
        var day = whole(ColumnRole.DAY_OBS);
        if (day == null) {
            return null;
        }
        long seq = orElse(whole(ColumnRole.SEQ_NUM), 0);
        long first = orElse(whole(ColumnRole.GROUP_COUNTER_START), seq);
        long last = orElse(whole(ColumnRole.GROUP_COUNTER_END), seq);
        var name = text(ColumnRole.EXPOSURE_NAME);
        return new Snap(
                id(),
                name == null ? Long.toString(id()) : name,
                day.intValue(),
                seq,
                first,
                last,
                text(ColumnRole.GROUP_ID),
                whole(ColumnRole.HEADER_VISIT_ID),
                real(ColumnRole.S_RA) != null
                        && real(ColumnRole.S_DEC) != null
                        && real(ColumnRole.SKY_ROTATION) != null,
                flag(ColumnRole.CAN_SEE_SKY),
                facts());
    }

    private SnapFacts facts() {
        return new SnapFacts(
                moment(ColumnRole.OBS_START_NS),
                moment(ColumnRole.OBS_END_NS),
                real(ColumnRole.EXP_TIME),
                text(ColumnRole.PHYSICAL_FILTER),
                text(ColumnRole.BAND),
                text(ColumnRole.TARGET_NAME),
                text(ColumnRole.SCIENCE_PROGRAM),
                text(ColumnRole.OBSERVATION_REASON),
                real(ColumnRole.AZIMUTH),
                real(ColumnRole.ZENITH_DISTANCE));
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
