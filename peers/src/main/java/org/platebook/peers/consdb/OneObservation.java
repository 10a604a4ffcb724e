package org.platebook.peers.consdb;

import org.platebook.http.access.Caller;
import org.platebook.store.database.Database;
import org.platebook.store.database.Identity;
import org.platebook.store.flex.FlexibleMetadata;
import org.platebook.store.wide.WideViews;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Tells all that is known of one observation, whatever table it stands in. */
final class OneObservation {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final SelectRun run;
    private final Relations relations;

    OneObservation(Database database, SelectRun run, Relations relations) {
        this.database = database;
        this.run = run;
        this.relations = relations;
    }

    Object of(WireRequest request) {
        var type = ObservationTypes.checked(request);
        long id = request.number("obs_id");
        boolean flexible = request.flag("flex");
        request.check();
        var caller = request.caller();
        var instrument = relations.instrument(caller, request.part("instrument"));
        var idColumn = idColumn(type);
        var all = JSON.createObjectNode();
        for (var table : tables(caller, instrument, type)) {
            row(Caller.identityOf(request.http()), table, idColumn, id)
                    .properties()
                    .forEach(
                            column -> {
                                if (!all.has(column.getKey())) {
                                    all.set(column.getKey(), column.getValue());
                                }
                            });
        }
        if (all.isEmpty()) {
            throw WireFault.invalid(idColumn, id);
        }
        if (flexible) {
            addFlexible(caller, "cdb_" + instrument, type, id, all);
        }
        return all;
    }

    private void addFlexible(Caller caller, String schema, String type, long id, ObjectNode all) {
        var metadata = new FlexibleMetadata(schema, FlexAnswers.level(type));
        database.reader(caller.role())
                .read(handle -> metadata.values(handle, id))
                .forEach((key, value) -> all.putPOJO(key, FlexAnswers.plain(value)));
    }

    /** The wide view where there is one, else the tables that it would join; and telemetry. */
    private List<String> tables(Caller caller, String instrument, String type) {
        var there = relations.tables(caller, instrument);
        var own = "cdb_" + instrument + "." + type;
        var telemetry = "efd_" + instrument + "." + type + "_efd";
        var wide = WideViews.names(own).stream().filter(there::contains).findFirst();
        return wide
                .map(view -> List.of(view, telemetry))
                .orElseGet(() -> List.of(own, own + "_quicklook", telemetry))
                .stream()
                .filter(there::contains)
                .toList();
    }

    private static String idColumn(String type) {
        return type.replace("1", "") + "_id";
    }

    private JsonNode row(Identity caller, String table, String idColumn, long id) {
        var sql = "select * from %s where %s = %s".formatted(table, idColumn, id);
        var rows = run.openOwn(caller, sql);
        try (var reader = rows.reader()) {
            if (!reader.next()) {
                return JSON.createObjectNode();
            }
            var bytes = new ByteArrayOutputStream();
            try (var json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                for (int i = 0; i < rows.names().size(); i++) {
                    json.writeName(rows.names().get(i));
                    rows.cells().get(i).write(reader, i, json);
                }
                json.writeEndObject();
            }
            return JSON.readTree(bytes.toByteArray());
        }
    }
}
