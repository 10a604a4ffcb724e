package org.platebook.rest.records;

import org.platebook.http.access.Caller;
import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Faults;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.record.Provenance;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.rest.tables.SiteTables;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the bodies of requests that write; what they hold and nobody expects is refused. */
public final class RecordsBody {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final String RUN_KIND = "run_kind";

    private final JsonNode body;

    private RecordsBody(JsonNode body) {
        this.body = body;
    }

    static RecordsBody read(byte[] bytes) {
        try {
            var body = MAPPER.readTree(bytes);
            if (!body.isObject()) {
                throw refused("the body is %s, expected an object".formatted(kind(body)));
            }
            return new RecordsBody(body);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new Refused(
                    RestCode.BODY,
                    "the body is no JSON, line %s: %s"
                            .formatted(
                                    place == null ? 1 : place.getLineNr(), e.getOriginalMessage()),
                    e);
        }
    }

    /**
     * Reads an object.
     *
     * @param known the names that it may have
     */
    public static JsonNode object(byte[] bytes, Set<String> known) {
        var body = read(bytes).body;
        only(body, known, "the body");
        return body;
    }

    /** What the results are of: science, or a kind of trial. */
    String runKind() {
        var kind = body.path(RUN_KIND);
        if (kind.isMissingNode()) {
            return Provenance.SCIENCE;
        }
        if (!kind.isString()) {
            throw refused("run_kind is %s, expected a text".formatted(kind));
        }
        return kind.stringValue();
    }

    /**
     * The records of a request that may have many.
     *
     * @param faults told of each table that is not there, or not for the caller
     */
    List<AskedRecord> records(SiteTables tables, Caller caller, Faults faults) {
        only(body, Set.of("records", RUN_KIND), "the body");
        var records = body.path("records");
        if (!records.isArray() || records.isEmpty()) {
            throw refused(
                    "records is %s, expected an array of at least one".formatted(kind(records)));
        }
        Map<String, Optional<SiteTable>> known = new HashMap<>();
        var asked = new ArrayList<AskedRecord>();
        for (int i = 0; i < records.size(); i++) {
            var place = "records[%s]".formatted(i);
            var record = records.get(i);
            if (!record.isObject()) {
                throw refused("%s is %s, expected an object".formatted(place, kind(record)));
            }
            only(record, Set.of("table", "values", "withdraw"), place);
            var name = record.path("table");
            if (!name.isString()) {
                throw refused(
                        "%s.table is %s, expected the name of a table"
                                .formatted(place, kind(name)));
            }
            var values = values(record.path("values"), place + ".values");
            boolean withdraws = withdraws(record.path("withdraw"), place);
            var table =
                    known.computeIfAbsent(name.stringValue(), each -> tables.ifKnown(each, caller));
            if (table.isPresent()) {
                asked.add(new AskedRecord(i, table.get(), values, withdraws));
            } else {
                unknown(i, name.stringValue(), faults);
            }
        }
        return asked;
    }

    private static void unknown(int place, String name, Faults faults) {
        boolean hasSchema = SiteTables.name(name).isPresent();
        var rule =
                new Rule(
                        Kind.TABLE,
                        hasSchema
                                ? "there is no such table here"
                                : "expected a schema and a table, as in cdb_lsstcam.exposure");
        faults.add(
                new Fault(
                        place,
                        Fault.shortened(name),
                        null,
                        null,
                        rule,
                        "records[%s] %s: %s".formatted(place, Fault.shortened(name), rule)));
    }

    /** The values of a request for one row. */
    Map<String, JsonNode> values() {
        only(body, Set.of("values", RUN_KIND), "the body");
        return values(body.path("values"), "values");
    }

    private static boolean withdraws(JsonNode word, String place) {
        if (word.isMissingNode()) {
            return false;
        }
        if (!word.isBoolean()) {
            throw refused("%s.withdraw is %s, expected true or false".formatted(place, word));
        }
        return word.booleanValue();
    }

    private static Map<String, JsonNode> values(JsonNode node, String place) {
        if (!node.isObject()) {
            throw refused(
                    "%s is %s, expected an object of columns and values"
                            .formatted(place, kind(node)));
        }
        var values = new LinkedHashMap<String, JsonNode>();
        node.properties().forEach(each -> values.put(each.getKey(), each.getValue()));
        return values;
    }

    private static void only(JsonNode object, Set<String> known, String place) {
        var others =
                object.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> !known.contains(name))
                        .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw refused(
                    "%s has %s; there are %s"
                            .formatted(place, others, known.stream().sorted().toList()));
        }
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "missing"
                : node.isContainer()
                        ? "an " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                        : node.toString();
    }

    private static Refused refused(String message) {
        return new Refused(RestCode.BODY, message);
    }
}
