package org.platebook.http.server;

import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.model.failure.Failure;

/** A part of the site: all that is answered below one path. */
public interface Section extends HttpService {

    /** Where it is, as in "/api". */
    String path();

    /** Whether it answers everybody, without asking who they are; no by default. */
    default boolean isOpen() {
        return false;
    }

    /**
     * Answers a caller who is turned away at the door, in the form in which this section answers.
     *
     * @param status of HTTP
     */
    default void turnAway(
            ServerRequest request, ServerResponse response, int status, Failure failure) {
        ProblemAnswer.send(request, response, failure);
    }

    /** Ends what would otherwise go on for ever, such as streams of events; nothing by default. */
    default void beforeStop() {}
}
