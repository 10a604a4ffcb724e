package org.platebook.http.server;

import org.platebook.http.access.ConfigKey;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.Refused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The files of the certificate by which a site proves who it is.
 *
 * @param certificate PEM; the site's own certificate first, then those that lead to a root
 * @param key PEM; the private key of the first certificate, without a password
 */
public record CertificateFiles(Path certificate, Path key) {

    /** What the files hold, as text. */
    record Text(String certificate, String key) {}

    /**
     * What was read, checked.
     *
     * @param chain the site's own certificate first
     */
    record Identity(List<X509Certificate> chain, PrivateKey key) {
        Identity {
            chain = List.copyOf(chain);
        }
    }

    /**
     * Reads both files.
     *
     * @throws Refused config.http.tls.certificateFile or .keyFile when one cannot be read
     */
    Text read() {
        return new Text(
                read(ListenCode.CERTIFICATE_FILE, certificate), read(ListenCode.KEY_FILE, key));
    }

    private static String read(FailureCode code, Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw refused(code, file, "cannot be read (" + e + ")", e);
        }
    }

    /**
     * Certificate and key in the texts of the files.
     *
     * @throws Refused config.http.tls.certificateFile or .keyFile when one of them is wrong, or
     *     they do not belong together
     */
    Identity identity(Text text) {
        var chain = chain(text.certificate());
        var certified = chain.getFirst().getPublicKey();
        try {
            var key = PemKey.of(text.key(), certified);
            if (!belong(key, certified)) {
                throw refused(ListenCode.KEY_FILE, this.key, "is not the key of " + certificate);
            }
            return new Identity(chain, key);
        } catch (GeneralSecurityException e) {
            throw refused(
                    ListenCode.KEY_FILE,
                    key,
                    "has no private key that can be used: " + e.getMessage(),
                    e);
        }
    }

    private List<X509Certificate> chain(String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
            var found =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw refused(
                        ListenCode.CERTIFICATE_FILE, certificate, "has no block BEGIN CERTIFICATE");
            }
            return found;
        } catch (CertificateException e) {
            throw refused(
                    ListenCode.CERTIFICATE_FILE,
                    certificate,
                    "has no valid certificate: " + e.getMessage(),
                    e);
        }
    }

    /** Whether what the one signs is what the other has signed. */
    private static boolean belong(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        var algorithm =
                switch (certified.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> certified.getAlgorithm();
                };
        var proof = "platebook".getBytes(StandardCharsets.US_ASCII);
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(proof);
        var signed = signing.sign();
        var verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certified);
        verifying.update(proof);
        return verifying.verify(signed);
    }

    private static Refused refused(FailureCode code, Path file, String what) {
        return new Refused(code, text(code, file, what));
    }

    private static Refused refused(FailureCode code, Path file, String what, Throwable cause) {
        return new Refused(code, text(code, file, what), cause);
    }

    private static String text(FailureCode code, Path file, String what) {
        return "%s %s %s: expected PEM".formatted(ConfigKey.of(code), file, what);
    }
}
