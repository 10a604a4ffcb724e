package org.platebook.rest.caller;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.Caller;
import org.platebook.http.access.Scopes;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.Parameters;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells callers whom the site takes them for, and what they may do. */
public final class CallerRoute {

    private CallerRoute() {}

    /**
     * A caller.
     *
     * @param scopes as tokens name them, as in "write:observers"
     */
    record Answer(String name, String role, List<String> scopes) {}

    public static Operation operation() {
        return new Operation("GET", "/caller", Set.of(), CallerRoute::answer);
    }

    private static void answer(ServerRequest request, ServerResponse response) {
        new Parameters(request, Set.of());
        var caller = Caller.of(request);
        JsonAnswer.send(
                request,
                response,
                new Answer(
                        caller.name(),
                        caller.role().name().toLowerCase(Locale.ROOT),
                        new Scopes(caller.role(), caller.sources(), caller.isAdmin()).words()));
    }
}
