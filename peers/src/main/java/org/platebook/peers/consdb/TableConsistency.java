package org.platebook.peers.consdb;

import org.platebook.store.database.Database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks whether the tables of a night fit together. */
final class TableConsistency {

    private static final List<String> INSTRUMENTS = List.of("lsstcam", "latiss");

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Consistency of tables</title>
            <style>body { font: 1rem/1.5 system-ui; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }</style>
            <h1>Consistency of tables</h1>
            <p>What does not fit together in the tables of a night is told as JSON, rule by rule, at
            <code>/consdb/table_consistency/{instrument}/{day_obs}</code>, as in
            <code>/consdb/table_consistency/lsstcam/20250613</code>; the instrument is lsstcam or latiss.
            </html>
            """;

    private final Database database;
    private final Relations relations;

    TableConsistency(Database database, Relations relations) {
        this.database = database;
        this.relations = relations;
    }

    /** What breaks which rule on a night; empty where all is well. */
    Object of(WireRequest request) {
        int day = Math.toIntExact(Math.clamp(request.number("day_obs"), 0, Integer.MAX_VALUE));
        request.check();
        var instrument = request.name("instrument");
        var here = relations.instruments(request.caller());
        var valid = INSTRUMENTS.stream().filter(here::contains).toList();
        if (!valid.contains(instrument)) {
            throw WireFault.invalid("instrument", request.part("instrument"), valid);
        }
        var broken = new ArrayList<Map<String, Object>>();
        for (var rule : ConsistencyRules.of(instrument, relations.schema(instrument))) {
            broken.addAll(broken(request, rule, day));
        }
        return broken;
    }

    private List<Map<String, Object>> broken(
            WireRequest request, ConsistencyRules.Rule rule, int day) {
        return database.reader(request.caller().role())
                .read(
                        handle ->
                                handle.createQuery(rule.sql() + " order by 1, 2, 3")
                                        .bind("day", day)
                                        .map(
                                                (row, _) -> {
                                                    Map<String, Object> one = new LinkedHashMap<>();
                                                    one.put("rule", rule.name());
                                                    one.put("day_obs", row.getInt("day_obs"));
                                                    one.put("seq_num", row.getLong("seq_num"));
                                                    one.put("detail", row.getString("detail"));
                                                    return one;
                                                })
                                        .list());
    }

    /** For people who look at the address without a night. */
    static String page() {
        return PAGE;
    }
}
