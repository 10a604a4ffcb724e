package org.platebook.http.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.Caller;
import org.platebook.model.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request an id, which its answer and every line of the log about it carry too, writes
 * one line about it, and tells the watchers.
 */
final class RequestLog implements Filter {

    static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    private static final Logger LOG = LoggerFactory.getLogger("org.platebook.access");
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String MDC_KEY = "request";
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Answered.Watcher> watchers;
    private final InstantSource clock = InstantSource.system();

    RequestLog(List<Answered.Watcher> watchers) {
        this.watchers = watchers;
    }

    /** The id of the request that is being answered, empty when there is none. */
    static String idOf(ServerResponse response) {
        return response.headers().first(REQUEST_ID).orElse("");
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var clockBegan = clock.instant();
        long began = System.nanoTime();
        var id =
                request.headers()
                        .first(REQUEST_ID)
                        .filter(given -> ACCEPTABLE.matcher(given).matches())
                        .orElseGet(() -> UUID.randomUUID().toString());
        response.header(REQUEST_ID, id);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        MDC.put(MDC_KEY, id);
        try {
            chain.proceed();
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - began);
            var answered = answered(request, response, id, clockBegan, took);
            log(answered, request.query().rawValue());
            watchers.forEach(watcher -> watcher.watch(answered));
            MDC.remove(MDC_KEY);
        }
    }

    private static Answered answered(
            RoutingRequest request,
            RoutingResponse response,
            String id,
            Instant began,
            Duration took) {
        var context = request.context();
        return new Answered(
                id,
                request.remotePeer().host(),
                context.get(Caller.class).orElse(null),
                request.prologue().method().text(),
                request.path().absolute().path(),
                request.matchingPattern().orElse(""),
                response.status().code(),
                context.get(Failure.class).map(Failure::code).orElse(null),
                began,
                took,
                response.bytesWritten());
    }

    private static void log(Answered answered, String query) {
        var caller = answered.caller();
        LOG.atInfo()
                .addKeyValue("client", answered.client())
                .addKeyValue("caller", caller == null ? "unknown" : caller.name())
                .addKeyValue("method", answered.method())
                .addKeyValue("path", answered.path())
                .addKeyValue("query", query)
                .addKeyValue("status", answered.status())
                .addKeyValue("code", answered.code())
                .addKeyValue("bytes", answered.bytes())
                .addKeyValue("millis", answered.took().toNanos() / NANOS_PER_MILLI)
                .log("request");
    }
}
