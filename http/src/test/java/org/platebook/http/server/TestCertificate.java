package org.platebook.http.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for localhost that is signed by its own key, made by keytool of the JDK.
 *
 * @param certificate PEM
 * @param keys PEM; its private key in each form that it has
 */
record TestCertificate(String certificate, List<String> keys) {

    private static final String PASSWORD = "password";

    /**
     * @param algorithm RSA, EC or Ed25519
     * @param name its common name
     */
    static TestCertificate of(String algorithm, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        var folder = Files.createTempDirectory("certificate");
        var store = folder.resolve("store.p12");
        try {
            var made =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "keytool")
                                            .toString(),
                                    "-genkeypair",
                                    "-alias",
                                    "site",
                                    "-keyalg",
                                    algorithm,
                                    "-dname",
                                    "CN=" + name,
                                    "-ext",
                                    "san=dns:localhost,ip:127.0.0.1",
                                    "-validity",
                                    "30",
                                    "-storetype",
                                    "PKCS12",
                                    "-storepass",
                                    PASSWORD,
                                    "-keystore",
                                    store.toString())
                            .redirectErrorStream(true)
                            .start();
            var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (made.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            return read(store);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static TestCertificate read(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var key = keys.getKey("site", PASSWORD.toCharArray());
        var forms = new ArrayList<String>();
        forms.add(pem("PRIVATE KEY", key.getEncoded()));
        switch (key.getAlgorithm()) {
            case "RSA" -> forms.add(pem("RSA PRIVATE KEY", inner(key.getEncoded())));
            case "EC" -> forms.add(pem("EC PRIVATE KEY", inner(key.getEncoded())));
            default -> {}
        }
        return new TestCertificate(
                pem("CERTIFICATE", keys.getCertificate("site").getEncoded()), List.copyOf(forms));
    }

    /** The older form: the octets that reach to the end of PKCS #8 (RFC 5958, 2). */
    private static byte[] inner(byte[] pkcs8) {
        for (int at = 5; at < pkcs8.length - 2; at++) {
            int first = pkcs8[at + 1] & 0xFF;
            int head = first < 0x80 ? 2 : 2 + first - 0x80;
            int length = first;
            if (first >= 0x80 && first <= 0x82) {
                length = 0;
                for (int i = 0; i < first - 0x80; i++) {
                    length = (length << 8) | (pkcs8[at + 2 + i] & 0xFF);
                }
            }
            if (pkcs8[at] == 0x04 && at + head + length == pkcs8.length) {
                return Arrays.copyOfRange(pkcs8, at + head, pkcs8.length);
            }
        }
        throw new IllegalArgumentException("no older form within");
    }

    private static String pem(String kind, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
    }

    void write(CertificateFiles files) throws IOException {
        Files.writeString(files.certificate(), certificate);
        Files.writeString(files.key(), keys.getFirst());
    }
}
