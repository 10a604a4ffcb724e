package org.platebook.http.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.platebook.model.failure.Unauthenticated;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Believes what a proxy says of its callers, in the headers that Gafaelfawr sets after it let a
 * request through: X-Auth-Request-User, and in versions that tell them the token's scopes in
 * X-Auth-Request-Token-Scopes, separated by blanks. From any other address these headers mean
 * nothing.
 */
final class TrustedProxy {

    private static final HeaderName USER = HeaderNames.create("X-Auth-Request-User");
    private static final HeaderName SCOPES = HeaderNames.create("X-Auth-Request-Token-Scopes");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final List<AddressRange> addresses;
    private final Map<String, List<String>> scopes;
    private final Scopes everybody;

    TrustedProxy(AccessConfig.Proxy config) {
        this.addresses = config.addresses().stream().map(AddressRange::of).toList();
        this.scopes = config.scopes();
        scopes.values().forEach(Scopes::of);
        this.everybody = Scopes.of(config.everybody());
    }

    /** Whether a connection comes from the proxy. */
    boolean sends(InetAddress address) {
        return addresses.stream().anyMatch(range -> range.holds(address));
    }

    /**
     * The caller that the proxy names; empty where it names none.
     *
     * @throws Unauthenticated access.proxy when it names two, or none that can be
     */
    Optional<Caller> callerOf(ServerRequest request) {
        if (!request.headers().contains(USER)) {
            return Optional.empty();
        }
        var users = request.headers().get(USER).allValues();
        if (users.size() != 1 || !NAME.matcher(users.getFirst()).matches()) {
            throw new Unauthenticated(
                    AccessCode.PROXY, "X-Auth-Request-User must name one user in plain letters");
        }
        var granted =
                told(request)
                        .map(word -> Scopes.of(scopes.getOrDefault(word, List.of())))
                        .reduce(everybody, Scopes::plus);
        return Optional.of(granted.of("user:" + users.getFirst()));
    }

    private static Stream<String> told(ServerRequest request) {
        return request.headers()
                .first(SCOPES)
                .map(text -> Arrays.stream(text.split(" ", -1)))
                .orElse(Stream.of());
    }
}
