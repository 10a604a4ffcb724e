package org.platebook.http.server;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns failures into answers: problem details (RFC 9457) with the failure's code. */
public final class ProblemAnswer {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OUR_FAULT = 500;

    private static final String PLAIN_SENTENCE =
            "Something went wrong here, and it is not your fault. The log has the details.";

    private ProblemAnswer() {}

    /** The HTTP status of a failure. */
    public static int statusOf(Failure failure) {
        return failure.httpStatus();
    }

    /**
     * Answers a request that failed.
     *
     * @param more members of the answer beside the usual ones
     */
    public static void send(
            ServerRequest request,
            ServerResponse response,
            Failure failure,
            Map<String, Object> more) {
        request.context().register(failure);
        Entrance.challenge(response, failure);
        RetryAfter.tell(response, failure);
        var members = new LinkedHashMap<String, Object>(problems(failure));
        members.putAll(more);
        send(response, statusOf(failure), failure.code(), failure.text(), members);
    }

    /** Answers a request whose handler threw. */
    static void send(ServerRequest request, ServerResponse response, Throwable thrown) {
        if (isDisconnect(thrown)) {
            throw new CloseConnectionException("the client went away", thrown);
        }
        switch (thrown) {
            case Failure failure -> send(request, response, failure, Map.of());
            case HttpException http ->
                    send(
                            response,
                            http.status().code(),
                            "http." + http.status().code(),
                            textOf(http),
                            Map.of());
            default -> {
                LOG.atError()
                        .addKeyValue("request", RequestLog.idOf(response))
                        .addKeyValue("path", request.path().absolute().path())
                        .setCause(thrown)
                        .log("a request failed");
                send(response, OUR_FAULT, "internal", PLAIN_SENTENCE, Map.of());
            }
        }
    }

    /** Answers what the server refused before any handler saw it. */
    static TransportResponse ofTransport(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var text =
                status.code() == OUR_FAULT
                        ? PLAIN_SENTENCE
                        : message == null ? status.reasonPhrase() : message;
        headers.set(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(body(status, "http." + status.code(), text, "", Map.of()))
                .build();
    }

    /**
     * What is wrong with a request, one by one, as members of an answer: none where it was one
     * thing.
     */
    public static Map<String, Object> problems(Failure failure) {
        if (!(failure instanceof Refused refused) || refused.faults().isEmpty()) {
            return Map.of();
        }
        var members = new LinkedHashMap<String, Object>();
        members.put("problem_count", refused.faultCount());
        members.put("problems", refused.faults().stream().map(ProblemAnswer::problem).toList());
        return members;
    }

    private static Map<String, @Nullable Object> problem(Fault fault) {
        var problem = new LinkedHashMap<String, @Nullable Object>();
        problem.put("row", fault.place());
        problem.put("table", fault.table());
        problem.put("field", fault.field());
        problem.put("value", fault.value());
        problem.put("code", fault.rule().kind().code());
        problem.put("expected", fault.rule().words());
        return problem;
    }

    private static void send(
            ServerResponse response,
            int code,
            String failureCode,
            String detail,
            Map<String, Object> more) {
        var status = Status.create(code);
        response.status(status);
        response.headers().remove(HeaderNames.ETAG);
        response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(body(status, failureCode, detail, RequestLog.idOf(response), more));
    }

    private static byte[] body(
            Status status, String code, String detail, String requestId, Map<String, Object> more) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", status.reasonPhrase());
        members.put("status", status.code());
        members.put("code", code);
        members.put("detail", detail);
        if (!requestId.isEmpty()) {
            members.put("request", requestId);
        }
        members.putAll(more);
        return JSON.writeValueAsBytes(members);
    }

    private static String textOf(HttpException e) {
        if (e.status().code() == OUR_FAULT) {
            return PLAIN_SENTENCE;
        }
        var message = e.getMessage();
        return message == null ? e.status().reasonPhrase() : message;
    }

    private static boolean isDisconnect(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof CloseConnectionException || at instanceof SocketException) {
                return true;
            }
        }
        return false;
    }
}
