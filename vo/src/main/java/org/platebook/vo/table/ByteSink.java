package org.platebook.vo.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Gathers bytes for a stream and writes numbers and times as text; for one thread. */
final class ByteSink {

    private static final int CAPACITY = 1 << 16;
    private static final int RESERVE = 64;

    private final OutputStream out;
    private final byte[] buffer = new byte[CAPACITY];
    private int size;

    ByteSink(OutputStream out) {
        this.out = out;
    }

    void put(int value) throws IOException {
        if (size == CAPACITY) {
            drain();
        }
        buffer[size] = (byte) value;
        size++;
    }

    void put(byte[] bytes, int from, int length) throws IOException {
        if (length > CAPACITY - size) {
            drain();
            if (length > CAPACITY) {
                out.write(bytes, from, length);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
    }

    void put(byte[] bytes) throws IOException {
        put(bytes, 0, bytes.length);
    }

    /** Most significant byte first. */
    void putInt(int value) throws IOException {
        reserve();
        buffer[size++] = (byte) (value >>> 24);
        buffer[size++] = (byte) (value >>> 16);
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) value;
    }

    void text(String text) throws IOException {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    void ascii(String text) throws IOException {
        reserve();
        int length = text.length();
        if (length > RESERVE) {
            text(text);
            return;
        }
        for (int i = 0; i < length; i++) {
            buffer[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    void whole(long value) throws IOException {
        if (value == Long.MIN_VALUE) {
            ascii(Long.toString(value));
            return;
        }
        reserve();
        if (value < 0) {
            buffer[size++] = '-';
        }
        long rest = Math.abs(value);
        int digits = digits(rest);
        for (int i = digits - 1; i >= 0; i--) {
            buffer[size + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** A moment as DALI writes it; micros are microseconds since 2000-01-01T00:00. */
    void moment(long micros) throws IOException {
        reserve();
        size += DaliTime.write(micros, buffer, size);
    }

    void flush() throws IOException {
        drain();
        out.flush();
    }

    private void reserve() throws IOException {
        if (CAPACITY - size < RESERVE) {
            drain();
        }
    }

    private void drain() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }
}
