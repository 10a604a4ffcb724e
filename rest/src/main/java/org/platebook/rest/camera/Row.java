package org.platebook.rest.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads columns of a result that may be null. */
public final class Row {

    private Row() {}

    public static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    public static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /** A number; what is measured as not a number is null too, since JSON cannot say it. */
    public static @Nullable Double real(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() || !Double.isFinite(value) ? null : value;
    }

    public static @Nullable Boolean truth(ResultSet row, String column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }

    @SuppressWarnings("NullAway") // an empty list stands for an absent array nowhere: null does
    public static double @Nullable [] reals(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        if (array == null) {
            return null;
        }
        var values = (Double[]) array.getArray();
        var copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }

    /** A column of TAI nanoseconds as a UTC text, as in "2026-01-16T01:02:03.456Z". */
    public static @Nullable String utc(ResultSet row, String column) throws SQLException {
        var nanos = whole(row, column);
        return nanos == null ? null : TimeScale.UTC.format(new Tai(nanos)) + "Z";
    }

    /** A column of TAI nanoseconds as a TAI text, as in "2026-01-16T01:02:40.456". */
    public static @Nullable String tai(ResultSet row, String column) throws SQLException {
        var nanos = whole(row, column);
        return nanos == null ? null : TimeScale.TAI.format(new Tai(nanos));
    }
}
