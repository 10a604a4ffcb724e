package org.platebook.http.access;

import io.helidon.webserver.http.ServerRequest;

import org.platebook.model.failure.Forbidden;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;

import java.util.Set;

/**
 * Who asks, and what they may do.
 *
 * @param name what the journal and the audit call them, as in "token:rapid-analysis"
 * @param role in whose name they read
 * @param sources the sources whose tables they may write, as in "headers"
 * @param isAdmin whether they may write every source's tables, change schemas and see the audit
 */
public record Caller(String name, Role role, Set<String> sources, boolean isAdmin) {

    public Caller {
        sources = Set.copyOf(sources);
    }

    /** Whoever sits at this machine: may read all that the staff sees, and write everything. */
    public static final Caller LOCAL = new Caller("local", Role.STAFF, Set.of(), true);

    /** What those are called who show nothing. */
    static final String ANONYMOUS = "anonymous";

    /** Whether they may write the tables of a source. */
    public boolean mayWrite(String source) {
        return isAdmin || sources.contains(source);
    }

    /**
     * Makes sure that they may write the tables of a source.
     *
     * @throws Forbidden when they may not
     */
    public void requireWrite(String source) {
        if (!mayWrite(source)) {
            throw new Forbidden(
                    AccessCode.SCOPE, "this needs the scope write:" + source + ", or admin");
        }
    }

    /**
     * Makes sure that they are an administrator.
     *
     * @throws Forbidden when they are not
     */
    public void requireAdmin() {
        if (!isAdmin) {
            throw new Forbidden(AccessCode.SCOPE, "this needs the scope admin");
        }
    }

    /**
     * How the database knows the caller of a request; anonymous callers of different addresses are
     * different ones.
     */
    public static Identity identityOf(ServerRequest request) {
        var caller = of(request);
        return new Identity(
                caller.name().equals(ANONYMOUS)
                        ? ANONYMOUS + " at " + request.remotePeer().host()
                        : caller.name(),
                caller.role());
    }

    /** The caller of a request, as the site's door recognised them. */
    public static Caller of(ServerRequest request) {
        return request.context()
                .get(Caller.class)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a request came in without passing the door"));
    }
}
