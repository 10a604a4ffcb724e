package org.platebook.rest.route;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Answers in JSON, names in snake_case, packed for who can unpack it. */
public final class JsonAnswer {

    /** Below this, packing costs more than it saves. */
    private static final int WORTH_PACKING_BYTES = 1400;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private JsonAnswer() {}

    public static String text(Object value) {
        return JSON.writeValueAsString(value);
    }

    public static void send(ServerRequest request, ServerResponse response, Object value) {
        var body = JSON.writeValueAsBytes(value);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(HeaderNames.VARY, "Accept-Encoding");
        boolean pack =
                body.length > WORTH_PACKING_BYTES
                        && request.headers()
                                .first(HeaderNames.ACCEPT_ENCODING)
                                .orElse("")
                                .contains("gzip");
        if (pack) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.send(pack ? packed(body) : body);
    }

    private static byte[] packed(byte[] body) {
        var bytes = new ByteArrayOutputStream(body.length / 4);
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
