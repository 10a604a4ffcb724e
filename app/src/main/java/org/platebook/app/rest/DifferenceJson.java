package org.platebook.app.rest;

import org.platebook.store.history.Difference;

import tools.jackson.databind.json.JsonMapper;

import java.util.Locale;

/** A difference between two moments as one object of JSON. */
public final class DifferenceJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private DifferenceJson() {}

    /** One line without its end. */
    public static String of(Difference difference) {
        var object = MAPPER.createObjectNode();
        var key = object.putObject("key");
        difference.key().forEach((column, value) -> key.set(column, MAPPER.readTree(value)));
        object.put("change", difference.change().name().toLowerCase(Locale.ROOT));
        object.put("column", difference.column());
        var before = difference.before();
        object.set("old", before == null ? MAPPER.nullNode() : MAPPER.readTree(before));
        var after = difference.after();
        object.set("new", after == null ? MAPPER.nullNode() : MAPPER.readTree(after));
        object.put("source", difference.source());
        object.put("record", difference.record());
        return object.toString();
    }
}
