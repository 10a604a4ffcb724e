package org.platebook.http.server;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the address and the certificate of a site. */
public enum ListenCode implements FailureCode {
    CERTIFICATE_FILE(
            FailureKind.REFUSED,
            "config.http.tls.certificateFile",
            "the certificate of the site is missing, cannot be read or is not PEM",
            "name a file with `BEGIN CERTIFICATE` that the site can read"),
    KEY_FILE(
            FailureKind.REFUSED,
            "config.http.tls.keyFile",
            "the private key is missing, cannot be read, is encrypted or does not belong to the certificate",
            "name the file with the key of the first certificate, without a password"),
    PORT(FailureKind.REFUSED, "site.port", "a port is not from 0 to 65535", "give one that is"),
    PATIENCE(
            FailureKind.REFUSED,
            "site.patience",
            "a patience of connections is not positive",
            "give times that are"),
    PORT_BUSY(
            FailureKind.CLASH,
            "site.port-busy",
            "another program has the port",
            "stop that program, or choose another port with `--port`"),
    ADDRESS(
            FailureKind.UNREACHABLE,
            "site.address",
            "the machine has no such address, or may not listen there",
            "correct `http.host`; ports below 1024 want a privilege");

    private final Explanation explanation;

    ListenCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
