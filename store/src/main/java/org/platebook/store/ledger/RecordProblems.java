package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Faults;
import org.platebook.model.failure.Rule;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** All that is wrong with the Records of one request. */
final class RecordProblems {

    private final List<TableRecord> records;
    private final Faults faults = new Faults();
    private final Set<UUID> wrong = new HashSet<>();
    private @Nullable Map<UUID, Integer> places;

    /**
     * @param records the Records, in the order in which they were given
     */
    RecordProblems(List<TableRecord> records) {
        this.records = records;
    }

    /** Where there is one Record, or none whose place matters. */
    RecordProblems() {
        this(List.of());
    }

    /**
     * Adds a problem.
     *
     * @param row its key in words
     * @param columns empty where the whole row is meant
     * @param value null where there is none
     */
    void add(
            TableRecord record,
            String row,
            List<String> columns,
            @Nullable Value value,
            Rule rule) {
        wrong.add(record.id());
        var field = columns.isEmpty() ? null : String.join(", ", columns);
        faults.add(
                new Fault(
                        places().get(record.id()),
                        record.table().toString(),
                        field,
                        value == null ? null : given(value),
                        rule,
                        record.table()
                                + " ["
                                + row
                                + "]"
                                + (field == null ? "" : " " + field)
                                + (value == null ? "" : " = " + text(value))
                                + ": "
                                + rule));
    }

    private Map<UUID, Integer> places() {
        var known = places;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < records.size(); i++) {
                known.putIfAbsent(records.get(i).id(), i);
            }
            places = known;
        }
        return known;
    }

    boolean none() {
        return faults.none();
    }

    /** Those that nothing is wrong with. */
    List<TableRecord> right(List<TableRecord> some) {
        return some.stream().filter(record -> !wrong.contains(record.id())).toList();
    }

    /** Throws when there is a problem. */
    void refuse() {
        if (!none()) {
            throw faults.refused(LedgerCode.RECORD_INVALID);
        }
    }

    private static @Nullable Object given(Value value) {
        return switch (value) {
            case Value.Cleared _ -> null;
            case Value.Flag(boolean flag) -> flag;
            case Value.Whole(long number) -> number;
            case Value.Real(double number) when Double.isFinite(number) -> number;
            case Value.Real(double number) -> Double.toString(number);
            case Value.Text(String text) -> text;
            case Value.SkyTime(var moment) -> moment.toString();
            case Value.Json(String json) -> json;
            case Value.Reals reals -> Arrays.toString(reals.values());
        };
    }

    static String text(Value value) {
        var whole =
                switch (value) {
                    case Value.Cleared _ -> "null";
                    case Value.Flag(boolean flag) -> Boolean.toString(flag);
                    case Value.Whole(long number) -> Long.toString(number);
                    case Value.Real(double number) -> Double.toString(number);
                    case Value.Text(String text) -> "'" + text + "'";
                    case Value.SkyTime(var moment) -> moment.nanos() + " ns TAI";
                    case Value.Json(String json) -> json;
                    case Value.Reals reals -> reals.toString();
                };
        return Fault.shortened(whole);
    }

    /** A key in words, as in {@code day_obs=20260115, ccdexposure_id=7}. */
    static String words(Map<String, Value> key) {
        return key.entrySet().stream()
                .map(part -> part.getKey() + "=" + text(part.getValue()))
                .collect(Collectors.joining(", "));
    }
}
