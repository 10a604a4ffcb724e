package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with the Records of one request. */
final class Problems {

    private static final int MOST_TOLD = 100;
    private static final int MOST_CHARACTERS = 60;

    private final List<String> told = new ArrayList<>();
    private int count;

    /**
     * Adds a problem.
     *
     * @param column null where the whole row is meant
     * @param value null where there is none
     */
    void add(
            TableName table,
            String row,
            @Nullable String column,
            @Nullable Value value,
            String rule) {
        count++;
        if (told.size() < MOST_TOLD) {
            told.add(
                    table
                            + " ["
                            + row
                            + "]"
                            + (column == null ? "" : " " + column)
                            + (value == null ? "" : " = " + text(value))
                            + ": "
                            + rule);
        }
    }

    boolean none() {
        return count == 0;
    }

    /** Throws when there is a problem. */
    void refuse() {
        if (count == 0) {
            return;
        }
        var all = String.join("\n", told);
        throw new Refused(
                "record.invalid",
                count == told.size()
                        ? all
                        : all + "\nand %d problems more".formatted(count - told.size()));
    }

    static String text(Value value) {
        var whole =
                switch (value) {
                    case Value.Cleared _ -> "null";
                    case Value.Flag(boolean flag) -> Boolean.toString(flag);
                    case Value.Whole(long number) -> Long.toString(number);
                    case Value.Real(double number) -> Double.toString(number);
                    case Value.Text(String text) -> "'" + text + "'";
                    case Value.Moment(var moment) -> moment.nanos() + " ns TAI";
                    case Value.Json(String json) -> json;
                    case Value.Reals reals -> reals.toString();
                };
        return whole.length() <= MOST_CHARACTERS
                ? whole
                : whole.substring(0, MOST_CHARACTERS) + "…";
    }
}
