package org.platebook.app.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.vo.table.Ending;

/**
 * Says how a table ended: in a trailer of the answer (RFC 9110, 6.5), because it is known only
 * after the last row was sent.
 */
public final class TableTrailer {

    private static final HeaderName STATUS = HeaderNames.create("X-Table-Status");

    private TableTrailer() {}

    /** Says that there will be one; before anything is sent. */
    public static void announce(ServerResponse response) {
        response.header(HeaderNames.TRAILER, STATUS.defaultCase());
    }

    /** Sets it to OK, OVERFLOW or ERROR; before the answer is closed. */
    public static void set(ServerResponse response, Ending ending) {
        response.trailers().set(STATUS, ending.status());
    }
}
