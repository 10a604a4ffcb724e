package org.platebook.app.rest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;

import org.jspecify.annotations.Nullable;
import org.platebook.app.access.Caller;
import org.platebook.app.http.PublicAddress;
import org.platebook.app.http.Section;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Subject;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.change.Changes;
import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.store.history.Moments;
import org.platebook.store.schema.SchemaCatalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The site's REST interface; openapi.yaml describes every path of it. */
public final class Api implements Section {

    private static final int MOST_EXPOSURES = 10_000;
    private static final int MOST_PROBLEMS = 1_000;
    private static final int MOST_COLUMNS = 40;

    private static final int SEE_OTHER = 303;

    private static final String AS_OF = "as_of";

    private final Map<Role, Cameras> cameras = new EnumMap<>(Role.class);
    private final SchemaCatalog catalog;
    private final OpenApi openApi = new OpenApi();
    private final List<Route> described;
    private final Moments moments;
    private final Events events;
    private final List<SubjectFlag> marks;
    private final Cameras staff;
    private final List<Operation> operations;

    /**
     * @param changes what the site's ledger changes
     * @param catalog what is installed now, with what the site added
     * @param doors to any table of the site
     */
    public Api(
            Database database,
            Changes changes,
            CameraSchemas schemas,
            SchemaCatalog catalog,
            Flags flags,
            TableDoors doors) {
        this.catalog = catalog;
        this.marks =
                Arrays.stream(Subject.values())
                        .map(subject -> new SubjectFlag(flags, subject))
                        .toList();
        for (var role : Role.values()) {
            cameras.put(role, new Cameras(database.reader(role), schemas, catalog));
        }
        this.described = routes(of(Role.PUBLIC));
        this.staff = of(Role.STAFF);
        this.events = new Events(cameras, changes);
        this.operations = doors.operations();
        this.moments = doors.moments();
    }

    /** A path that is answered in JSON, and the names that its query may have. */
    record Route(String path, Set<String> parameters, Function<Parameters, Object> answer) {

        /** What is told of a camera can be asked as of a moment. */
        Route {
            if (path.startsWith("/instruments/") && !path.endsWith("/flag")) {
                var more = new HashSet<>(parameters);
                more.add(AS_OF);
                parameters = Set.copyOf(more);
            }
        }
    }

    @Override
    public String path() {
        return "/api";
    }

    @Override
    public void routing(HttpRules rules) {
        for (int i = 0; i < answered().size(); i++) {
            int place = i;
            rules.get(
                    answered().get(i).path(),
                    (request, response) -> answer(request, response, place));
        }
        rules.get("/", Api::toDescription);
        rules.get("/events", this::listen);
        marks.forEach(mark -> mark.routing(rules, staff));
        operations.forEach(operation -> operation.routing(rules));
    }

    /** Who opens the address that the start prints finds what there is. */
    private static void toDescription(ServerRequest request, ServerResponse response) {
        var description = PublicAddress.of(request).of("/api/openapi.json");
        response.status(SEE_OTHER).header(HeaderNames.LOCATION, description.toString()).send();
    }

    @Override
    public void beforeStop() {
        events.close();
    }

    private void answer(ServerRequest request, ServerResponse response, int place) {
        var parameters = new Parameters(request, described.get(place).parameters());
        var caller = Caller.identityOf(request);
        var present = of(caller.role()).by(caller.caller());
        var asOf =
                described.get(place).parameters().contains(AS_OF) ? parameters.text(AS_OF) : null;
        var seen = asOf == null ? present : present.asOf(moments.meant(asOf));
        JsonAnswer.send(request, response, routes(seen).get(place).answer().apply(parameters));
    }

    private List<Route> routes(Cameras seen) {
        return new Answers(seen, new Descriptions(catalog, seen.role()), marks, openApi).routes();
    }

    /** What is asked otherwise, or written. */
    List<Operation> operations() {
        return operations;
    }

    /** All paths but the stream of events; they are the same for every role. */
    List<Route> answered() {
        return described;
    }

