package org.platebook.rest.records;

import org.platebook.http.access.Caller;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.record.Value;
import org.platebook.rest.tables.SiteTable;
import org.platebook.store.database.Role;
import org.platebook.store.ledger.Ledger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Record as it was accepted, and where it came from.
 *
 * @param record its name
 * @param table the table it was for
 * @param values what it said of the columns that the caller may see
 * @param source which source
 * @param software which program
 * @param user on whose behalf; empty for those who are not staff
 * @param request which request brought it
 * @param runKind science, or a kind of trial
 */
record FoundRecord(
        String record,
        String table,
        JsonNode values,
        String source,
        String software,
        String user,
        String request,
        String runKind) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    static FoundRecord of(Ledger.Found found, SiteTable table, Caller caller) {
        var provenance = found.provenance();
        var seen = table.columnsFor(caller.role());
        var values = MAPPER.createObjectNode();
        found.record()
                .values()
                .forEach(
                        (name, value) ->
                                seen.stream()
                                        .filter(column -> column.name().equalsIgnoreCase(name))
                                        .findFirst()
                                        .ifPresent(column -> put(values, name, value, column)));
        boolean isStaff = caller.role() == Role.STAFF;
        return new FoundRecord(
                found.record().id().toString(),
                found.record().table().toString(),
                values,
                provenance.source(),
                provenance.software(),
                isStaff ? provenance.user() : "",
                provenance.requestId(),
                provenance.runKind());
    }

    private static void put(ObjectNode into, String name, Value value, Column column) {
        switch (value) {
            case Value.Cleared _ -> into.putNull(name);
            case Value.Flag(boolean flag) -> into.put(name, flag);
            case Value.Whole(long whole) -> into.put(name, whole);
            case Value.Real(double real) -> into.set(name, number(real, column));
            case Value.Text(String text) -> into.put(name, text);
            case Value.SkyTime(var moment) -> into.put(name, moment.toString());
            case Value.Json(String json) -> into.set(name, MAPPER.readTree(json));
            case Value.Reals(double[] reals) -> {
                var array = into.putArray(name);
                for (double real : reals) {
                    array.add(number(real, column));
                }
            }
        }
    }

    /** As short as the column's type allows. */
    private static JsonNode number(double real, Column column) {
        return Double.isFinite(real)
                ? JsonNodeFactory.instance.numberNode(
                        column.datatype() == Datatype.FLOAT
                                ? Double.parseDouble(Float.toString((float) real))
                                : real)
                : JsonNodeFactory.instance.stringNode(Double.toString(real));
    }
}
