package org.platebook.vo.table;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/** Encodes what is written to it in base64, in long lines (RFC 2045, 6.8). */
final class Base64Stream extends OutputStream {

    /** A multiple of three, so that a full line needs no padding. */
    private static final int LINE_BYTES = 48 * 1024;

    private final ByteSink sink;
    private final byte[] line = new byte[LINE_BYTES];
    private final byte[] text = new byte[LINE_BYTES / 3 * 4];
    private int size;

    Base64Stream(ByteSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, LINE_BYTES - size);
            System.arraycopy(bytes, at, line, size, part);
            size += part;
            at += part;
            left -= part;
            if (size == LINE_BYTES) {
                int written = Base64.getEncoder().encode(line, text);
                sink.put(text, 0, written);
                sink.put('\n');
                size = 0;
            }
        }
    }

    /** Writes what is left, with its padding. */
    void finish() throws IOException {
        if (size > 0) {
            sink.put(Base64.getEncoder().encode(Arrays.copyOf(line, size)));
            sink.put('\n');
            size = 0;
        }
    }
}
