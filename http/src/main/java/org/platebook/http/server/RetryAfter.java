package org.platebook.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Throttled;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.DatabaseCode;

/** Says after how many seconds a request may be sent again (RFC 9110, 10.2.3). */
public final class RetryAfter {

    /** A queue that was full now has moved on by then. */
    private static final int SECONDS = 5;

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private RetryAfter() {}

    /** Says it where the status is one of requests that may be sent again. */
    public static void tell(ServerResponse response, int status) {
        if (status == TOO_MANY || status == UNAVAILABLE) {
            response.header(HeaderNames.RETRY_AFTER, Integer.toString(SECONDS));
        }
    }

    /** Says it where the failure is of requests that were too many. */
    public static void tell(ServerResponse response, Failure failure) {
        if (failure instanceof Throttled
                || (failure instanceof Unreachable && failure.is(DatabaseCode.BUSY))) {
            response.header(HeaderNames.RETRY_AFTER, Integer.toString(SECONDS));
        }
    }
}
