package org.platebook.store.read;

/** One tuple of a binary COPY, and where its values lie in it. */
final class CopyRow {

    private static final int SIGNATURE_BYTES = 11;
    private static final int HEADER_BYTES = SIGNATURE_BYTES + 2 * Integer.BYTES;
    private static final int TRAILER = -1;

    private final int[] offsets;
    private final int[] lengths;
    private byte[] buffer = new byte[0];

    CopyRow(int fields) {
        this.offsets = new int[fields];
        this.lengths = new int[fields];
    }

    byte[] buffer() {
        return buffer;
    }

    int offset(int field) {
        return offsets[field];
    }

    int length(int field) {
        return lengths[field];
    }

    /**
     * Takes one message of the stream: the server sends each row as one, the first behind the
     * header.
     *
     * @return whether it holds a row
     */
    boolean accept(byte[] message, boolean first) {
        int at = first && startsWithSignature(message) ? headerBytes(message) : 0;
        if (at == message.length) {
            return false;
        }
        int count = Bytes.int2(message, at);
        if (count == TRAILER) {
            return false;
        }
        if (count != offsets.length) {
            throw new IllegalStateException(
                    "a row with %s values, not %s".formatted(count, offsets.length));
        }
        at += Short.BYTES;
        for (int i = 0; i < count; i++) {
            int length = Bytes.int4(message, at);
            at += Integer.BYTES;
            offsets[i] = at;
            lengths[i] = length;
            at += Math.max(0, length);
        }
        buffer = message;
        return true;
    }

    private static boolean startsWithSignature(byte[] message) {
        return message.length >= HEADER_BYTES && message[0] == 'P' && message[1] == 'G';
    }

    private static int headerBytes(byte[] message) {
        return HEADER_BYTES + Bytes.int4(message, SIGNATURE_BYTES + Integer.BYTES);
    }
}
