package org.platebook.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Connections of HTTP/1.1 that are closed when their client lets us wait too long: in the middle of
 * a request, between two, or in the middle of an answer. Who works on an answer for a client that
 * has gone is told of.
 */
final class PatientConnections implements ServerConnectionSelector, AutoCloseable {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final int LOOKS = 8;

    private final ClientPatience patience;
    private final Consumer<Thread> abandoned;
    private final ServerConnectionSelector http =
            Http1ConnectionSelector.builder()
                    .config(Http1Config.builder().addReceiveListener(new Stages()).build())
                    .build();
    private final Set<WatchedConnection> open = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean closed;

    /**
     * @param abandoned hears of a thread that works on an answer whose client has gone, again and
     *     again until it has ended
     */
    PatientConnections(ClientPatience patience, Consumer<Thread> abandoned) {
        this.patience = patience;
        this.abandoned = abandoned;
        this.watch = Thread.ofVirtual().name("patience").start(this::watch);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var watched = new WatchedConnection(context, patience);
        return new Registered(watched, http.connection(watched));
    }

    /** Watches no more. */
    @Override
    public void close() {
        closed = true;
        watch.interrupt();
    }

    private void watch() {
        var pause =
                Collections.min(
                        List.of(
                                patience.idle().dividedBy(LOOKS),
                                patience.head().dividedBy(LOOKS),
                                patience.body().dividedBy(LOOKS),
                                patience.answer().dividedBy(LOOKS),
                                LONGEST_LOOK));
        while (!closed) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            open.forEach(each -> look(each, now));
        }
    }

    private void look(WatchedConnection connection, long now) {
        connection.closeIfOverdue(now);
        var thread = connection.abandoned(now);
        if (thread != null) {
            abandoned.accept(thread);
        }
    }

    /** Is watched for as long as it is handled. */
    private final class Registered implements ServerConnection, InterruptableTask<Void> {

        private final WatchedConnection watched;
        private final ServerConnection connection;

        Registered(WatchedConnection watched, ServerConnection connection) {
            this.watched = watched;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.add(watched);
            try {
                connection.handle(limit);
            } finally {
                open.remove(watched);
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }

    /** Tells a connection how far its request has come. */
    private static final class Stages implements Http1ConnectionListener {

        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            if (context instanceof WatchedConnection watched) {
                watched.requestBegan();
            }
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            if (context instanceof WatchedConnection watched) {
                watched.headCame(
                        headers.contains(HeaderNames.TRANSFER_ENCODING)
                                || headers.contains(HeaderNames.CONTENT_LENGTH));
            }
        }
    }
}
