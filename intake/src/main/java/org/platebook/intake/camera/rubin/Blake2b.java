package org.platebook.intake.camera.rubin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The hash function BLAKE2b without key, 64 bytes long (RFC 7693). */
final class Blake2b {

    private static final int BLOCK = 128;
    private static final int DIGEST = 64;
    private static final int ROUNDS = 12;

    /** Sequential mode, no key, 64 bytes (RFC 7693, section 2.5). */
    private static final long PARAMETERS = 0x0101_0040L;

    private static final long[] INITIAL = {
        0x6a09e667f3bcc908L,
        0xbb67ae8584caa73bL,
        0x3c6ef372fe94f82bL,
        0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L,
        0x9b05688c2b3e6c1fL,
        0x1f83d9abfb41bd6bL,
        0x5be0cd19137e2179L
    };

    /** RFC 7693, section 2.7; the last two rounds repeat the first two. */
    private static final byte[][] SCHEDULE = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
    };

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Blake2b() {}

    static byte[] digest(byte[] message) {
        var state = INITIAL.clone();
        state[0] ^= PARAMETERS;
        int offset = 0;
        while (message.length - offset > BLOCK) {
            compress(
                    state,
                    Arrays.copyOfRange(message, offset, offset + BLOCK),
                    offset + BLOCK,
                    false);
            offset += BLOCK;
        }
        compress(state, Arrays.copyOfRange(message, offset, offset + BLOCK), message.length, true);
        var digest = new byte[DIGEST];
        for (int i = 0; i < state.length; i++) {
            LONGS.set(digest, i * Long.BYTES, state[i]);
        }
        return digest;
    }

    private static void compress(long[] state, byte[] block, long length, boolean last) {
        var v = Arrays.copyOf(state, 16);
        System.arraycopy(INITIAL, 0, v, 8, 8);
        v[12] ^= length;
        v[14] = last ? ~v[14] : v[14];
        var words = new long[16];
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) LONGS.get(block, i * Long.BYTES);
        }
        for (int round = 0; round < ROUNDS; round++) {
            var order = SCHEDULE[round % SCHEDULE.length];
            for (int i = 0; i < 4; i++) {
                mix(v, i, 4 + i, 8 + i, 12 + i, words[order[2 * i]], words[order[2 * i + 1]]);
            }
            for (int i = 0; i < 4; i++) {
                mix(
                        v,
                        i,
                        4 + (i + 1) % 4,
                        8 + (i + 2) % 4,
                        12 + (i + 3) % 4,
                        words[order[8 + 2 * i]],
                        words[order[9 + 2 * i]]);
            }
        }
        for (int i = 0; i < state.length; i++) {
            state[i] ^= v[i] ^ v[i + 8];
        }
    }

    private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
        v[a] += v[b] + x;
        v[d] = Long.rotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = Long.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 63);
    }
}
