package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as objects of JSON: in one array, or one after the other, as NDJSON has them. */
final class JsonFile implements TableFile {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Path file;
    private final JsonParser parser;
    private final boolean isArray;
    private @Nullable JsonToken at;

    JsonFile(Path file) {
        this.file = file;
        this.parser = MAPPER.createParser(file.toFile());
        try {
            this.at = parser.nextToken();
            this.isArray = at == JsonToken.START_ARRAY;
            if (isArray) {
                at = parser.nextToken();
            }
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    @Override
    public List<FileColumn> columns() {
        return List.of();
    }

    @Override
    public long rowCount() {
        return -1;
    }

    @Override
    public @Nullable Map<String, @Nullable Object> next() {
        try {
            if (at == null || (isArray && at == JsonToken.END_ARRAY)) {
                return null;
            }
            if (at != JsonToken.START_OBJECT) {
                throw new Refused(
                        LoadCode.FORMAT,
                        "%s, line %s: a row must be an object"
                                .formatted(file, parser.currentTokenLocation().getLineNr()));
            }
            JsonNode node = parser.readValueAsTree();
            at = parser.nextToken();
            return row(node);
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    private Refused refused(JacksonException e) {
        var place = e.getLocation();
        return new Refused(
                LoadCode.FORMAT,
                "%s, line %s: %s"
                        .formatted(
                                file,
                                place == null ? 1 : place.getLineNr(),
                                e.getOriginalMessage()),
                e);
    }

    private static Map<String, @Nullable Object> row(JsonNode object) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(each -> row.put(each.getKey(), value(each.getValue())));
        return row;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
            case STRING -> node.stringValue();
            case ARRAY ->
                    node.valueStream().allMatch(JsonNode::isNumber)
                            ? node.valueStream().mapToDouble(JsonNode::doubleValue).toArray()
                            : node.toString();
            default -> node.toString();
        };
    }

    @Override
    public void close() {
        parser.close();
    }
}
