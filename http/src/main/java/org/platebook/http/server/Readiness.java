package org.platebook.http.server;

import java.util.List;

/** Says whether a site can answer now. */
@FunctionalInterface
public interface Readiness {

    /** What the site still waits for, one plain sentence each; empty when it is ready. */
    List<String> waitingFor();
}
