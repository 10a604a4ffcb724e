package org.platebook.http.server;

import io.helidon.webserver.http.ServerRequest;

import java.net.URI;

/**
 * The address under which the caller of a request knows the site. Every address in an answer begins
 * with it.
 *
 * @param root without a slash at its end, as in "https://data.example.org/platebook"
 */
public record PublicAddress(String root) {

    /**
     * The address that holds for a request; it is decided once.
     *
     * @throws org.platebook.model.failure.Refused tap.host when the request names no host
     */
    public static PublicAddress of(ServerRequest request) {
        return request.context()
                .get(PublicAddress.class)
                .orElseThrow(() -> new IllegalStateException("the site decides it at its start"));
    }

    /**
     * The address of a path of the site.
     *
     * @param path as in "/tap/sync?QUERY=…", or empty
     */
    public URI of(String path) {
        return URI.create(root + path);
    }
}
