package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads headers from JSON: an object of keyword to value, alone, beside the raw file it describes
 * (sidecar), or for all files of a folder (index).
 *
 * <p>{@code __CONTENT__} tells "metadata" (a header) from "translated" (an observation that
 * somebody translated already); in an index {@code __COMMON__} holds what all its files share.
 */
final class JsonHeaders {

    /** The name of a folder's index. */
    static final String INDEX = "_index.json";

    /** The key that makes a JSON object a sidecar or an index. */
    static final String CONTENT = "__CONTENT__";

    private static final String COMMON = "__COMMON__";
    private static final String METADATA = "metadata";
    private static final String TRANSLATED = "translated";

    /** What an observation translated elsewhere says at least, and no header does. */
    private static final List<String> TRANSLATION = List.of("instrument", "exposure_id");

    /** Python writes NaN and Infinity as such. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private JsonHeaders() {}

    /**
     * Reads one header or translation.
     *
     * @param path the file that it describes
     * @param source the file that holds the text
     * @throws Refused header-file.json where it is no JSON object, header-file.not-a-header where
     *     it is something else than a header
     */
    static HeaderFile read(Path path, Path source, String text) {
        var object = object(source, text);
        var isSidecar = object.has(CONTENT) && !path.equals(source);
        return file(
                path,
                source,
                isSidecar ? HeaderFormat.SIDECAR : HeaderFormat.JSON,
                object,
                content(source, object));
    }

    /**
     * Reads a folder's index: what it says of each file, in its order.
     *
     * @param source the index
     * @throws Refused header-file.json where it is no index
     */
    static Map<Path, HeaderFile> readIndex(Path source, String text) {
        var index = object(source, text);
        if (!index.has(CONTENT)) {
            throw HeaderRefusal.JSON.of(
                    source,
                    "is no index: expected \"__CONTENT__\" to be \"metadata\" or \"translated\"");
        }
        var content = content(source, index);
        var common = index.optional(COMMON);
        var files = new LinkedHashMap<Path, HeaderFile>();
        for (var entry : index.properties()) {
            if (entry.getKey().startsWith("__")) {
                continue;
            }
            if (!entry.getValue().isObject()) {
                throw HeaderRefusal.JSON.of(
                        source, "entry \"" + entry.getKey() + "\" is no object, expected a header");
            }
            var merged = JSON.createObjectNode();
            common.ifPresent(
                    shared ->
                            shared.properties().forEach(f -> merged.set(f.getKey(), f.getValue())));
            entry.getValue().properties().forEach(f -> merged.set(f.getKey(), f.getValue()));
            var path = source.resolveSibling(entry.getKey()).normalize();
            files.put(path, file(path, source, HeaderFormat.INDEX, merged, content));
        }
        return files;
    }

    private static HeaderFile file(
            Path path,
            Path source,
            HeaderFormat format,
            JsonNode object,
            HeaderFile.@Nullable Content said) {
        var cards = new ArrayList<Card>();
        for (var field : object.properties()) {
            if (!field.getKey().startsWith("_")) {
                add(cards, field.getKey(), field.getValue());
            }
        }
        var header = Header.of(cards);
        var content = said == null ? guess(source, header) : said;
        return new HeaderFile(
                path,
                format,
                content,
                List.of(new HeaderFile.Part(HeaderFile.PRIMARY, header)),
                List.of());
    }

    private static HeaderFile.Content guess(Path source, Header header) {
        if (Recognition.isHeader(header.cards())) {
            return HeaderFile.Content.HEADER;
        }
        throw HeaderRefusal.NOT_A_HEADER.of(
                source,
                TRANSLATION.stream().allMatch(header::has)
                        ? "is what a translator made of a header, not a header, and does not say"
                                + " \"__CONTENT__\": \"translated\""
                        : Recognition.NOT_A_HEADER);
    }

    private static HeaderFile.@Nullable Content content(Path source, JsonNode object) {
        var content = object.get(CONTENT);
        if (content == null) {
            return null;
        }
        return switch (content.isString() ? content.stringValue() : content.toString()) {
            case METADATA -> HeaderFile.Content.HEADER;
            case TRANSLATED -> HeaderFile.Content.TRANSLATION;
            case String other ->
                    throw HeaderRefusal.JSON.of(
                            source,
                            "\"__CONTENT__\" is %s, expected \"metadata\" or \"translated\""
                                    .formatted(other));
        };
    }

    private static JsonNode object(Path source, String text) {
        try {
            var root = JSON.readTree(text);
            if (!root.isObject()) {
                throw HeaderRefusal.JSON.of(
                        source, "is no JSON object, expected one of keywords and values");
            }
            return root;
        } catch (JacksonException e) {
            var at = e.getLocation();
            var line =
                    at == null
                            ? ""
                            : "line %s, column %s: ".formatted(at.getLineNr(), at.getColumnNr());
            throw HeaderRefusal.JSON.of(source, line + e.getOriginalMessage(), e);
        }
    }

    /** Adds one card, or for a list one per element. */
    private static void add(List<Card> cards, String name, JsonNode value) {
        var keyword = HeaderServiceLines.keywordOf(name);
        if (value.isArray()) {
            value.forEach(one -> cards.add(card(keyword, one)));
        } else {
            cards.add(card(keyword, value));
        }
    }

    private static Card card(String keyword, JsonNode node) {
        return YamlHeaders.commentary(Card.of(keyword, value(node)));
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> {
                if (!node.isIntegralNumber()) {
                    yield node.doubleValue();
                }
                yield node.canConvertToLong() ? (Object) node.longValue() : node.asString();
            }
            case STRING -> node.stringValue();
            case ARRAY, OBJECT, BINARY, POJO -> node.toString();
        };
    }
}
