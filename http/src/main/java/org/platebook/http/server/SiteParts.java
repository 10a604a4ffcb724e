package org.platebook.http.server;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Door;
import org.platebook.model.failure.Refused;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a web server is made of.
 *
 * @param socket where it listens
 * @param sections the parts besides health, in the order in which they are asked
 * @param readiness whether the site can answer
 * @param door recognises callers
 * @param addresses decides under which address a caller knows the site
 * @param bounds what a client may take
 * @param observers are told of answers
 */
public record SiteParts(
        Socket socket,
        List<Section> sections,
        Readiness readiness,
        Door door,
        PublicAddresses addresses,
        Bounds bounds,
        Observers observers) {

    public SiteParts {
        sections = List.copyOf(sections);
    }

    /**
     * Where a server listens, and whether it speaks TLS.
     *
     * @param host name or address to listen on, as in "127.0.0.1"
     * @param port TCP port; 0 takes any free one
     * @param certificate with which the server speaks TLS; null for plain HTTP
     */
    public record Socket(String host, int port, @Nullable OwnCertificate certificate) {

        private static final int LAST_PORT = 65_535;

        public Socket {
            if (port < 0 || port > LAST_PORT) {
                throw new Refused(ListenCode.PORT, "a port is between 0 and 65535, not " + port);
            }
        }
    }

    /**
     * What a client may take.
     *
     * @param maxRequestBytes largest request body
     * @param patience how long a connection waits for its client
     * @param stopPatience how long a stop waits for requests that are being answered
     */
    public record Bounds(long maxRequestBytes, ClientPatience patience, Duration stopPatience) {

        /** Requests up to 32 MiB, and a stop within five seconds. */
        public static final Bounds USUAL =
                new Bounds(32L << 20, ClientPatience.USUAL, Duration.ofSeconds(5));
    }

    /**
     * Who is told of answers.
     *
     * @param watchers are told of every request that was answered
     * @param abandoned hears of a thread that works on an answer whose client has gone, again and
     *     again until it has ended; it must not block long
     */
    public record Observers(List<Answered.Watcher> watchers, Consumer<Thread> abandoned) {

        public Observers {
            watchers = List.copyOf(watchers);
        }
    }

    /**
     * Parts with the usual bounds, for a site that only this machine can reach: everybody is {@link
     * org.platebook.http.access.Caller#LOCAL}.
     */
    public static SiteParts of(String host, int port, List<Section> sections, Readiness readiness) {
        return new SiteParts(
                new Socket(host, port, null),
                sections,
                readiness,
                Door.LOCAL,
                PublicAddresses.own(),
                Bounds.USUAL,
                new Observers(List.of(), _ -> {}));
    }

    /** The same parts and one section more, which is asked after them. */
    public SiteParts and(Section section) {
        var more = Stream.concat(sections.stream(), Stream.of(section)).toList();
        return new SiteParts(socket, more, readiness, door, addresses, bounds, observers);
    }

    /** The same parts behind another door. */
    public SiteParts behind(Door other) {
        return new SiteParts(socket, sections, readiness, other, addresses, bounds, observers);
    }

    /** The same parts, known to callers under other addresses. */
    public SiteParts known(PublicAddresses other) {
        return new SiteParts(socket, sections, readiness, door, other, bounds, observers);
    }

    /** The same parts, which speak TLS with a certificate; null for plain HTTP. */
    public SiteParts proving(@Nullable OwnCertificate other) {
        var proving = new Socket(socket.host(), socket.port(), other);
        return new SiteParts(proving, sections, readiness, door, addresses, bounds, observers);
    }

    /** The same parts with other bounds. */
    public SiteParts within(Bounds other) {
        return new SiteParts(socket, sections, readiness, door, addresses, other, observers);
    }

    /** The same parts with other observers. */
    public SiteParts watchedBy(Observers others) {
        return new SiteParts(socket, sections, readiness, door, addresses, bounds, others);
    }
}