    private Cameras of(Role role) {
        return Objects.requireNonNull(cameras.get(role));
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
                p.oneOf("sort", words, "seq_num", Api::order),
                p.upTo("limit", MOST_EXPOSURES, MOST_EXPOSURES),
                p.upTo("offset", Integer.MAX_VALUE, 0));
    }

    private static List<String> columns(Parameters p) {
        var texts = p.texts("columns");
        var columns = texts == null ? List.<String>of() : List.of(texts);
        if (columns.size() > MOST_COLUMNS) {
            throw new Refused(
                    "rest.parameter",
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

    private void listen(ServerRequest request, ServerResponse response) {
        var instrument = new Parameters(request, Set.of("instrument")).text("instrument");
        events.listen(response.sink(SseSink.TYPE), Caller.of(request).role(), instrument);
    }

    /** What one caller is answered. */
    private static final class Answers {

        private final Instruments instruments;
        private final Nights nights;
        private final Exposures exposures;
        private final OneExposure oneExposure;
        private final Headers headers;
        private final Visits visits;
        private final Problems problems;
        private final OpenApi openApi;
        private final Cameras cameras;
        private final Descriptions descriptions;
        private final List<SubjectFlag> marks;

        Answers(
                Cameras cameras,
                Descriptions descriptions,
                List<SubjectFlag> marks,
                OpenApi openApi) {
            this.openApi = openApi;
            this.cameras = cameras;
            this.descriptions = descriptions;
            this.marks = marks;
            this.instruments = new Instruments(cameras);
            this.nights = new Nights(cameras);
            this.exposures = new Exposures(cameras);
            this.oneExposure = new OneExposure(cameras);
            this.headers = new Headers(cameras);
            this.visits = new Visits(cameras);
            this.problems = new Problems(cameras);
        }

        List<Route> routes() {
            var all = new ArrayList<>(ofCameras());
            for (var mark : marks) {
                all.add(new Route(mark.path(), Set.of(), p -> mark.of(cameras, p)));
            }
            return List.copyOf(all);
        }

        private List<Route> ofCameras() {
            var camera = "/instruments/{instrument}";
            var night = camera + "/nights/{day_obs}";
            var exposure = camera + "/exposures/{exposure_id}";
            return List.of(
                    new Route("/openapi.json", Set.of(), p -> openApi.document(p.address())),
                    new Route("/instruments", Set.of(), _ -> instruments.all()),
                    new Route(
                            camera + "/nights",
                            Set.of("first", "last"),
                            p ->
                                    nights.between(
                                            p.part("instrument"),
                                            p.dayObs("first"),
                                            p.dayObs("last"))),
                    new Route(night, Set.of(), p -> nights.of(p.part("instrument"), p.dayObs())),
                    new Route(
                            night + "/exposures",
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
                                    "offset"),
                            p -> exposures.of(p.part("instrument"), p.dayObs(), choice(p))),
                    new Route(
                            night + "/footprints",
                            Set.of(),
                            p -> exposures.footprints(p.part("instrument"), p.dayObs())),
                    new Route(
                            night + "/visits",
                            Set.of(),
                            p -> visits.ofNight(p.part("instrument"), p.dayObs())),
                    new Route(
                            exposure,
                            Set.of(),
                            p -> oneExposure.of(p.part("instrument"), p.partNumber("exposure_id"))),
                    new Route(
                            exposure + "/header",
                            Set.of(),
                            p -> headers.of(p.part("instrument"), p.partNumber("exposure_id"))),
                    new Route(
                            exposure + "/detectors",
                            Set.of(),
                            p ->
                                    oneExposure.detectors(
                                            p.part("instrument"), p.partNumber("exposure_id"))),
                    new Route(
                            exposure + "/footprint",
                            Set.of(),
                            p ->
                                    oneExposure.footprint(
                                            p.part("instrument"), p.partNumber("exposure_id"))),
                    new Route(
                            exposure + "/history",
                            Set.of(),
                            p ->
                                    oneExposure.history(
                                            p.part("instrument"), p.partNumber("exposure_id"))),
                    new Route("/schema", Set.of(), _ -> descriptions.all()),
                    new Route(
                            "/schema/{schema}",
                            Set.of(),
                            p -> descriptions.schema(p.part("schema"))),
                    new Route(
                            "/schema/{schema}/{table}",
                            Set.of(),
                            p -> descriptions.table(p.part("schema"), p.part("table"))),
                    new Route(
                            camera + "/visits/{visit_id}",
                            Set.of(),
                            p -> visits.one(p.part("instrument"), p.partNumber("visit_id"))),
                    new Route(
                            camera + "/visits/{visit_id}/history",
                            Set.of(),
                            p -> visits.history(p.part("instrument"), p.partNumber("visit_id"))),
                    new Route(
                            "/problems",
                            Set.of("instrument", "day_obs", "field", "limit", "offset"),
                            p ->
                                    problems.of(
                                            new Problems.Choice(
                                                    p.text("instrument"),
                                                    p.dayObs("day_obs"),
                                                    p.text("field"),
                                                    p.upTo("limit", MOST_PROBLEMS, 200),
                                                    p.upTo("offset", Integer.MAX_VALUE, 0)))));
        }
    }
}
