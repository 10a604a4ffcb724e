package org.platebook.http.server;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Reads a private key in PEM (RFC 7468): PKCS #8, or the older forms of RSA (PKCS #1) and of
 * elliptic curves (SEC 1), which do not say for which algorithm they are.
 */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(.*?)-----END \\1-----",
                    Pattern.DOTALL);

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;
    private static final int BYTE = 0xFF;

    private PemKey() {}

    /**
     * The key in a text.
     *
     * @param certified the public key of its certificate, which says for which algorithm it is
     * @throws GeneralSecurityException when the file holds no key that can be read; the message
     *     gives the reason
     */
    static PrivateKey of(String text, PublicKey certified) throws GeneralSecurityException {
        var block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new InvalidKeySpecException("no block BEGIN PRIVATE KEY");
        }
        var kind = block.group(1);
        if (kind.startsWith("ENCRYPTED")) {
            throw new InvalidKeySpecException(
                    "the key is encrypted, expected one without password");
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(block.group(2));
            return KeyFactory.getInstance(certified.getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    kind.equals("PRIVATE KEY")
                                            ? bytes
                                            : wrapped(bytes, certified)));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("the block is not Base64", e);
        }
    }

    /** The same key as PKCS #8 (RFC 5958, 2): version 0, algorithm, key. */
    private static byte[] wrapped(byte[] key, PublicKey certified) {
        return der(
                SEQUENCE,
                der(INTEGER, new byte[1]),
                algorithm(certified.getEncoded()),
                der(OCTETS, key));
    }

    /** The first element of a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). */
    private static byte[] algorithm(byte[] publicKey) {
        int begin = headLength(publicKey, 0);
        int length = headLength(publicKey, begin) + contentLength(publicKey, begin);
        return Arrays.copyOfRange(publicKey, begin, begin + length);
    }

    private static int headLength(byte[] der, int at) {
        int first = der[at + 1] & BYTE;
        return first < LONG_FORM ? 2 : 2 + first - LONG_FORM;
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & BYTE;
        if (first < LONG_FORM) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < first - LONG_FORM; i++) {
            length = (length << Byte.SIZE) | (der[at + 2 + i] & BYTE);
        }
        return length;
    }

    /** An element of DER (ITU-T X.690, 8.1). */
    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < LONG_FORM) {
            element.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
            element.write(LONG_FORM + bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                element.write(length >> (i * Byte.SIZE));
            }
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
