package org.platebook.rest.exposures;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.intake.flag.FlagCode;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Marked;
import org.platebook.intake.flag.Subject;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.time.TimeScale;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.route.RestCode;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The mark of one exposure or of one visit, read, set and taken away. */
public final class SubjectFlag {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final String BODY =
            "the body must be a JSON object with flag, and where wanted reason and tags: ";

    private final Flags flags;
    private final Subject subject;

    public SubjectFlag(Flags flags, Subject subject) {
        this.flags = flags;
        this.subject = subject;
    }

    /** Where it is. */
    public String path() {
        return switch (subject) {
            case EXPOSURE -> "/instruments/{instrument}/exposures/{exposure_id}/flag";
            case VISIT -> "/instruments/{instrument}/visits/{visit_id}/flag";
        };
    }

    private String noun() {
        return subject.level().word();
    }

    private long id(Parameters parameters) {
        return switch (subject) {
            case EXPOSURE -> parameters.partNumber("exposure_id", RestCode.EXPOSURE_ID);
            case VISIT -> parameters.partNumber("visit_id", RestCode.VISIT_ID);
        };
    }

    /** What is answered of an exposure or of a visit. */
    public sealed interface Answer {}

    /** Of an exposure. */
    public record OfExposure(
            long exposureId,
            @Nullable String flag,
            @Nullable String reason,
            List<String> tags,
            @Nullable String author,
            @Nullable String saidAt)
            implements Answer {}

    /** Of a visit. */
    public record OfVisit(
            long visitId,
            @Nullable String flag,
            @Nullable String reason,
            List<String> tags,
            @Nullable String author,
            @Nullable String saidAt)
            implements Answer {}

    private Answer none(long id) {
        return switch (subject) {
            case EXPOSURE -> new OfExposure(id, null, null, List.of(), null, null);
            case VISIT -> new OfVisit(id, null, null, List.of(), null, null);
        };
    }

    private Answer answer(Marked marked) {
        var mark = marked.mark();
        var word = mark.word().stored();
        var saidAt = TimeScale.TAI.format(marked.saidAt());
        var author = marked.author();
        return switch (subject) {
            case EXPOSURE ->
                    new OfExposure(marked.id(), word, mark.reason(), mark.tags(), author, saidAt);
            case VISIT ->
                    new OfVisit(marked.id(), word, mark.reason(), mark.tags(), author, saidAt);
        };
    }

    private record Wanted(
            @Nullable String flag, @Nullable String reason, @Nullable List<String> tags) {}

    /** The mark as the cameras' reader sees it; of what bears none, nothing but its number. */
    public Answer of(CameraReader cameras, Parameters parameters) {
        return of(cameras, parameters.part("instrument"), id(parameters));
    }

    private Answer of(CameraReader cameras, String instrument, long id) {
        return cameras.read(
                instrument,
                (handle, schema) ->
                        flags.of(handle, schema, subject, id)
                                .map(this::answer)
                                .orElseGet(() -> none(id)));
    }

    public void routing(HttpRules rules, CameraReader cameras) {
        rules.put(path(), (request, response) -> put(request, response, cameras));
        rules.delete(path(), (request, response) -> delete(request, response, cameras));
    }

    private void put(ServerRequest request, ServerResponse response, CameraReader cameras) {
        var caller = allowed(request);
        var parameters = new Parameters(request, Set.of());
        var wanted =
                wanted(
                        request.content().hasEntity()
                                ? request.content().as(byte[].class)
                                : new byte[0]);
        var instrument = parameters.part("instrument");
        long id = id(parameters);
        if (wanted.flag() == null) {
            throw new Refused(
                    FlagCode.WORD, "flag is missing, expected one of good, bad, questionable");
        }
        var mark =
                new Mark(
                        Mark.Word.of(wanted.flag()),
                        wanted.reason(),
                        wanted.tags() == null ? List.of() : wanted.tags());
        var schema = cameras.read(instrument, (_, found) -> found);
        flags.set(schema, subject, Map.of(id, mark), caller.name(), provenance(caller));
        JsonAnswer.send(request, response, of(cameras, instrument, id));
    }

    private void delete(ServerRequest request, ServerResponse response, CameraReader cameras) {
        var caller = allowed(request);
        var parameters = new Parameters(request, Set.of());
        long id = id(parameters);
        var schema = cameras.read(parameters.part("instrument"), (_, found) -> found);
        if (flags.clear(schema, subject, List.of(id), provenance(caller)) == 0) {
            throw new Missing(RestCode.FLAG, "%s %s bears no mark".formatted(noun(), id));
        }
        JsonAnswer.send(request, response, none(id));
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
                    RestCode.FLAG_BODY, BODY + (wanted.isMissingNode() ? "it is missing" : wanted));
        } catch (JacksonException e) {
            throw new Refused(RestCode.FLAG_BODY, BODY + e.getOriginalMessage(), e);
        }
    }
}
