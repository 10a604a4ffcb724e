package org.platebook.intake.valid;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.ValidRange;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Scope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes rows that hold for a range (the annotation {@code platebook: valid}), so that what is said
 * last is in force: rows of the same kind that held for part of the range yield that part, and hold
 * on for what is left of theirs. What they held for before stays in the history.
 */
public final class Ranges {

    private static final long NANOS_A_MICRO = 1_000;

    private final Scope scope;
    private final TableName name;
    private final Table table;
    private final ValidRange valid;
    private final boolean counts;

    /**
     * @param scope the transaction
     * @param table a table of the schema with the annotation
     */
    public Ranges(Scope scope, Schema schema, String table) {
        this.scope = scope;
        this.name = new TableName(schema.name(), table);
        this.table = schema.table(table).orElseThrow();
        this.valid = Objects.requireNonNull(this.table.notes().valid());
        this.counts = this.table.column(valid.first()).orElseThrow().datatype() == Datatype.LONG;
    }

    /** A row as it is stored: where it begins and ends, and all it says. */
    private record Held(Place first, @Nullable Place last, Map<String, Value> values) {}

    /** A number or a moment (microseconds of TAI), in the order of the range. */
    private record Place(long at) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Long.compare(at, other.at);
        }
    }

    /**
     * Writes one row.
     *
     * @param values all columns of the row; the end of the range is {@link Value#CLEARED} where the
     *     row holds without end
     * @return how many rows yielded
     */
    public int put(Map<String, Value> values) {
        var first = Objects.requireNonNull(place(values.get(valid.first())));
        var last = place(values.get(valid.last()));
        scope.lock("valid:" + name + ":" + kind(values));
        var met = met(values, first, last);
        var rest = new ArrayList<TableRecord>();
        for (var held : met) {
            rest.addAll(yielded(held, first, last));
        }
        scope.write(List.of(record(values)));
        if (!rest.isEmpty()) {
            scope.write(rest);
        }
        return met.size();
    }

    private List<TableRecord> yielded(Held held, Place first, @Nullable Place last) {
        var rest = new ArrayList<TableRecord>();
        boolean keepsHead = held.first().compareTo(first) < 0;
        boolean keepsTail =
                last != null && (held.last() == null || last.compareTo(held.last()) < 0);
        if (keepsHead) {
            scope.write(List.of(record(with(held, held.first(), before(first)))));
        } else if (!held.first().equals(first)) {
            scope.withdraw(name, key(held));
        }
        if (keepsTail && last != null) {
            rest.add(record(with(held, after(last), held.last())));
        }
        return rest;
    }

    /** What a row says of another range than its own. */
    private Map<String, Value> with(Held held, Place first, @Nullable Place last) {
        var values = new LinkedHashMap<>(held.values());
        values.put(valid.first(), value(first));
        values.put(valid.last(), last == null ? Value.CLEARED : value(last));
        return values;
    }

    private Map<String, Value> key(Held held) {
        var key = new LinkedHashMap<String, Value>();
        table.primaryKey()
                .forEach(
                        column ->
                                key.put(column, Objects.requireNonNull(held.values().get(column))));
        return key;
    }

    private String kind(Map<String, Value> values) {
        return valid.per().stream()
                .map(column -> String.valueOf(values.get(column)))
                .collect(Collectors.joining(","));
    }

    private TableRecord record(Map<String, Value> values) {
        return new TableRecord(RecordIds.next(), name, values);
    }

    /** Where a row ends that yields to one that begins at a place. */
    private Place before(Place place) {
        return counts ? new Place(place.at() - 1) : place;
    }

    /** Where a row begins again behind one that ends at a place. */
    private Place after(Place place) {
        return counts ? new Place(place.at() + 1) : place;
    }

    private Value value(Place place) {
        return counts
                ? new Value.Whole(place.at())
                : new Value.SkyTime(new Tai(place.at() * NANOS_A_MICRO));
    }

    private @Nullable Place place(@Nullable Value value) {
        return switch (value) {
            case Value.Whole(long whole) -> new Place(whole);
            case Value.SkyTime(var moment) ->
                    new Place(Math.floorDiv(moment.nanos(), NANOS_A_MICRO));
            case null -> null;
            case Value.Cleared _ -> null;
            default -> throw new IllegalArgumentException("no place in a range: " + value);
        };
    }

    /** Rows of the same kind that hold for part of a range, in its order. */
    private List<Held> met(Map<String, Value> values, Place first, @Nullable Place last) {
        var range = counts ? "int8range(%s, %s, '[]')" : "tsrange(%s, %s, '[)')";
        var at = counts ? "%s" : "timestamp '1970-01-01' + %s * interval '1 microsecond'";
        var same =
                valid.per().stream()
                        .map(column -> "t.%s = :%s".formatted(column, column))
                        .collect(Collectors.joining(" and "));
        var sql =
                """
                select %s
                from %s.%s t
                where %s and %s && %s
                order by t.%s
                """
                        .formatted(
                                StoredValues.select(table),
                                name.schema(),
                                name.table(),
                                same,
                                range.formatted("t." + valid.first(), "t." + valid.last()),
                                range.formatted(
                                        at.formatted("cast(:first as bigint)"),
                                        at.formatted("cast(:last as bigint)")),
                                valid.first());
        return scope.read(
                handle -> {
                    var query =
                            handle.createQuery(sql)
                                    .bind("first", first.at())
                                    .bind("last", last == null ? null : last.at());
                    for (var column : valid.per()) {
                        query.bind(column, StoredValues.plain(values.get(column)));
                    }
                    return query.map((row, _) -> StoredValues.of(row, table)).list().stream()
                            .map(this::held)
                            .toList();
                });
    }

    private Held held(Map<String, Value> values) {
        return new Held(
                Objects.requireNonNull(place(values.get(valid.first()))),
                place(values.get(valid.last())),
                values);
    }
}
