package org.platebook.peers.consdb;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The body of an answer whose beginning is held back: while it is, the answer can still become an
 * error. Longer ones stream on, packed for who can unpack them.
 */
final class HeldAnswer extends OutputStream {

    private static final int HELD_BYTES = 1 << 18;
    private static final int BUFFER_BYTES = 1 << 16;

    /** ConsDB's server packs what has this many bytes or more. */
    private static final int WORTH_PACKING_BYTES = 1000;

    private final ServerResponse response;
    private final boolean packs;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable OutputStream sent;

    HeldAnswer(ServerRequest request, ServerResponse response) {
        this.response = response;
        this.packs =
                request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip");
    }

    /** Whether the client has got the beginning already. */
    boolean isUnderWay() {
        return sent != null;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (sent == null && held.size() + length > HELD_BYTES) {
            sent = begin();
            held.writeTo(sent);
            held.reset();
        }
        (sent == null ? held : sent).write(bytes, offset, length);
    }

    /** Ends the answer. */
    void finish() throws IOException {
        if (sent == null && held.size() < WORTH_PACKING_BYTES) {
            headers();
            response.send(held.toByteArray());
            return;
        }
        if (sent == null) {
            sent = begin();
            held.writeTo(sent);
        }
        sent.close();
    }

    /**
     * Breaks off an answer that is under way: the reason follows as text that is no JSON, and the
     * connection ends before the answer does, so that nobody can take it for whole.
     */
    CloseConnectionException breakOff(RuntimeException reason, String sentence) {
        if (sent != null) {
            try {
                sent.write(("\n\n" + sentence + "\n").getBytes(StandardCharsets.UTF_8));
                sent.flush();
            } catch (IOException | UncheckedIOException e) {
                reason.addSuppressed(e);
            }
        }
        return new CloseConnectionException(sentence, reason);
    }

    private OutputStream begin() throws IOException {
        headers();
        if (packs) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        var out = new BufferedOutputStream(response.outputStream(), BUFFER_BYTES);
        return packs ? new Fast(out) : out;
    }

    private void headers() {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(HeaderNames.VARY, "Accept-Encoding");
    }

    /** Packs quickly rather than tightly, and lets what is flushed go out. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
