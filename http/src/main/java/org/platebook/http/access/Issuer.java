package org.platebook.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Unauthenticated;
import org.platebook.model.failure.Unreachable;

import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises bearer tokens of one issuer (OpenID Connect Core 1.0; RFC 7519, RFC 9068).
 *
 * <p>Only signatures with a public key count, so that neither "none" nor a secret made from a
 * public key (RFC 8725, 2.1) gets in. The issuer's keys are kept for some minutes; a key that is
 * not among them is asked for, but not more often than a bound allows.
 */
final class Issuer {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private static final Duration KEYS_KEPT = Duration.ofMinutes(10);

    /** Keys are asked for at most twice in this time. */
    private static final Duration BETWEEN_ASKING = Duration.ofSeconds(30);

    private static final Duration ASKING = Duration.ofSeconds(10);

    /** How long known keys count on while the issuer cannot be reached. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private static final int CLOCKS_DIFFER_SECONDS = 30;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Map<String, List<String>> scopes;
    private final String claim;
    private final String name;

    Issuer(AccessConfig.Oidc config) {
        this.scopes = config.scopes();
        scopes.values().forEach(Scopes::of);
        this.claim = config.claim();
        this.name = config.issuer().toString();
        var claims =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        config.audience(),
                        new JWTClaimsSet.Builder().issuer(name).build(),
                        Set.of("sub", "exp"));
        claims.setMaxClockSkew(CLOCKS_DIFFER_SECONDS);
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(config)));
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keys(AccessConfig.Oidc config) {
        return JWKSourceBuilder.create(new IssuerKeys(config.issuer()))
                .cache(KEYS_KEPT.toMillis(), ASKING.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_ASKING.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    /**
     * The caller whose token this is.
     *
     * @throws Unauthenticated access.bearer when it is not valid here
     * @throws Unreachable access.issuer when the issuer's keys are not known and cannot be asked
     *     for
     */
    Caller callerOf(String token) {
        try {
            var claims = processor.process(token, null);
            return scopesOf(claims).of("oidc:" + claims.getSubject());
        } catch (JWKSetUnavailableException e) {
            throw new Unreachable(
                    AccessCode.ISSUER,
                    "the issuer " + name + " does not tell its keys: " + e.getMessage(),
                    e);
        } catch (KeySourceException | BadJOSEException | ParseException e) {
            throw new Unauthenticated(
                    AccessCode.BEARER, "the bearer token is not valid here: " + reason(e));
        } catch (JOSEException e) {
            throw new Unauthenticated(
                    AccessCode.BEARER, "the bearer token is not valid here: it cannot be read");
        }
    }

    /** In words of our own where the library's would hold parts of the token. */
    private static String reason(Exception e) {
        return e instanceof ParseException
                ? "it cannot be read"
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private Scopes scopesOf(JWTClaimsSet claims) {
        return values(claims.getClaim(claim))
                .map(value -> Scopes.of(scopes.getOrDefault(value, List.of())))
                .reduce(Scopes.PUBLIC, Scopes::plus);
    }

    /** A list of texts, or texts with blanks between them. */
    private static Stream<String> values(@Nullable Object claim) {
        return switch (claim) {
            case Collection<?> all -> all.stream().map(String::valueOf);
            case String text -> Arrays.stream(text.split(" ", -1));
            case null, default -> Stream.of();
        };
    }
}
