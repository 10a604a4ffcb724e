package org.platebook.app.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import org.platebook.app.access.Door;
import org.platebook.model.failure.Failure;

/** Lets a request in with its caller, or turns it away. */
final class Entrance implements Filter {

    private final Door door;

    Entrance(Door door) {
        this.door = door;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        try {
            request.context().register(door.recognise(request));
        } catch (Failure failure) {
            ProblemAnswer.send(request, response, failure);
            return;
        }
        chain.proceed();
    }
}
