package org.platebook.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the portal.
 *
 * @param mediaType as in "text/css; charset=utf-8"
 * @param etag names this very content, quotes included
 * @param plain the bytes
 * @param packed the bytes in gzip, empty where that saves nothing
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
record Asset(String mediaType, String etag, byte[] plain, byte[] packed) {

    private static final String FOLDER = "/org/platebook/portal/pages";
    private static final int ETAG_HEX_DIGITS = 32;

    /** Loads a file of the portal; empty when there is none of that name. */
    static Optional<Asset> load(String path) {
        try (var stream = Asset.class.getResourceAsStream(FOLDER + path)) {
            if (stream == null) {
                return Optional.empty();
            }
            var plain = stream.readAllBytes();
            var packed = gzip(plain);
            return Optional.of(
                    new Asset(
                            mediaType(path),
                            etag(plain),
                            plain,
                            packed.length < plain.length ? packed : new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the portal's " + path, e);
        }
    }

    private static String mediaType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json" -> "application/json";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "txt" -> "text/plain; charset=utf-8";
            default -> "application/octet-stream";
        };
    }

    private static String etag(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest).substring(0, ETAG_HEX_DIGITS) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }
}
