package org.platebook.rest.route;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.vo.table.Ending;

/**
 * Says how a table ended: in a trailer of the answer (RFC 9110, 6.5), because it is known only
 * after the last row was sent. Only clients that say so ({@code TE: trailers}, RFC 9110, 10.1.4)
 * get one: some, such as Java's own, take it for the beginning of the next answer.
 */
public final class TableTrailer {

    private static final HeaderName STATUS = HeaderNames.create("X-Table-Status");

    private TableTrailer() {}

    /** Says that there will be one, to a client that takes trailers; before anything is sent. */
    public static void announce(ServerRequest request, ServerResponse response) {
        if (request.headers().contains(HeaderNames.TE)
                && request.headers().get(HeaderNames.TE).allValues().stream()
                        .anyMatch(value -> value.contains("trailers"))) {
            response.header(HeaderNames.TRAILER, STATUS.defaultCase());
        }
    }

    /** Sets it to OK, OVERFLOW or ERROR where it was announced; before the answer is closed. */
    public static void set(ServerResponse response, Ending ending) {
        if (response.headers().contains(HeaderNames.TRAILER)) {
            response.trailers().set(STATUS, ending.status());
        }
    }
}
