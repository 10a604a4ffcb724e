package org.platebook.http.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.model.failure.Forbidden;
import org.platebook.model.failure.Unauthenticated;
import org.platebook.store.database.Database;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The door of a site as it is configured: a trusted proxy's word counts first, then what the header
 * Authorization shows, and who shows nothing may do what the site lets everybody do.
 */
public final class Gate implements Door {

    /** What a proxy adds: such a request comes from elsewhere. */
    private static final List<HeaderName> FORWARDED =
            List.of(
                    HeaderNames.create("Forwarded"),
                    HeaderNames.create("X-Forwarded-For"),
                    HeaderNames.create("X-Forwarded-Host"),
                    HeaderNames.create("X-Forwarded-Proto"),
                    HeaderNames.create("X-Forwarded-Port"),
                    HeaderNames.create("X-Forwarded-Prefix"),
                    HeaderNames.create("Via"));

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private final Anonymous anonymous;
    private final KnownTokens tokens;
    private final @Nullable Issuer issuer;
    private final @Nullable TrustedProxy proxy;

    public Gate(AccessConfig config, Database database, InstantSource clock) {
        this.anonymous = config.anonymous();
        this.tokens = new KnownTokens(database, clock);
        var oidc = config.oidc();
        this.issuer = oidc == null ? null : new Issuer(oidc);
        var trusted = config.proxy();
        this.proxy = trusted == null ? null : new TrustedProxy(trusted);
    }

    /** Whether a request comes from the proxy that the site trusts. */
    public boolean isByProxy(ServerRequest request) {
        return proxy != null && proxy.sends(address(request));
    }

    @Override
    public Caller recognise(ServerRequest request) {
        return byProxy(request).or(() -> byHeader(request)).orElseGet(() -> nobody(request));
    }

    private Optional<Caller> byProxy(ServerRequest request) {
        return proxy != null && isByProxy(request) ? proxy.callerOf(request) : Optional.empty();
    }

    private Optional<Caller> byHeader(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.AUTHORIZATION)) {
            return Optional.empty();
        }
        var token = Credentials.token(request.headers().get(HeaderNames.AUTHORIZATION).get());
        return Optional.of(
                token.startsWith(Tokens.PREFIX) || issuer == null
                        ? byToken(token)
                        : issuer.callerOf(token));
    }

    private Caller byToken(String token) {
        return tokens.callerOf(token)
                .orElseThrow(
                        () ->
                                new Unauthenticated(
                                        AccessCode.TOKEN,
                                        "the token is not known here, has expired or was revoked"));
    }

    private Caller nobody(ServerRequest request) {
        return switch (anonymous) {
            case NONE ->
                    throw new Unauthenticated(
                            AccessCode.ANONYMOUS, "this site answers those alone who show a token");
            case PUBLIC -> Scopes.PUBLIC.of(Caller.ANONYMOUS);
            case STAFF -> local(request);
        };
    }

    /** Whether a connection is from this very machine, and no proxy says that it stands between. */
    public boolean isFromHere(ServerRequest request) {
        var address = address(request);
        return address.isLoopbackAddress()
                && !isByProxy(request)
                && FORWARDED.stream().noneMatch(request.headers()::contains);
    }

    /**
     * Whoever sits at this machine. A page of another site that their browser shows is not them: it
     * can send requests here, and names in other domains can be made to mean this machine.
     */
    private static Caller local(ServerRequest request) {
        var headers = request.headers();
        var host = request.authority();
        boolean isForwarded = FORWARDED.stream().anyMatch(headers::contains);
        if (isForwarded || !THIS_MACHINE.matcher(host).matches()) {
            throw new Unauthenticated(
                    AccessCode.ELSEWHERE,
                    "without a token this site answers its own machine alone, asked as localhost or"
                            + " 127.0.0.1");
        }
        var here = (request.isSecure() ? "https://" : "http://") + host;
        if (!headers.first(HeaderNames.ORIGIN).orElse(here).equals(here)) {
            throw new Forbidden(AccessCode.ORIGIN, "pages of other sites may not ask in your name");
        }
        return Caller.LOCAL;
    }

    private static InetAddress address(ServerRequest request) {
        if (request.remotePeer().address() instanceof InetSocketAddress socket) {
            return socket.getAddress();
        }
        throw new Unauthenticated(AccessCode.ELSEWHERE, "the connection has no address");
    }
}
