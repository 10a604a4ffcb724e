package org.platebook.rest.camera;

import org.platebook.rest.route.Parameters;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A path that is answered in JSON from what a caller may see of cameras.
 *
 * @param path below /api, as openapi.yaml has it
 * @param parameters names that the query may have
 * @param answer what is answered, as a value that becomes JSON
 */
public record CameraRoute(
        String path, Set<String> parameters, BiFunction<CameraReader, Parameters, Object> answer) {

    /** The parameter that asks for the past: a time or the name of a moment. */
    public static final String AS_OF = "as_of";

    public CameraRoute {
        parameters = Set.copyOf(parameters);
    }

    /** A path that tells of the present. */
    public static CameraRoute ofPresent(
            String path,
            Set<String> parameters,
            BiFunction<CameraReader, Parameters, Object> answer) {
        return new CameraRoute(path, parameters, answer);
    }

    /** A path that can be asked as of a moment too. */
    public static CameraRoute ofAnyMoment(
            String path,
            Set<String> parameters,
            BiFunction<CameraReader, Parameters, Object> answer) {
        var more = new HashSet<>(parameters);
        more.add(AS_OF);
        return new CameraRoute(path, more, answer);
    }

    /** Whether it can be asked as of a moment. */
    public boolean isOfAnyMoment() {
        return parameters.contains(AS_OF);
    }
}
