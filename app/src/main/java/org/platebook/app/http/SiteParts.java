package org.platebook.app.http;

import org.jspecify.annotations.Nullable;
import org.platebook.app.access.Door;
import org.platebook.model.failure.Refused;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a web server is made of.
 *
 * @param host name or address to listen on, as in "127.0.0.1"
 * @param port TCP port; 0 takes any free one
 * @param sections the parts besides health and portal
 * @param readiness whether the site can answer
 * @param door recognises callers
 * @param addresses decides under which address a caller knows the site
 * @param certificate with which the server speaks TLS; null for plain HTTP
 * @param watchers are told of every request that was answered
 * @param maxRequestBytes largest request body
 * @param patience how long a connection waits for its client
 * @param abandoned hears of a thread that works on an answer whose client has gone, again and again
 *     until it has ended; it must not block long
 * @param stopPatience how long a stop waits for requests that are being answered
 */
public record SiteParts(
        String host,
        int port,
        List<Section> sections,
        Readiness readiness,
        Door door,
        PublicAddresses addresses,
        @Nullable OwnCertificate certificate,
        List<Answered.Watcher> watchers,
        long maxRequestBytes,
        Patience patience,
        Consumer<Thread> abandoned,
        Duration stopPatience) {

    private static final long MAX_REQUEST_BYTES = 32L << 20;
    private static final int LAST_PORT = 65_535;

    public SiteParts {
        if (port < 0 || port > LAST_PORT) {
            throw new Refused("site.port", "a port is between 0 and 65535, not " + port);
        }
        sections = List.copyOf(sections);
        watchers = List.copyOf(watchers);
    }

    /**
     * Parts with the usual limits, for a site that only this machine can reach: requests up to 32
     * MiB, a stop within five seconds, and everybody is {@link
     * org.platebook.app.access.Caller#LOCAL}.
     */
    public static SiteParts of(String host, int port, List<Section> sections, Readiness readiness) {
        return new SiteParts(
                host,
                port,
                sections,
                readiness,
                Door.LOCAL,
                PublicAddresses.own(),
                null,
                List.of(),
                MAX_REQUEST_BYTES,
                Patience.USUAL,
                _ -> {},
                Duration.ofSeconds(5));
    }

    /** The same parts behind another door. */
    public SiteParts behind(Door other) {
        return new SiteParts(
                host,
                port,
                sections,
                readiness,
                other,
                addresses,
                certificate,
                watchers,
                maxRequestBytes,
                patience,
                abandoned,
                stopPatience);
    }

    /** The same parts, known to callers under other addresses. */
    public SiteParts known(PublicAddresses other) {
        return new SiteParts(
                host,
                port,
                sections,
                readiness,
                door,
                other,
                certificate,
                watchers,
                maxRequestBytes,
                patience,
                abandoned,
                stopPatience);
    }

    /** The same parts, which speak TLS with a certificate; null for plain HTTP. */
    public SiteParts proving(@Nullable OwnCertificate other) {
        return new SiteParts(
                host,
                port,
                sections,
                readiness,
                door,
                addresses,
                other,
                watchers,
                maxRequestBytes,
                patience,
                abandoned,
                stopPatience);
    }

    /** The same parts with other watchers. */
    public SiteParts watchedBy(List<Answered.Watcher> others) {
        return new SiteParts(
                host,
                port,
                sections,
                readiness,
                door,
                addresses,
                certificate,
                others,
                maxRequestBytes,
                patience,
                abandoned,
                stopPatience);
    }

    /** The same parts, with somebody who hears of answers whose client has gone. */
    public SiteParts abandoning(Consumer<Thread> other) {
        return new SiteParts(
                host,
                port,
                sections,
                readiness,
                door,
                addresses,
                certificate,
                watchers,
                maxRequestBytes,
                patience,
                other,
                stopPatience);
    }
}
