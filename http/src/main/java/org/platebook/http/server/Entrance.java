package org.platebook.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.AccessCode;
import org.platebook.http.access.Caller;
import org.platebook.http.access.Door;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Forbidden;
import org.platebook.model.failure.Unauthenticated;

/**
 * Stands before a section: lets a request in with its caller, or turns it away.
 *
 * <p>It is routed to as the section itself is, by the same paths, so that no spelling of a path
 * leads past it.
 */
final class Entrance implements HttpService {

    private static final String BEARER = "Bearer realm=\"platebook\"";
    private static final String BASIC = "Basic realm=\"platebook\", charset=\"UTF-8\"";

    private final Section section;
    private final Door door;

    Entrance(Section section, Door door) {
        this.section = section;
        this.door = door;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::let);
    }

    private void let(ServerRequest request, ServerResponse response) {
        Caller caller;
        try {
            caller = door.recognise(request);
        } catch (Failure failure) {
            request.context().register(failure);
            challenge(response, failure);
            section.turnAway(request, response, ProblemAnswer.statusOf(failure), failure);
            return;
        }
        request.context().register(caller);
        response.next();
    }

    /** Says how to be let in (RFC 9110, 11.6.1; RFC 6750, 3). */
    static void challenge(ServerResponse response, Failure failure) {
        switch (failure) {
            case Unauthenticated unknown ->
                    response.header(
                            HeaderNames.WWW_AUTHENTICATE,
                            unknown.is(AccessCode.ANONYMOUS)
                                    ? BEARER
                                    : BEARER + ", error=\"invalid_token\"",
                            BASIC);
            case Forbidden _ ->
                    response.header(
                            HeaderNames.WWW_AUTHENTICATE,
                            BEARER + ", error=\"insufficient_scope\"");
            default -> {
                // Others are not mended by another token.
            }
        }
    }
}
