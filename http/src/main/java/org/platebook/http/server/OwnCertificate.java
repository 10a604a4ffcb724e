package org.platebook.http.server;

import io.helidon.common.tls.Tls;

import org.jspecify.annotations.Nullable;
import org.platebook.http.server.CertificateFiles.Identity;
import org.platebook.http.server.CertificateFiles.Text;
import org.platebook.model.failure.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The certificate by which a site proves who it is. Its files are read again from time to time: a
 * renewed one serves new connections, and of one that is broken the last good one is kept. May be
 * used by many threads.
 */
public final class OwnCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** How long a renewed certificate waits at most. */
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

    private final CertificateFiles files;
    private final Duration pause;
    private volatile State state;

    /**
     * What is served.
     *
     * @param seen how the files were when they were read last
     * @param problem why they are not served; null where they are
     */
    private record State(Identity served, @Nullable Text seen, @Nullable String problem) {}

    /**
     * Reads the files.
     *
     * @throws Refused config.http.tls.certificateFile or .keyFile when one of them is wrong, or
     *     they do not belong together
     */
    public static OwnCertificate of(CertificateFiles files) {
        return new OwnCertificate(files, USUAL_PAUSE);
    }

    /**
     * @param pause between two looks at the files
     */
    OwnCertificate(CertificateFiles files, Duration pause) {
        this.files = files;
        this.pause = pause;
        var seen = files.read();
        this.state = new State(files.identity(seen), seen, null);
    }

    /** The end of the certificate that is served. */
    public Instant end() {
        return state.served().chain().getFirst().getNotAfter().toInstant();
    }

    /** Why newer files are not served; null where there are none or nothing is wrong with them. */
    @Nullable String problem() {
        return state.problem();
    }

    /** What a server needs to speak TLS 1.2 or 1.3 with it. */
    Tls tls() {
        var served = state.served();
        return Tls.builder()
                .privateKey(served.key())
                .privateKeyCertChain(served.chain())
                .enabledProtocols(PROTOCOLS)
                .build();
    }

    /**
     * Looks at the files until the thread is interrupted.
     *
     * @param renewed takes what a server needs from then on
     */
    Thread watch(Consumer<Tls> renewed) {
        return Thread.ofVirtual()
                .name("certificate")
                .start(
                        () -> {
                            while (waited()) {
                                if (look()) {
                                    renewed.accept(tls());
                                }
                            }
                        });
    }

    private boolean waited() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Reads the files again; whether another certificate is to be served. */
    boolean look() {
        var before = state;
        Text seen = null;
        try {
            seen = files.read();
            if (seen.equals(before.seen())) {
                return false;
            }
            state = new State(files.identity(seen), seen, null);
            LOG.info("serves the certificate of {}, which ends at {}", files.certificate(), end());
            return true;
        } catch (Refused e) {
            if (!e.text().equals(before.problem())) {
                LOG.warn("the certificate served before stays, it ends at {}: {}", end(), e.text());
            }
            state = new State(before.served(), seen, e.text());
            return false;
        }
    }
}
