package org.platebook.peers.consdb;

import org.platebook.http.access.Caller;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.database.Database;
import org.platebook.store.database.Identity;
import org.platebook.store.flex.FlexibleMetadata;
import org.platebook.store.sql.LevelSql;
import org.platebook.store.sql.SqlText;
import org.platebook.store.wide.WideViews;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
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
        var all = JSON.createObjectNode();
        for (var source : sources(caller, instrument, type)) {
            row(Caller.identityOf(request.http()), source, id)
                    .properties()
                    .forEach(
                            column -> {
                                if (!all.has(column.getKey())) {
                                    all.set(column.getKey(), column.getValue());
                                }
                            });
        }
        if (all.isEmpty()) {
            throw WireFault.invalid(ObservationTypes.number(type).word(), id);
        }
        if (flexible) {
            addFlexible(caller, relations.schema(instrument), type, id, all);
        }
        return all;
    }

    private void addFlexible(Caller caller, Schema schema, String type, long id, ObjectNode all) {
        var metadata = new FlexibleMetadata(schema, FlexAnswers.level(type));
        database.reader(caller.role())
                .read(handle -> metadata.values(handle, id))
                .forEach((key, value) -> all.putPOJO(key, FlexAnswers.plain(value)));
    }

    /**
     * Where something is said of an observation.
     *
     * @param table its name with its schema
     * @param number the column of the observation's number
     */
    private record Source(String table, String number) {}

    /** The wide view where there is one, else the tables that it would join; and telemetry. */
    private List<Source> sources(Caller caller, String instrument, String type) {
        var there = relations.tables(caller, instrument);
        var number = ObservationTypes.number(type);
        var schema = relations.schema(instrument);
        var own = own(schema, type, there);
        var sources = new ArrayList<Source>();
        for (var table : own) {
            sources.add(
                    new Source(
                            LevelSql.of(schema).name(table).toString(),
                            SqlText.quoted(table.name(number))));
        }
        var telemetry = WireNames.telemetry(instrument, type);
        if (there.contains(telemetry)) {
            sources.add(new Source(telemetry, SqlText.quoted(number.word())));
        }
        return sources;
    }

    private static List<Table> own(Schema schema, String type, List<String> there) {
        var first = schema.levels().find(ObservationTypes.level(type));
        if (first.isEmpty()) {
            return List.of();
        }
        return WideViews.of(schema, first.get().name()).stream()
                .filter(view -> isThere(schema, view, there))
                .findFirst()
                .map(List::of)
                .orElseGet(
                        () ->
                                schema.tables().stream()
                                        .filter(table -> isAlike(table, first.get()))
                                        .filter(table -> isThere(schema, table, there))
                                        .toList());
    }

    /** Whether a table has rows for the same observations, by the same key. */
    private static boolean isAlike(Table table, Table first) {
        return WritableTable.isOne(table)
                && WritableTable.numberOf(table).equals(WritableTable.numberOf(first))
                && table.primaryKey().equals(first.primaryKey());
    }

    private static boolean isThere(Schema schema, Table table, List<String> there) {
        return there.contains(LevelSql.of(schema).name(table).toString());
    }

    private JsonNode row(Identity caller, Source source, long id) {
        var sql = "select * from %s where %s = %s".formatted(source.table(), source.number(), id);
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
