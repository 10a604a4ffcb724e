package org.platebook.rest.problems;

import org.platebook.rest.camera.CameraRoute;
import org.platebook.rest.route.Parameters;

import java.util.List;
import java.util.Set;

/** Where the problems of headers are told. */
public final class ProblemRoutes {

    private static final int MOST = 1_000;
    private static final int USUAL = 200;

    private ProblemRoutes() {}

    /** All of them. */
    public static List<CameraRoute> all() {
        return List.of(
                CameraRoute.ofPresent(
                        "/problems",
                        Set.of("instrument", "day_obs", "field", "limit", "offset"),
                        (seen, p) -> new HeaderProblems(seen).of(choice(p))));
    }

    private static HeaderProblems.Choice choice(Parameters p) {
        return new HeaderProblems.Choice(
                p.text("instrument"),
                p.dayObs("day_obs"),
                p.text("field"),
                p.upTo("limit", MOST, USUAL),
                p.upTo("offset", Integer.MAX_VALUE, 0));
    }
}
