package org.platebook.http.access;

import io.helidon.webserver.http.ServerRequest;

/** Recognises who stands behind a request, before any section of the site sees it. */
@FunctionalInterface
public interface Door {

    /** Takes everybody for whoever sits at this machine; for sites that nobody else can reach. */
    Door LOCAL = _ -> Caller.LOCAL;

    /**
     * Who asks.
     *
     * @throws org.platebook.model.failure.Unauthenticated when what they show is not valid, or
     *     something must be shown and is not
     * @throws org.platebook.model.failure.Unreachable when it cannot be told now
     */
    Caller recognise(ServerRequest request);
}
