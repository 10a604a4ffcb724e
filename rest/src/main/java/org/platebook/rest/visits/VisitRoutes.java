package org.platebook.rest.visits;

import org.platebook.rest.camera.CameraRoute;
import org.platebook.rest.route.RestCode;

import java.util.List;
import java.util.Set;

/** Where visits are told. */
public final class VisitRoutes {

    private static final String VISIT = "/instruments/{instrument}/visits/{visit_id}";

    private VisitRoutes() {}

    /** All of them. */
    public static List<CameraRoute> all() {
        return List.of(
                CameraRoute.ofAnyMoment(
                        "/instruments/{instrument}/nights/{day_obs}/visits",
                        Set.of(),
                        (seen, p) -> new Visits(seen).ofNight(p.part("instrument"), p.dayObs())),
                CameraRoute.ofAnyMoment(
                        VISIT,
                        Set.of(),
                        (seen, p) ->
                                new Visits(seen)
                                        .one(
                                                p.part("instrument"),
                                                p.partNumber("visit_id", RestCode.VISIT_ID))),
                CameraRoute.ofAnyMoment(
                        VISIT + "/history",
                        Set.of(),
                        (seen, p) ->
                                new Visits(seen)
                                        .history(
                                                p.part("instrument"),
                                                p.partNumber("visit_id", RestCode.VISIT_ID))));
    }
}
