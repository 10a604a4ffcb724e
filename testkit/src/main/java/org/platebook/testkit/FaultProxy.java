package org.platebook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries TCP connections to a server of this machine, and cuts all of them when told so: after a
 * number of bytes, or just before certain words arrive. New connections are carried again.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 13;

    private enum Way {
        REQUEST,
        ANSWER
    }

    private sealed interface Fault {

        /** How many of these bytes still arrive; fewer than there are when this is the moment. */
        int arriving(Way way, byte[] bytes, int length);

        record None() implements Fault {
            @Override
            public int arriving(Way way, byte[] bytes, int length) {
                return length;
            }
        }

        record After(AtomicLong left) implements Fault {
            @Override
            public int arriving(Way way, byte[] bytes, int length) {
                long before = left.getAndAdd(-length);
                return Math.clamp(before, 0, length);
            }
        }

        record Before(Way way, String words) implements Fault {
            @Override
            public int arriving(Way on, byte[] bytes, int length) {
                int place =
                        on == way
                                ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                                        .indexOf(words)
                                : -1;
                return place < 0 ? length : place;
            }
        }
    }

    private final ServerSocket listening;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Fault> armed = new AtomicReference<>(new Fault.None());
    private final AtomicInteger cuts = new AtomicInteger();

    /**
     * @param port TCP port of the server on the loopback address
     */
    public FaultProxy(int port) {
        this.port = port;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fault-proxy").start(this::accept);
    }

    /** TCP port at which it listens on the loopback address. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Cuts when this many more bytes have been carried, both ways together. */
    public void cutAfter(long bytes) {
        armed.set(new Fault.After(new AtomicLong(bytes)));
    }

    /** Cuts before the server reads these words: what they ask for is not done. */
    public void cutBeforeRequest(String words) {
        armed.set(new Fault.Before(Way.REQUEST, words));
    }

    /** Cuts before the client reads these words: what they answer is done. */
    public void cutBeforeAnswer(String words) {
        armed.set(new Fault.Before(Way.ANSWER, words));
    }

    /** Cuts what is open now, whether anything is carried or not. */
    public void cut() {
        cuts.incrementAndGet();
        cutAll();
    }

    /** How often it has cut. */
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> carry(Way.REQUEST, client, server));
                Thread.ofVirtual().start(() -> carry(Way.ANSWER, server, client));
            }
        } catch (IOException closed) {
            cutAll();
        }
    }

    private void carry(Way way, Socket from, Socket to) {
        var bytes = new byte[BUFFER_BYTES];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                var fault = armed.get();
                int arriving = fault.arriving(way, bytes, length);
                out.write(bytes, 0, arriving);
                if (arriving < length && armed.compareAndSet(fault, new Fault.None())) {
                    cuts.incrementAndGet();
                    cutAll();
                }
            }
        } catch (IOException cut) {
            // The other side hears of it, for its socket is closed too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void cutAll() {
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
