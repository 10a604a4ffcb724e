package org.platebook.peers.consdb;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Faults;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes Records of what clients say of rows, with what is known of their observations filled in.
 */
final class InsertedRows {

    private final KnownObservations known;
    private final WritableTable table;
    private final Map<Long, Map<String, JsonNode>> rows;
    private final boolean updates;
    private final Map<Long, Map<ColumnRole, Long>> present;
    private final Map<Long, Map<ColumnRole, Long>> parents;
    private final Faults faults = new Faults();
    private int place;

    /**
     * @param rows number of the observation to columns; the columns are there in the table
     * @param updates whether rows that are there may be changed
     */
    InsertedRows(KnownObservations known, Map<Long, Map<String, JsonNode>> rows, boolean updates) {
        this.known = known;
        this.table = known.table();
        this.rows = rows;
        this.updates = updates;
        this.present = known.rows(rows.keySet());
        this.parents = table.isRoot(known.schema()) ? present : known.parents(rows.keySet());
    }

    /**
     * The Records, in the order of the rows.
     *
     * @throws WireFault when an observation is not known, or a new row lacks what it must have
     * @throws org.platebook.model.failure.Clash when a row is there and may not be changed
     * @throws Refused when a value is not of its column's type, or not what is known of the
     *     observation
     */
    List<TableRecord> records() {
        if (!updates && !present.isEmpty()) {
            throw Insertions.exists(table, present.keySet());
        }
        var records = new ArrayList<TableRecord>();
        for (var row : rows.entrySet()) {
            place = records.size();
            records.add(record(row.getKey(), row.getValue()));
        }
        if (!faults.none()) {
            throw faults.refused(ConsDbCode.VALUE);
        }
        return records;
    }

    private TableRecord record(long id, Map<String, JsonNode> said) {
        var values = new LinkedHashMap<String, Value>();
        values.put(table.idColumn(), new Value.Whole(id));
        said.forEach((column, value) -> put(id, values, column, value));
        fill(id, values);
        addExactTimes(values);
        if (!present.containsKey(id)) {
            var missing = new ArrayList<>(table.mandatory());
            missing.removeAll(values.keySet());
            if (!missing.isEmpty()) {
                throw WireFault.invalid("missing columns", String.join(",", missing));
            }
        }
        return new TableRecord(RecordIds.next(), table.name(), values);
    }

    private void put(long id, Map<String, Value> values, String column, JsonNode said) {
        var described = table.table().column(column).orElseThrow();
        try {
            var value = ColumnValue.of(described, said);
            if (column.equals(table.idColumn()) && !value.equals(new Value.Whole(id))) {
                faults.add(
                        of(
                                column,
                                said.asString(),
                                new Rule(Kind.KNOWN, "the row is that of " + id),
                                "%s is %s, but the row is that of %s".formatted(column, said, id)));
            }
            values.put(column, value);
        } catch (Refused refused) {
            faults.add(
                    of(
                            column,
                            refused.faults().getFirst().value(),
                            refused.faults().getFirst().rule(),
                            "%s %s: %s".formatted(table.idColumn(), id, refused.text())));
            values.put(column, Value.CLEARED);
        }
    }

    /** Visits go by the times in nanoseconds, which only Platebook has. */
    private void addExactTimes(Map<String, Value> values) {
        addExactTime(values, ColumnRole.OBS_START, ColumnRole.OBS_START_NS);
        addExactTime(values, ColumnRole.OBS_END, ColumnRole.OBS_END_NS);
    }

    private void addExactTime(Map<String, Value> values, ColumnRole time, ColumnRole nanos) {
        var described = table.table();
        if (described.column(time).isEmpty() || described.column(nanos).isEmpty()) {
            return;
        }
        var column = described.name(time);
        var exact = described.name(nanos);
        if (values.containsKey(column) && !values.containsKey(exact)) {
            values.put(
                    exact,
                    values.get(column) instanceof Value.SkyTime(Tai moment)
                            ? new Value.Whole(moment.nanos())
                            : Value.CLEARED);
        }
    }

    /** Adds what is known of the observation where the client does not say it. */
    private void fill(long id, Map<String, Value> values) {
        var identity = new LinkedHashMap<String, Long>();
        if (isRoot()) {
            var own = present.get(id);
            identity.putAll(named(own == null ? ofWhole(values) : own));
        } else if (parents.containsKey(id)) {
            identity.putAll(named(Objects.requireNonNull(parents.get(id))));
            values.forEach((column, value) -> agree(id, column, value, identity.get(column)));
        } else {
            throw WireFault.invalid(table.unknown(), id);
        }
        identity.forEach((column, number) -> values.putIfAbsent(column, new Value.Whole(number)));
        boolean nameless =
                isRoot()
                        && table.number() == ColumnRole.EXPOSURE_ID
                        && !table.identity().stream()
                                .map(table.table()::name)
                                .allMatch(values::containsKey);
        if (nameless && !present.containsKey(id)) {
            throw WireFault.invalid(table.unknown(), id);
        }
    }

    /** A new detector image has the day_obs and seq_num of its exposure or visit. */
    private Map<ColumnRole, Long> ofWhole(Map<String, Value> values) {
        for (var role : List.of(ColumnRole.VISIT_ID, ColumnRole.EXPOSURE_ID)) {
            var column = table.table().column(role).map(Column::name).orElse(null);
            if (role != table.number()
                    && column != null
                    && values.get(column) instanceof Value.Whole(long whole)) {
                var found = known.whole(role, whole);
                if (found.isEmpty()) {
                    throw WireFault.invalid(WireNames.EXPOSURE, whole);
                }
                return found;
            }
        }
        return Map.of();
    }

    private boolean isRoot() {
        return table.isRoot(known.schema());
    }

    /** By the columns of the table that is written, those that it has. */
    private Map<String, Long> named(Map<ColumnRole, Long> identity) {
        var named = new LinkedHashMap<String, Long>();
        identity.forEach(
                (role, number) ->
                        table.table()
                                .column(role)
                                .ifPresent(column -> named.put(column.name(), number)));
        return named;
    }

    private void agree(long id, String column, Value value, @Nullable Long knownTo) {
        if (knownTo != null && value instanceof Value.Whole(long said) && said != knownTo) {
            faults.add(
                    of(
                            column,
                            said,
                            new Rule(Kind.KNOWN, "is known to be " + knownTo),
                            "%s %s: %s is not %s, which it is known to be"
                                    .formatted(table.idColumn(), id, column, knownTo)));
        }
    }

    private Fault of(String column, @Nullable Object value, Rule rule, String line) {
        return new Fault(place, table.name().toString(), column, value, rule, line);
    }
}
