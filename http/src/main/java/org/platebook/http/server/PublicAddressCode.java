package org.platebook.http.server;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the address under which a site is asked. */
public enum PublicAddressCode implements FailureCode {
    HOST(
            "tap.host",
            "the header Host of the request is not a name or an address",
            "fix the client or the proxy before the site, or set `http.publicUrl`");

    private final Explanation explanation;

    PublicAddressCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
