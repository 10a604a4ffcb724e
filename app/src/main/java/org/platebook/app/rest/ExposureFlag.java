package org.platebook.app.rest;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.app.access.Caller;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Marked;
import org.platebook.intake.flag.Subject;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.time.TimeScale;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The mark of one exposure, read, set and taken away. */
final class ExposureFlag {

    static final String PATH = "/instruments/{instrument}/exposures/{exposure_id}/flag";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final String BODY =
            "the body must be a JSON object with flag, and where wanted reason and tags: ";

    private final Flags flags;

    ExposureFlag(Flags flags) {
        this.flags = flags;
    }

    record Answer(
            long exposureId,
            @Nullable String flag,
            @Nullable String reason,
            List<String> tags,
            @Nullable String author,
            @Nullable String saidAt) {

        static Answer none(long exposureId) {
            return new Answer(exposureId, null, null, List.of(), null, null);
        }

        static Answer of(Marked marked) {
            return new Answer(
                    marked.id(),
                    marked.mark().word().stored(),
                    marked.mark().reason(),
                    marked.mark().tags(),
                    marked.author(),
                    TimeScale.TAI.format(marked.saidAt()));
        }
    }

    private record Wanted(
            @Nullable String flag, @Nullable String reason, @Nullable List<String> tags) {}

    /**
     * The mark as the cameras' reader sees it; of an exposure without one, nothing but its number.
     */
    Answer of(Cameras cameras, String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, schema) ->
                        flags.of(handle, schema, Subject.EXPOSURE, exposureId)
                                .map(Answer::of)
                                .orElseGet(() -> Answer.none(exposureId)));
    }

    void routing(HttpRules rules, Cameras cameras) {
        rules.put(PATH, (request, response) -> put(request, response, cameras));
        rules.delete(PATH, (request, response) -> delete(request, response, cameras));
    }

    private void put(ServerRequest request, ServerResponse response, Cameras cameras) {
        var caller = allowed(request);
        var parameters = new Parameters(request, Set.of());
        var wanted =
                wanted(
                        request.content().hasEntity()
                                ? request.content().as(byte[].class)
                                : new byte[0]);
        var instrument = parameters.part("instrument");
        var id = parameters.partNumber("exposure_id");
        if (wanted.flag() == null) {
            throw new Refused(
                    "flag.word", "flag is missing, expected one of good, bad, questionable");
        }
        var mark =
                new Mark(
                        Mark.Word.of(wanted.flag()),
                        wanted.reason(),
                        wanted.tags() == null ? List.of() : wanted.tags());
        var schema = cameras.read(instrument, (_, found) -> found);
        flags.set(schema, Subject.EXPOSURE, Map.of(id, mark), caller.name(), provenance(caller));
        JsonAnswer.send(request, response, of(cameras, instrument, id));
    }

    private void delete(ServerRequest request, ServerResponse response, Cameras cameras) {
        var caller = allowed(request);
        var parameters = new Parameters(request, Set.of());
        var instrument = parameters.part("instrument");
        var id = parameters.partNumber("exposure_id");
        var schema = cameras.read(instrument, (_, found) -> found);
        if (flags.clear(schema, Subject.EXPOSURE, List.of(id), provenance(caller)) == 0) {
            throw new Missing("rest.flag", "exposure %d bears no mark".formatted(id));
        }
        JsonAnswer.send(request, response, Answer.none(id));
    }

    private static Caller allowed(ServerRequest request) {
        var caller = Caller.of(request);
        caller.requireWrite(Flags.SOURCE);
        return caller;
    }

    private static Provenance provenance(Caller caller) {
        return new Provenance(
                Flags.SOURCE, "platebook rest", caller.name(), "flag-" + UUID.randomUUID());
    }

    private static boolean areTexts(JsonNode tags) {
        return tags.isMissingNode()
                || tags.isNull()
                || tags.valueStream().allMatch(JsonNode::isString);
    }

    private static Wanted wanted(byte[] body) {
        try {
            var wanted = JSON.readTree(body);
            if (wanted.isObject() && areTexts(wanted.path("tags"))) {
                return JSON.treeToValue(wanted, Wanted.class);
            }
            throw new Refused(
                    "flag.body", BODY + (wanted.isMissingNode() ? "it is missing" : wanted));
        } catch (JacksonException e) {
            throw new Refused("flag.body", BODY + e.getOriginalMessage(), e);
        }
    }
}
