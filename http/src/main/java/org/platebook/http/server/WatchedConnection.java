package org.platebook.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * A connection that knows until when its client must have sent or taken something. It is used by
 * the thread that handles the connection, and by one that watches.
 */
final class WatchedConnection implements ConnectionContext {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedConnection.class);

    /** So many bytes of a body renew the patience. */
    private static final int WORTH_WAITING_BYTES = 1024;

    private static final long UNNOTICED_NANOS = 1_000_000_000;

    private enum Stage {
        /** No request has begun. */
        IDLE,
        HEAD,
        /** A body is expected; after its end, until the next request is seen, nothing. */
        BODY
    }

    /** A wait for the client, which must end by a time of {@link System#nanoTime}. */
    private record Wait(String what, Thread waiter, long endNanos) {}

    private final ConnectionContext context;
    private final PeerInfo peer;
    private final ClientPatience patience;
    private final DataReader reader;
    private final DataWriter writer;
    private volatile @Nullable Wait wait;
    private Stage stage = Stage.IDLE;
    private long headEndNanos;
    private long bodyLeftNanos;
    private int bodyBytes;

    /** Who answers a request, or answered the last one. */
    private @Nullable Thread answerer;

    private long answerBeganNanos;
    private boolean isRead;

    /** What was read ahead while nobody waited for it: so is seen whether the client is there. */
    private @Nullable FutureTask<byte @Nullable []> ahead;

    /**
     * @param context the connection, of which nothing was read yet
     */
    WatchedConnection(ConnectionContext context, ClientPatience patience) {
        this.context = context;
        this.peer = Peer.of(context.remotePeer());
        this.patience = patience;
        this.reader = DataReader.create(this::read);
        this.writer =
                new SlicingWriter(
                        context.dataWriter(),
                        write -> {
                            await("the answer", patience.answer().toNanos());
                            try {
                                write.run();
                            } finally {
                                wait = null;
                            }
                        });
    }

    /** Says that the first line of a request was read. */
    void requestBegan() {
        if (stage != Stage.HEAD) {
            enterHead();
        }
    }

    /** Says that the head of a request was read. */
    void headCame(boolean bodyFollows) {
        stage = bodyFollows ? Stage.BODY : Stage.IDLE;
        renewBody();
        synchronized (this) {
            answerer = Thread.currentThread();
            answerBeganNanos = System.nanoTime();
        }
    }

    /**
     * Who still works on an answer for a client that has gone; null where there is none, or nobody
     * knows yet. Short answers are not looked at.
     */
    synchronized @Nullable Thread abandoned(long nowNanos) {
        if (isRead || answerer == null || nowNanos - answerBeganNanos < UNNOTICED_NANOS) {
            return null;
        }
        if (ahead == null || isEmpty(ahead)) {
            ahead = new FutureTask<>(context.serverSocket()::get);
            Thread.ofVirtual().name("departure").start(ahead);
        }
        return isEnd(ahead) ? answerer : null;
    }

    /** TLS has messages of its own, in which nothing is for us. */
    private static boolean isEmpty(FutureTask<byte @Nullable []> ahead) {
        if (ahead.state() != Future.State.SUCCESS) {
            return false;
        }
        byte[] bytes = ahead.resultNow();
        return bytes != null && bytes.length == 0;
    }

    private static boolean isEnd(FutureTask<byte @Nullable []> ahead) {
        return switch (ahead.state()) {
            case RUNNING, CANCELLED -> false;
            case SUCCESS -> ahead.resultNow() == null;
            case FAILED -> true;
        };
    }

    /** Closes the connection when its client has let us wait too long. */
    void closeIfOverdue(long nowNanos) {
        var late = wait;
        if (late == null || nowNanos - late.endNanos() < 0) {
            return;
        }
        LOG.debug("{} let us wait for {}: closed", peer.host(), late.what());
        if (context.isSecure()) {
            // To close it in order takes a lock that who waits may hold; its interrupt closes it.
            late.waiter().interrupt();
            return;
        }
        try {
            context.serverSocket().close();
        } catch (UncheckedIOException e) {
            // One that the client has reset meanwhile is closed by an interrupt of who waits on it.
            late.waiter().interrupt();
        }
    }

    private byte @Nullable [] read() {
        long began = System.nanoTime();
        switch (stage) {
            case IDLE -> await("a request", patience.idle().toNanos());
            case HEAD -> await("the head of a request", headEndNanos - began);
            case BODY -> await("the body of a request", bodyLeftNanos);
        }
        try {
            byte[] bytes = next();
            if (bytes != null && bytes.length > 0) {
                arrived(bytes.length, System.nanoTime() - began);
            }
            return bytes;
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("cannot read from the client", e);
        } finally {
            wait = null;
        }
    }

    private byte @Nullable [] next() {
        FutureTask<byte @Nullable []> begun;
        synchronized (this) {
            isRead = true;
            begun = ahead;
            ahead = null;
        }
        try {
            return begun == null ? context.serverSocket().get() : begun.get();
        } catch (ExecutionException e) {
            throw new ServerConnectionException("cannot read from the client", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerConnectionException("stopped reading from the client", e);
        } finally {
            synchronized (this) {
                isRead = false;
            }
        }
    }

    private void arrived(int bytes, long waitedNanos) {
        switch (stage) {
            case IDLE -> enterHead();
            case HEAD -> {}
            case BODY -> {
                bodyLeftNanos -= waitedNanos;
                bodyBytes += bytes;
                if (bodyBytes >= WORTH_WAITING_BYTES) {
                    renewBody();
                }
            }
        }
    }

    private void enterHead() {
        stage = Stage.HEAD;
        headEndNanos = System.nanoTime() + patience.head().toNanos();
    }

    private void renewBody() {
        bodyLeftNanos = patience.body().toNanos();
        bodyBytes = 0;
    }

    private void await(String what, long nanos) {
        wait = new Wait(what, Thread.currentThread(), System.nanoTime() + nanos);
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return peer;
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }

    /** Who the client is, also after the connection was closed. */
    private record Peer(
            SocketAddress address,
            String host,
            int port,
            Optional<Principal> tlsPrincipal,
            Optional<Certificate[]> tlsCertificates)
            implements PeerInfo {

        static Peer of(PeerInfo peer) {
            return new Peer(
                    peer.address(),
                    host(peer),
                    peer.port(),
                    peer.tlsPrincipal(),
                    peer.tlsCertificates());
        }

        /** The address as numbers: a name is what the owner of the address says it is. */
        private static String host(PeerInfo peer) {
            return peer.address() instanceof InetSocketAddress inet && !inet.isUnresolved()
                    ? inet.getAddress().getHostAddress()
                    : peer.host();
        }
    }

    /** Writes large pieces as several, so that each can be waited for. */
    private static final class SlicingWriter implements DataWriter {

        private static final int SLICE_BYTES = 1 << 16;

        private final DataWriter writer;
        private final Consumer<Runnable> watched;

        SlicingWriter(DataWriter writer, Consumer<Runnable> watched) {
            this.writer = writer;
            this.watched = watched;
        }

        @Override
        public void write(BufferData... buffers) {
            writeNow(buffers);
        }

        @Override
        public void write(BufferData buffer) {
            writeNow(buffer);
        }

        @Override
        public void writeNow(BufferData... buffers) {
            long bytes = Arrays.stream(buffers).mapToLong(BufferData::available).sum();
            if (bytes <= SLICE_BYTES) {
                watched.accept(() -> writer.writeNow(buffers));
                return;
            }
            for (var buffer : buffers) {
                writeNow(buffer);
            }
        }

        @Override
        public void writeNow(BufferData buffer) {
            while (buffer.available() > SLICE_BYTES) {
                var slice = new byte[SLICE_BYTES];
                int length = buffer.read(slice);
                watched.accept(() -> writer.writeNow(BufferData.create(slice, 0, length)));
            }
            watched.accept(() -> writer.writeNow(buffer));
        }

        @Override
        public void flush() {
            writer.flush();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
