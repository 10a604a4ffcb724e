package org.platebook.intake.ingest;

import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.correction.Correction;
import org.platebook.intake.correction.CorrectionFiles;
import org.platebook.intake.valid.Ranges;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.Scope;
import org.platebook.store.sql.LevelSql;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Loads corrections of headers, and derives the rows of the exposures anew that they hold for. */
public final class CorrectionLoad {

    private final CameraSpecializations cameras;
    private final CameraSchemas schemas;
    private final CameraTables tables;
    private final Ledger ledger;
    private final InstantSource clock;

    /**
     * @param tables makes a camera's tables when its first correction comes
     */
    public CorrectionLoad(
            CameraSpecializations cameras,
            CameraSchemas schemas,
            CameraTables tables,
            Ledger ledger,
            InstantSource clock) {
        this.tables = tables;
        this.cameras = cameras;
        this.schemas = schemas;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Loads the corrections of a file: for each camera all of them, with all rows that follow, or
     * none.
     *
     * @param by who says the corrections that name nobody
     * @param why the reason of those that give none
     * @throws org.platebook.model.failure.Refused when any of the file cannot be right; the message
     *     names file and line
     */
    public CorrectionSummary load(Path file, String by, String why, Provenance provenance) {
        var instruments =
                cameras.all().stream().map(CameraSpecialization::name).collect(Collectors.toSet());
        var origin = new CorrectionFiles.Origin(by, why, clock.instant());
        var bySchema = new LinkedHashMap<Schema, List<Correction>>();
        for (var correction : CorrectionFiles.read(file, instruments, origin)) {
            bySchema.computeIfAbsent(schemas.of(correction.instrument()), _ -> new ArrayList<>())
                    .add(correction);
        }
        var summary = new CorrectionSummary(0, 0, 0);
        for (var one : bySchema.entrySet()) {
            tables.ready(one.getKey());
            summary = summary.plus(load(one.getKey(), one.getValue(), file, provenance));
        }
        return summary;
    }

    private CorrectionSummary load(
            Schema schema, List<Correction> corrections, Path file, Provenance provenance) {
        var loadedAt = Tai.of(clock.instant());
        return ledger.transact(
                provenance,
                scope -> {
                    scope.lock("intake:" + schema.name());
                    Map<String, Correction> fresh = new LinkedHashMap<>();
                    corrections.forEach(one -> fresh.put(id(one), one));
                    int offered = fresh.size();
                    fresh.keySet().removeAll(known(scope, schema, fresh.keySet()));
                    if (fresh.isEmpty()) {
                        return new CorrectionSummary(0, offered, 0);
                    }
                    var records = new ArrayList<TableRecord>();
                    fresh.forEach(
                            (id, one) -> records.add(record(schema, id, one, file, loadedAt)));
                    scope.write(records);
                    putRanges(scope, schema, fresh);
                    var stored = new StoredCorrections(schemas);
                    var rederived =
                            new Rederivation(cameras, schema, scope)
                                    .of(
                                            exposures(scope, schema, fresh.values()),
                                            stored.refreshed(scope, schema));
                    return new CorrectionSummary(fresh.size(), offered - fresh.size(), rederived);
                });
    }

    /** Of two that set the same card of an exposure, the one that was said later is in force. */
    private static void putRanges(Scope scope, Schema schema, Map<String, Correction> fresh) {
        var ranges = new Ranges(scope, schema, schema.levels().first(Level.CORRECTION_CARD).name());
        fresh.entrySet().stream()
                .sorted(Comparator.comparing(one -> one.getValue().at()))
                .forEach(
                        one -> {
                            if (one.getValue().scope()
                                    instanceof Correction.OfExposures(var first, var last)) {
                                putRange(ranges, one.getKey(), one.getValue(), first, last);
                            }
                        });
    }

    private static void putRange(
            Ranges ranges, String id, Correction correction, long first, long last) {
        var cards = JsonMapper.shared().readTree(CorrectionFields.write(correction.cards()));
        cards.properties()
                .forEach(
                        card -> {
                            var values = new LinkedHashMap<String, Value>();
                            values.put("keyword", new Value.Text(card.getKey()));
                            values.put("exposure_id_first", new Value.Whole(first));
                            values.put("exposure_id_last", new Value.Whole(last));
                            values.put("card_value", new Value.Json(card.getValue().toString()));
                            values.put("correction_id", new Value.Text(id));
                            ranges.put(values);
                        });
    }

    /** Names a correction by all that it says, so that the same one is never stored twice. */
    private static String id(Correction correction) {
        return Sha256.of(
                String.join(
                        "\n",
                        correction.instrument(),
                        correction.scope().toString(),
                        CorrectionFields.write(correction.cards()),
                        correction.by(),
                        correction.why()));
    }

    private static List<String> known(Scope scope, Schema schema, Iterable<String> ids) {
        var wanted = new ArrayList<String>();
        ids.forEach(wanted::add);
        return scope.read(
                handle ->
                        handle.createQuery(
                                        LevelSql.of(schema)
                                                .text(
                                                        "select correction_id from {correction} where correction_id = any(:ids)"))
                                .bind("ids", wanted.toArray(String[]::new))
                                .mapTo(String.class)
                                .list());
    }

    private static TableRecord record(
            Schema schema, String id, Correction correction, Path file, Tai loadedAt) {
        var row =
                DraftRow.of(schema, Level.CORRECTION)
                        .text("correction_id", id)
                        .json("fields", CorrectionFields.write(correction.cards()))
                        .text("reason", correction.why())
                        .text("author", correction.by())
                        .text("source", file.toString())
                        .moment("said_at", Tai.of(correction.at()))
                        .moment("loaded_at", loadedAt);
        return switch (correction.scope()) {
            case Correction.OfObservation(var name) ->
                    row.text(ColumnRole.EXPOSURE_NAME, name).record();
            case Correction.OfExposures(var first, var last) ->
                    row.whole("exposure_id_first", first).whole("exposure_id_last", last).record();
        };
    }

    private static Set<Long> exposures(
            Scope scope, Schema schema, Iterable<Correction> corrections) {
        var names = new ArrayList<String>();
        var firsts = new ArrayList<Long>();
        var lasts = new ArrayList<Long>();
        for (var correction : corrections) {
            switch (correction.scope()) {
                case Correction.OfObservation(var name) -> names.add(name);
                case Correction.OfExposures(var first, var last) -> {
                    firsts.add(first);
                    lasts.add(last);
                }
            }
        }
        return scope.read(
                handle ->
                        new TreeSet<>(
                                handle.createQuery(LevelSql.of(schema).text(AFFECTED))
                                        .bind("names", names.toArray(String[]::new))
                                        .bind("firsts", firsts.toArray(Long[]::new))
                                        .bind("lasts", lasts.toArray(Long[]::new))
                                        .mapTo(Long.class)
                                        .list()));
    }

    private static final String AFFECTED =
            """
            select {exposure:exposure_id}
            from {exposure}
            where {exposure:exposure_name} = any(:names)
            union
            select one.{exposure:exposure_id}
            from unnest(:firsts::bigint[], :lasts::bigint[]) as range(first, last)
            join {exposure} as one on one.{exposure:exposure_id} between range.first and range.last
            """;
}
