package org.platebook.http.server;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Decides under which address a caller knows the site: the one that the site's file gives; else
 * what a trusted proxy says; else scheme and host of the request itself.
 */
public final class PublicAddresses implements Filter {

    private final @Nullable PublicAddress configured;
    private final Predicate<ServerRequest> isByProxy;

    /**
     * @param configured the site's address, as in "https://data.example.org/platebook"; null where
     *     its file gives none
     * @param isByProxy whether a request comes from a proxy whose word counts
     */
    public PublicAddresses(@Nullable String configured, Predicate<ServerRequest> isByProxy) {
        this.configured = configured == null ? null : new PublicAddress(configured);
        this.isByProxy = isByProxy;
    }

    /** Addresses of a site that nothing stands before. */
    public static PublicAddresses own() {
        return new PublicAddresses(null, _ -> false);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        request.context().supply(PublicAddress.class, () -> of(request));
        chain.proceed();
    }

    private PublicAddress of(ServerRequest request) {
        if (configured != null) {
            return configured;
        }
        return isByProxy.test(request)
                ? by(Forwarded.of(request.headers()), request)
                : new PublicAddress(scheme(request) + "://" + host(request));
    }

    private static PublicAddress by(Forwarded told, ServerRequest request) {
        var scheme =
                told.scheme() == null ? scheme(request) : told.scheme().toLowerCase(Locale.ROOT);
        var prefix = told.prefix() == null ? "" : told.prefix();
        return new PublicAddress(scheme + "://" + authority(told, scheme, request) + prefix);
    }

    private static String authority(Forwarded told, String scheme, ServerRequest request) {
        var host = told.host() == null ? host(request) : told.host();
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        if (told.port() == null || (told.host() != null && hasPort)) {
            return host;
        }
        var name = hasPort ? host.substring(0, colon) : host;
        return told.port().equals(scheme.equals("https") ? "443" : "80")
                ? name
                : name + ":" + told.port();
    }

    private static String scheme(ServerRequest request) {
        return request.isSecure() ? "https" : "http";
    }

    private static String host(ServerRequest request) {
        var host = request.authority();
        if (!Forwarded.isAuthority(host)) {
            throw new Refused(
                    PublicAddressCode.HOST,
                    "invalid header Host '%s': expected a name or an address, as in data.example.org:8080"
                            .formatted(host));
        }
        return host;
    }
}
