package org.platebook.app.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id, which the answer carries too, and writes one line about it. */
final class RequestLog implements Filter {

    static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    private static final Logger LOG = LoggerFactory.getLogger("org.platebook.access");
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final double NANOS_PER_MILLI = 1e6;

    /** The id of the request that is being answered, empty when there is none. */
    static String idOf(ServerResponse response) {
        return response.headers().first(REQUEST_ID).orElse("");
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long began = System.nanoTime();
        var id =
                request.headers()
                        .first(REQUEST_ID)
                        .filter(given -> ACCEPTABLE.matcher(given).matches())
                        .orElseGet(() -> UUID.randomUUID().toString());
        response.header(REQUEST_ID, id);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        try {
            chain.proceed();
        } finally {
            LOG.atInfo()
                    .addKeyValue("request", id)
                    .addKeyValue("client", request.remotePeer().host())
                    .addKeyValue("method", request.prologue().method().text())
                    .addKeyValue("path", request.path().absolute().path())
                    .addKeyValue("query", request.query().rawValue())
                    .addKeyValue("status", response.status().code())
                    .addKeyValue("bytes", response.bytesWritten())
                    .addKeyValue("millis", (System.nanoTime() - began) / NANOS_PER_MILLI)
                    .log("request");
        }
    }
}
