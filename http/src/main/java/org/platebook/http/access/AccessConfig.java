package org.platebook.http.access;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Visibility;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Who is let in, and as whom.
 *
 * @param anonymous what those may do who show nothing
 * @param metrics who may read /metrics
 * @param oidc whose bearer tokens count; null where nobody's do
 * @param proxy the proxy that recognises callers before they get here; null where there is none
 * @param visibility who may see a schema ("cdb_lsstcam") or table ("cdb_lsstcam.exposure") where
 *     this is not what its description says; may be left out
 */
public record AccessConfig(
        Anonymous anonymous,
        Metrics metrics,
        @Nullable Oidc oidc,
        @Nullable Proxy proxy,
        Map<String, Visibility> visibility) {

    public AccessConfig {
        present(AccessConfigCode.ANONYMOUS, anonymous);
        present(AccessConfigCode.METRICS, metrics);
        visibility = given(visibility);
    }

    /** What those may do who show nothing. */
    public enum Anonymous {
        /** Nothing. */
        NONE,
        /** Read what the public may see. */
        PUBLIC,
        /** All that the staff may, and writing: for a site that only this machine can reach. */
        STAFF
    }

    /** Who may read the measurements of the site. */
    public enum Metrics {
        /** Programs on this machine, and administrators. */
        LOCAL,
        /** Everybody. */
        ANYONE
    }

    /**
     * An issuer of bearer tokens (OpenID Connect).
     *
     * @param issuer its address, as the claim "iss" has it
     * @param audience what the claim "aud" must hold
     * @param claim the claim that says what a caller belongs to, as in "groups" or "scope"
     * @param scopes what each value of that claim lets its callers do
     */
    public record Oidc(
            URI issuer, String audience, String claim, Map<String, List<String>> scopes) {
        public Oidc {
            present(AccessConfigCode.OIDC_ISSUER, issuer);
            present(AccessConfigCode.OIDC_AUDIENCE, audience);
            present(AccessConfigCode.OIDC_CLAIM, claim);
            present(AccessConfigCode.OIDC_SCOPES, scopes);
            if (!isSafe(issuer)) {
                throw new Refused(
                        AccessConfigCode.OIDC_ISSUER,
                        "access.oidc.issuer must begin with https://, not " + issuer);
            }
            scopes = Map.copyOf(scopes);
        }

        /** Plain HTTP reaches only this machine. */
        private static boolean isSafe(URI issuer) {
            return "https".equals(issuer.getScheme())
                    || ("http".equals(issuer.getScheme()) && isLoopback(issuer.getHost()));
        }
    }

    /**
     * A proxy that recognises callers, such as Gafaelfawr's ingress.
     *
     * @param addresses addresses or ranges of addresses that it comes from
     * @param scopes what each scope that it tells (X-Auth-Request-Token-Scopes) lets callers do
     * @param everybody what all callers may do that it lets through
     */
    public record Proxy(
            List<String> addresses, Map<String, List<String>> scopes, List<String> everybody) {
        public Proxy {
            present(AccessConfigCode.PROXY_ADDRESSES, addresses);
            present(AccessConfigCode.PROXY_SCOPES, scopes);
            present(AccessConfigCode.PROXY_EVERYBODY, everybody);
            addresses = List.copyOf(addresses);
            scopes = Map.copyOf(scopes);
            everybody = List.copyOf(everybody);
        }
    }

    /**
     * What is meant where a site's file says nothing: on a host that only this machine can reach,
     * everybody is staff.
     *
     * @throws Refused config.access when others can reach the host
     */
    public static AccessConfig usual(String host) {
        if (!isLoopback(host)) {
            throw new Refused(
                    AccessConfigCode.ACCESS,
                    "the key 'access' is missing: others can reach "
                            + host
                            + ", so the site must say who may read");
        }
        return ofThisMachine();
    }

    /** For a site that only this machine can reach. */
    public static AccessConfig ofThisMachine() {
        return new AccessConfig(Anonymous.STAFF, Metrics.LOCAL, null, null, Map.of());
    }

    /**
     * Makes sure that nobody from elsewhere can be taken for staff.
     *
     * @throws Refused config.access.anonymous when they could
     */
    public void requireFitting(String host) {
        if (anonymous == Anonymous.STAFF && !isLoopback(host)) {
            throw new Refused(
                    AccessConfigCode.ANONYMOUS,
                    "access.anonymous may be staff only where http.host is of this machine alone,"
                            + " as 127.0.0.1 is; others can reach "
                            + host);
        }
    }

    /** Who is let in, in plain sentences. */
    public String welcome() {
        return switch (anonymous) {
            case STAFF ->
                    "Everybody on this machine may read all of it and write, without a token; nothing listens elsewhere.";
            case PUBLIC ->
                    "Everybody may read what is public; with a token, what its scopes allow.";
            case NONE -> "Nobody is let in without a token.";
        };
    }

    private static Map<String, Visibility> given(@Nullable Map<String, Visibility> visibility) {
        return visibility == null ? Map.of() : Map.copyOf(visibility);
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void present(FailureCode code, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new Refused(code, "the key '" + ConfigKey.of(code) + "' is missing");
        }
    }
}
