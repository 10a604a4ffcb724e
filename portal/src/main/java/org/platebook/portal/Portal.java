package org.platebook.portal;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.server.Section;
import org.platebook.model.failure.Missing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The portal's files, from the class path.
 *
 * <p>A path that names no file and has no extension is a view of the portal, which index.html
 * shows. Files below /assets have a hash of their content in their name and are kept by browsers
 * for ever.
 */
public final class Portal implements Section {

    /** The portal runs only its own scripts; nothing comes from another site. */
    private static final String CONTENT_SECURITY =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final String INDEX = "/index.html";
    private static final int NOT_MODIFIED = 304;

    /** Values of the header Cache-Control. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String ASK_AGAIN = "no-cache";

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    @Override
    public String path() {
        return "/";
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/*", this::leaveOthers);
        rules.get("/*", this::get);
    }

    /** What no other section knows below its path is not a view of the portal either. */
    private void leaveOthers(ServerRequest request, ServerResponse response) {
        var path = request.path().absolute().path();
        if (path.startsWith("/api/") || path.startsWith("/tap/") || path.startsWith("/health/")) {
            throw new Missing(PortalCode.PATH, "nothing is at " + path);
        }
        response.next();
    }

    private void get(ServerRequest request, ServerResponse response) {
        var path = request.path().absolute().path();
        var asset = asset(path).or(() -> isView(path) ? asset(INDEX) : Optional.empty());
        send(
                request,
                response,
                asset.orElseThrow(() -> new Missing(PortalCode.PATH, "nothing is at " + path)),
                path.startsWith("/assets/") ? FOR_EVER : ASK_AGAIN);
    }

    private Optional<Asset> asset(String path) {
        if (!PLAIN_PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(loaded.computeIfAbsent(path, Portal::load));
    }

    private static @Nullable Asset load(String path) {
        return Asset.load(path).orElse(null);
    }

    private static boolean isView(String path) {
        return path.indexOf('.') < 0;
    }

    private static void send(
            ServerRequest request, ServerResponse response, Asset asset, String caching) {
        response.header(HeaderNames.ETAG, asset.etag());
        response.header(HeaderNames.CACHE_CONTROL, caching);
        response.header("Content-Security-Policy", CONTENT_SECURITY);
        response.header(HeaderNames.VARY, "Accept-Encoding");
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").contains(asset.etag())) {
            response.status(NOT_MODIFIED).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, asset.mediaType());
        boolean packed =
                asset.packed().length > 0
                        && request.headers()
                                .first(HeaderNames.ACCEPT_ENCODING)
                                .orElse("")
                                .contains("gzip");
        if (packed) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.send(packed ? asset.packed() : asset.plain());
    }
}
