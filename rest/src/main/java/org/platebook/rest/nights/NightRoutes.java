package org.platebook.rest.nights;

import org.platebook.rest.camera.CameraRoute;

import java.util.List;
import java.util.Set;

/** Where cameras and their nights are told. */
public final class NightRoutes {

    private NightRoutes() {}

    /** All of them. */
    public static List<CameraRoute> all() {
        return List.of(
                CameraRoute.ofPresent(
                        "/instruments", Set.of(), (seen, _) -> new Instruments(seen).all()),
                CameraRoute.ofAnyMoment(
                        "/instruments/{instrument}/nights",
                        Set.of("first", "last"),
                        (seen, p) ->
                                new Nights(seen)
                                        .between(
                                                p.part("instrument"),
                                                p.dayObs("first"),
                                                p.dayObs("last"))),
                CameraRoute.ofAnyMoment(
                        "/instruments/{instrument}/nights/{day_obs}",
                        Set.of(),
                        (seen, p) -> new Nights(seen).of(p.part("instrument"), p.dayObs())));
    }
}
