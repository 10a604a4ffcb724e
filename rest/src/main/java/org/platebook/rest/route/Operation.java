package org.platebook.rest.route;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;

import java.util.Set;

/**
 * One thing that can be asked of the interface, beside what is answered in JSON to each role alike.
 *
 * @param method of HTTP
 * @param path as openapi.yaml has it; a part {@code {key}} stands for one or more
 * @param parameters names that the query may have
 * @param handler answers
 */
public record Operation(String method, String path, Set<String> parameters, Handler handler) {

    public Operation {
        parameters = Set.copyOf(parameters);
    }

    public void routing(HttpRules rules) {
        rules.route(Method.create(method), path.replace("{key}", "{+key}"), handler);
    }
}
