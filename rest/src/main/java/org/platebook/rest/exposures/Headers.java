package org.platebook.rest.exposures;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.Row;
import org.platebook.store.sql.LevelSql;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Headers as received, beside what was corrected in them and why. */
final class Headers {

    private static final String PARTS =
            """
            select file, file_sha256, part, cards
            from {exposure_header}
            where {exposure_header:exposure_id} = :exposure_id
            order by file, file_sha256, part_index
            """;

    private static final String CHANGES =
            """
            select part, keyword, value_received, value_corrected, reason, author
            from {exposure_header_change}
            where {exposure_header_change:exposure_id} = :exposure_id
            order by part, change_index
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CameraReader cameras;

    Headers(CameraReader cameras) {
        this.cameras = cameras;
    }

    /**
     * One card.
     *
     * @param value as received
     * @param corrected what holds instead, where changed
     * @param changed whether something else holds
     * @param added whether the header as received has no such card
     */
    record Card(
            String keyword,
            @Nullable Object value,
            @Nullable String comment,
            boolean changed,
            boolean added,
            @Nullable String corrected,
            @Nullable String reason,
            @Nullable String author) {

        Card correctedBy(Change change) {
            return new Card(
                    keyword,
                    value,
                    comment,
                    true,
                    added,
                    change.corrected(),
                    change.reason(),
                    change.author());
        }
    }

    record Part(String file, String sha256, String part, List<Card> cards) {}

    record Answer(long changed, List<Part> parts) {}

    record Change(
            String part,
            String keyword,
            @Nullable String corrected,
            String reason,
            String author) {}

    /**
     * The headers of an exposure.
     *
     * @throws org.platebook.model.failure.Missing when the exposure is not there
     */
    Answer of(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    Exposures.one(handle, schema, cameras.role(), exposureId);
                    var changes = changes(handle, schema, exposureId);
                    return new Answer(changes.size(), parts(handle, schema, exposureId, changes));
                });
    }

    /** The last change of each keyword, the one that holds. */
    private static List<Change> changes(Handle handle, Schema schema, long exposureId) {
        var last = new LinkedHashMap<List<String>, Change>();
        handle.createQuery(LevelSql.inPath(schema).text(CHANGES))
                .bind("exposure_id", exposureId)
                .map(
                        (row, _) ->
                                new Change(
                                        row.getString("part"),
                                        row.getString("keyword"),
                                        Row.text(row, "value_corrected"),
                                        row.getString("reason"),
                                        row.getString("author")))
                .forEach(change -> last.put(List.of(change.part(), change.keyword()), change));
        return List.copyOf(last.values());
    }

    private static List<Part> parts(
            Handle handle, Schema schema, long exposureId, List<Change> changes) {
        var parts =
                handle.createQuery(LevelSql.inPath(schema).text(PARTS))
                        .bind("exposure_id", exposureId)
                        .map(
                                (row, _) ->
                                        new Part(
                                                row.getString("file"),
                                                row.getString("file_sha256"),
                                                row.getString("part"),
                                                cards(row.getString("cards"))))
                        .list();
        changes.forEach(change -> apply(change, parts));
        return parts;
    }

    /** A change is shown at its card: in its part, else in the first part that has the keyword. */
    private static void apply(Change change, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        var own = parts.stream().filter(part -> part.part().equals(change.part())).toList();
        for (var part : own.isEmpty() ? parts : own) {
            int at = indexOf(part.cards(), change.keyword());
            if (at >= 0) {
                part.cards().set(at, part.cards().get(at).correctedBy(change));
                return;
            }
        }
        (own.isEmpty() ? parts : own)
                .getFirst()
                .cards()
                .add(
                        new Card(
                                change.keyword(),
                                null,
                                null,
                                true,
                                true,
                                change.corrected(),
                                change.reason(),
                                change.author()));
    }

    private static int indexOf(List<Card> cards, String keyword) {
        for (int i = 0; i < cards.size(); i++) {
            if (cards.get(i).keyword().equals(keyword)) {
                return i;
            }
        }
        return -1;
    }

    private static List<Card> cards(String json) {
        var cards = new ArrayList<Card>();
        for (var card : JSON.readTree(json)) {
            cards.add(
                    new Card(
                            card.path(0).asString(""),
                            value(card.path(1)),
                            card.path(2).isString() ? card.path(2).stringValue() : null,
                            false,
                            false,
                            null,
                            null,
                            null));
        }
        return cards;
    }

    /** A number that JSON cannot say exactly is kept as {"number": text}. */
    private static @Nullable Object value(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(value);
            case OBJECT -> value.path("number").asString("");
            case NULL, MISSING -> null;
            default -> value.toString();
        };
    }

    private static Object number(JsonNode value) {
        return value.isFloatingPointNumber() ? value.doubleValue() : value.bigIntegerValue();
    }
}
