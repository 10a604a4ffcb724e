package org.platebook.peers.consdb;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.model.failure.Clash;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.Scope;
import org.platebook.store.schema.SchemaCatalog;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes what clients insert, through the ledger, each request in one transaction. */
final class Insertions {

    private final Ledger ledger;
    private final SchemaCatalog catalog;
    private final Relations relations;
    private final VisitUpkeep visits;

    Insertions(Ledger ledger, SchemaCatalog catalog, Relations relations, VisitUpkeep visits) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.relations = relations;
        this.visits = visits;
    }

    /** Rows that were named by the numbers of their observations: number to columns. */
    private record Rows(Map<Long, Map<String, JsonNode>> byId) {}

    Object byId(WireRequest request) {
        long id = request.number("obs_id");
        boolean updates = request.updates();
        var values = request.values(List.of("body", "values"), request.member("values"));
        request.check();
        var target = target(request, _ -> values.keySet());
        write(request, target, updates, _ -> new Rows(Map.of(id, values)));
        return answer(target.instrument(), id, target.table().name().toString());
    }

    Object bySequence(WireRequest request) {
        var identity = new LinkedHashMap<ColumnRole, Long>();
        identity.put(ColumnRole.DAY_OBS, request.number("day_obs"));
        identity.put(ColumnRole.SEQ_NUM, request.number("seq_num"));
        if (request.has("detector")) {
            identity.put(ColumnRole.DETECTOR, request.number("detector"));
        }
        boolean updates = request.updates();
        var values = request.values(List.of("body", "values"), request.member("values"));
        request.check();
        var obsId = List.copyOf(identity.values());
        var target = target(request, table -> named(table, identity, values.keySet()));
        var table = target.table();
        identity.forEach(
                (role, number) ->
                        values.put(
                                table.table().name(role),
                                JsonNodeFactory.instance.numberNode(number)));
        write(request, target, updates, known -> numbered(table, known, values));
        return answer(target.instrument(), obsId, table.name().toString());
    }

    /** Columns with those of an identity, by the names that a table has for them. */
    private static List<String> named(
            Table table, Map<ColumnRole, Long> identity, Collection<String> columns) {
        var all = new ArrayList<>(columns);
        identity.keySet()
                .forEach(role -> all.add(table.column(role).map(Column::name).orElse(role.word())));
        return all;
    }

    /** Finds the number of a row that is named by day_obs, seq_num and detector. */
    private static Rows numbered(
            WritableTable table, KnownObservations known, Map<String, JsonNode> values) {
        var said = values.get(table.idColumn());
        if (said != null && said.isIntegralNumber() && said.canConvertToLong()) {
            return new Rows(Map.of(said.longValue(), values));
        }
        var identity = new LinkedHashMap<ColumnRole, Long>();
        var missing = new ArrayList<String>();
        for (var role : table.identity()) {
            var column = table.table().name(role);
            var number = values.get(column);
            if (number == null || !number.canConvertToLong()) {
                missing.add(column);
            } else {
                identity.put(role, number.longValue());
            }
        }
        if (!missing.isEmpty()) {
            throw WireFault.invalid("missing columns", String.join(",", missing));
        }
        var id = known.id(identity);
        if (id.isEmpty()) {
            var absent = new ArrayList<>(table.mandatory());
            absent.removeAll(values.keySet());
            throw WireFault.invalid("missing columns", String.join(",", absent));
        }
        return new Rows(Map.of(id.get(), values));
    }

    Object many(WireRequest request) {
        boolean updates = request.updates();
        var place = List.of("body", "obs_dict");
        var rows = new LinkedHashMap<Long, Map<String, JsonNode>>();
        var columns = new ArrayList<String>();
        var all = request.member("obs_dict");
        if (all != null && !all.isObject()) {
            request.values(place, all);
        } else if (all != null) {
            for (var entry : all.properties()) {
                var values =
                        request.values(WireRequest.joined(place, entry.getKey()), entry.getValue());
                rows.put(request.key(place, entry.getKey()), values);
                columns.addAll(values.keySet());
            }
        }
        request.check();
        var target = target(request, _ -> columns);
        if (!rows.isEmpty()) {
            write(request, target, updates, _ -> new Rows(rows));
        }
        return answer(target.instrument(), List.copyOf(rows.keySet()), request.part("table"));
    }

    private static Map<String, Object> answer(String instrument, Object obsId, String table) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("message", "Data inserted");
        answer.put("instrument", instrument);
        answer.put("obs_id", obsId);
        answer.put("table", table);
        return answer;
    }

    /**
     * Where a request writes.
     *
     * @param instrument its name in lower case
     * @param schema the instrument's
     */
    private record Target(String instrument, Schema schema, WritableTable table) {}

    private Target target(
            WireRequest request, Function<Table, ? extends Iterable<String>> columns) {
        var instrument = relations.instrument(request.caller(), request.part("instrument"));
        var qualified = relations.qualified(instrument, request.part("table"));
        int dot = qualified.indexOf('.');
        var name = new TableName(qualified.substring(0, dot), qualified.substring(dot + 1));
        var valid = tables(request.caller(), instrument);
        if (!valid.contains(qualified)) {
            throw WireFault.invalid("table", qualified, valid);
        }
        var table = catalog.table(name).orElseThrow();
        if (!extra(table, columns.apply(table)).isEmpty()) {
            // It may have gained columns since it was looked up.
            catalog.refresh();
            table = catalog.table(name).orElseThrow();
        }
        var extra = extra(table, columns.apply(table));
        if (!extra.isEmpty()) {
            throw WireFault.invalid("extra columns", String.join(",", extra));
        }
        return new Target(instrument, relations.schema(instrument), WritableTable.of(name, table));
    }

    private static List<String> extra(Table table, Iterable<String> columns) {
        var extra = new ArrayList<String>();
        for (var column : columns) {
            boolean known = table.columns().stream().anyMatch(one -> one.name().equals(column));
            if (!known && !extra.contains(column)) {
                extra.add(column);
            }
        }
        return extra;
    }

    /** Tables of an instrument that can be written, with their schema. */
    private List<String> tables(Caller caller, String instrument) {
        var seen = relations.tables(caller, instrument);
        return Stream.concat(
                        Stream.of(relations.schema(instrument)),
                        catalog.schema(WireNames.telemetry(instrument)).stream())
                .flatMap(
                        schema ->
                                schema.tables().stream()
                                        .filter(WritableTable::isOne)
                                        .map(table -> new TableName(schema.name(), table.name())))
                .map(name -> name.toString().toLowerCase(java.util.Locale.ROOT))
                .filter(seen::contains)
                .toList();
    }

    private void write(
            WireRequest request,
            Target target,
            boolean updates,
            Function<KnownObservations, Rows> rows) {
        var table = target.table();
        ledger.transact(
                request.provenance(table.source()),
                scope -> {
                    boolean definesVisits = table.definesVisits(target.schema());
                    if (definesVisits) {
                        visits.lock(scope, target.schema().name());
                    }
                    var known = new KnownObservations(target.schema(), table, scope);
                    var records = write(scope, known, rows.apply(known).byId(), updates);
                    if (definesVisits) {
                        visits.define(scope, target.schema().name(), exposures(table, records));
                    }
                    return table;
                });
    }

    private static List<TableRecord> write(
            Scope scope,
            KnownObservations known,
            Map<Long, Map<String, JsonNode>> rows,
            boolean updates) {
        var table = known.table();
        var records = new InsertedRows(known, rows, updates).records();
        var report = scope.write(records).of(table.name());
        if (!updates && report.inserted() < records.size()) {
            throw exists(table, rows.keySet());
        }
        return records;
    }

    private static List<Long> exposures(WritableTable table, List<TableRecord> records) {
        var column = table.table().name(ColumnRole.EXPOSURE_ID);
        return records.stream()
                .map(record -> record.values().get(column))
                .mapMulti(
                        (@Nullable Value value, Consumer<Long> ids) -> {
                            if (value instanceof Value.Whole(long id)) {
                                ids.accept(id);
                            }
                        })
                .distinct()
                .toList();
    }

    /** Somebody else's row got there first. */
    static Clash exists(WritableTable table, Iterable<Long> ids) {
        return new Clash(
                ConsDbCode.EXISTS,
                "%s has a row for %s %s already; say u=1 to change it"
                        .formatted(table.name(), table.idColumn(), ids));
    }
}
