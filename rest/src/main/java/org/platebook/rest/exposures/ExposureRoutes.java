package org.platebook.rest.exposures;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.rest.camera.CameraRoute;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.route.RestCode;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where exposures are told, with their headers, detectors and footprints. */
public final class ExposureRoutes {

    private static final int MOST_EXPOSURES = 10_000;
    private static final int MOST_COLUMNS = 40;

    private static final String NIGHT = "/instruments/{instrument}/nights/{day_obs}";
    private static final String EXPOSURE = "/instruments/{instrument}/exposures/{exposure_id}";

    private static final Set<String> CHOICE =
            Set.of(
                    "sort",
                    "type",
                    "band",
                    "filter",
                    "program",
                    "flag",
                    "columns",
                    "q",
                    "problems",
                    "exposure_id",
                    "limit",
                    "offset");

    private ExposureRoutes() {}

    /** All of them. */
    public static List<CameraRoute> all() {
        return List.of(
                CameraRoute.ofAnyMoment(
                        NIGHT + "/exposures",
                        CHOICE,
                        (seen, p) ->
                                new Exposures(seen)
                                        .of(p.part("instrument"), p.dayObs(), choice(p))),
                CameraRoute.ofAnyMoment(
                        NIGHT + "/footprints",
                        Set.of(),
                        (seen, p) ->
                                new Exposures(seen).footprints(p.part("instrument"), p.dayObs())),
                CameraRoute.ofAnyMoment(
                        EXPOSURE,
                        Set.of(),
                        (seen, p) -> new OneExposure(seen).of(p.part("instrument"), id(p))),
                CameraRoute.ofAnyMoment(
                        EXPOSURE + "/header",
                        Set.of(),
                        (seen, p) -> new Headers(seen).of(p.part("instrument"), id(p))),
                CameraRoute.ofAnyMoment(
                        EXPOSURE + "/detectors",
                        Set.of(),
                        (seen, p) -> new OneExposure(seen).detectors(p.part("instrument"), id(p))),
                CameraRoute.ofAnyMoment(
                        EXPOSURE + "/footprint",
                        Set.of(),
                        (seen, p) -> new OneExposure(seen).footprint(p.part("instrument"), id(p))),
                CameraRoute.ofAnyMoment(
                        EXPOSURE + "/history",
                        Set.of(),
                        (seen, p) -> new OneExposure(seen).history(p.part("instrument"), id(p))));
    }

    private static long id(Parameters p) {
        return p.partNumber("exposure_id", RestCode.EXPOSURE_ID);
    }

    private static Exposures.Choice choice(Parameters p) {
        var keys = Exposures.SORT_KEYS;
        var words = keys.stream().flatMap(key -> List.of(key, "-" + key).stream()).toList();
        return new Exposures.Choice(
                p.numbers("exposure_id"),
                p.texts("type"),
                p.texts("band"),
                p.texts("filter"),
                p.text("program"),
                p.texts("flag"),
                columns(p),
                p.flag("problems"),
                patterns(p),
                p.oneOf("sort", words, "seq_num", ExposureRoutes::order),
                p.upTo("limit", MOST_EXPOSURES, MOST_EXPOSURES),
                p.upTo("offset", Integer.MAX_VALUE, 0));
    }

    private static List<String> columns(Parameters p) {
        var texts = p.texts("columns");
        var columns = texts == null ? List.<String>of() : List.of(texts);
        if (columns.size() > MOST_COLUMNS) {
            throw new Refused(
                    RestCode.PARAMETER,
                    "columns has %s names, expected at most %s"
                            .formatted(columns.size(), MOST_COLUMNS));
        }
        return columns;
    }

    private static String order(String sort) {
        return sort.startsWith("-") ? sort.substring(1) + " desc" : sort;
    }

    /** Words as patterns of SQL's like, in which no letter of theirs has a meaning. */
    private static String @Nullable [] patterns(Parameters p) {
        var text = p.text("q");
        if (text == null) {
            return null;
        }
        return text.toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("([\\\\%_])", "\\\\$1")
                .lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .map(word -> "%" + word + "%")
                .toArray(String[]::new);
    }
}
