package org.platebook.vo.tap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written. */
final class CountedStream extends FilterOutputStream {

    private long bytes;

    CountedStream(OutputStream out) {
        super(out);
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
        out.write(some, offset, length);
        bytes += length;
    }
}
