package org.platebook.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;

/**
 * Asks an issuer where its keys are, and then for the keys (OpenID Connect Discovery 1.0, 4; RFC
 * 7517, 5).
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 19;
    private static final int OK = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI issuer;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    IssuerKeys(URI issuer) {
        this.issuer = issuer;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        try {
            return JWKSet.parse(text(keysAddress()));
        } catch (IOException | ParseException | JacksonException | IllegalArgumentException e) {
            throw new JWKSetRetrievalException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JWKSetRetrievalException("interrupted", e);
        }
    }

    private URI keysAddress() throws IOException, InterruptedException {
        var base = issuer.toString().replaceFirst("/$", "");
        var said = JSON.readTree(text(URI.create(base + DISCOVERY)));
        if (!issuer.toString().equals(said.path("issuer").asString(""))) {
            throw new IOException(base + " says that it is another issuer");
        }
        var address = URI.create(said.path("jwks_uri").asString(""));
        boolean isSame = issuer.getScheme().equals(address.getScheme());
        if (!isSame && !"https".equals(address.getScheme())) {
            throw new IOException(base + " tells no address of its keys");
        }
        return address;
    }

    private String text(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw new IOException(address + " answers " + answer.statusCode());
            }
            var bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(address + " answers with too much");
            }
            return new String(bytes, UTF_8);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
