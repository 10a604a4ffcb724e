package org.platebook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries connections to a PostgreSQL of this machine and notes every statement that is run, before
 * the server hears of it (PostgreSQL 18 manual, chapter 54, "Frontend/Backend Protocol").
 */
public final class StatementProxy implements AutoCloseable {

    private static final int REQUEST_OF_TLS = 80877103;
    private static final int REQUEST_OF_GSS = 80877104;

    private final ServerSocket listening;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> noted = new ArrayList<>();

    /**
     * @param port TCP port of the server on the loopback address
     */
    public StatementProxy(int port) {
        this.port = port;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("statement-proxy").start(this::accept);
    }

    /** TCP port at which it listens on the loopback address. */
    public int port() {
        return listening.getLocalPort();
    }

    /** The statements since they were taken last, in the order in which they were sent. */
    public List<String> take() {
        synchronized (noted) {
            var taken = List.copyOf(noted);
            noted.clear();
            return taken;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                Thread.ofVirtual().start(() -> ask(client, server));
                Thread.ofVirtual().start(() -> answer(server, client));
            }
        } catch (IOException closed) {
            // Nobody is listened to any more.
        }
    }

    private static void answer(Socket server, Socket client) {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            // The other side hears of it, for its socket is closed too.
        }
    }

    private void ask(Socket client, Socket server) {
        try (client;
                server) {
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(server.getOutputStream());
            begin(in, out);
            var texts = new HashMap<String, String>();
            var bound = new String[] {""};
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                int length = in.readInt();
                var body = in.readNBytes(length - Integer.BYTES);
                note((char) type, body, texts, bound);
                out.writeByte(type);
                out.writeInt(length);
                out.write(body);
                out.flush();
            }
        } catch (IOException ended) {
            // The other side hears of it, for its socket is closed too.
        }
    }

    /** The first messages have no type; a request of encryption comes before the others. */
    private static void begin(DataInputStream in, DataOutputStream out) throws IOException {
        int code;
        do {
            int length = in.readInt();
            code = in.readInt();
            out.writeInt(length);
            out.writeInt(code);
            out.write(in.readNBytes(length - 2 * Integer.BYTES));
            out.flush();
        } while (code == REQUEST_OF_TLS || code == REQUEST_OF_GSS);
    }

    /** Parse names a text, Bind takes one by its name, Execute runs what was bound. */
    private void note(char type, byte[] body, Map<String, String> texts, String[] bound) {
        switch (type) {
            case 'P' -> texts.put(word(body, 0), word(body, 1));
            case 'B' -> bound[0] = texts.getOrDefault(word(body, 1), "?");
            case 'E' -> note(bound[0]);
            case 'Q' -> note(word(body, 0));
            default -> {}
        }
    }

    private void note(String statement) {
        synchronized (noted) {
            noted.add(statement);
        }
    }

    private static String word(byte[] body, int place) {
        int begin = 0;
        int end = endOfWord(body, begin);
        for (int i = 0; i < place; i++) {
            begin = end + 1;
            end = endOfWord(body, begin);
        }
        return new String(body, begin, end - begin, UTF_8);
    }

    private static int endOfWord(byte[] body, int begin) {
        int end = begin;
        while (body[end] != 0) {
            end++;
        }
        return end;
    }
}
