package org.platebook.rest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;

import org.platebook.http.access.Caller;
import org.platebook.http.server.PublicAddress;
import org.platebook.http.server.Section;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Subject;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.CameraRoute;
import org.platebook.rest.exposures.Events;
import org.platebook.rest.exposures.ExposureRoutes;
import org.platebook.rest.exposures.SubjectFlag;
import org.platebook.rest.nights.NightRoutes;
import org.platebook.rest.problems.ProblemRoutes;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.OpenApi;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.schema.SchemaRoutes;
import org.platebook.rest.visits.VisitRoutes;
import org.platebook.store.change.Changes;
import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.store.history.Moments;
import org.platebook.store.schema.SchemaCatalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The site's REST interface; openapi.yaml describes every path of it. */
public final class Api implements Section {

    private static final int SEE_OTHER = 303;

    private final Map<Role, CameraReader> cameras = new EnumMap<>(Role.class);
    private final OpenApi openApi = new OpenApi();
    private final List<CameraRoute> routes;
    private final Moments moments;
    private final Events events;
    private final List<SubjectFlag> marks;
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
        this.marks =
                Arrays.stream(Subject.values())
                        .map(subject -> new SubjectFlag(flags, subject))
                        .toList();
        for (var role : Role.values()) {
            cameras.put(role, new CameraReader(database.reader(role), schemas, catalog));
        }
        this.routes = routes(catalog);
        this.events = new Events(cameras, changes);
        this.operations = doors.operations();
        this.moments = doors.moments();
    }

    private List<CameraRoute> routes(SchemaCatalog catalog) {
        var all = new ArrayList<CameraRoute>();
        all.add(
                CameraRoute.ofPresent(
                        "/openapi.json", Set.of(), (_, p) -> openApi.document(p.address())));
        all.addAll(NightRoutes.all());
        all.addAll(ExposureRoutes.all());
        all.addAll(VisitRoutes.all());
        all.addAll(ProblemRoutes.all());
        all.addAll(new SchemaRoutes(catalog).all());
        for (var mark : marks) {
            all.add(CameraRoute.ofPresent(mark.path(), Set.of(), mark::of));
        }
        return List.copyOf(all);
    }

    @Override
    public String path() {
        return "/api";
    }

    @Override
    public void routing(HttpRules rules) {
        for (var route : routes) {
            rules.get(route.path(), (request, response) -> answer(request, response, route));
        }
        rules.get("/", Api::toDescription);
        rules.get("/events", this::listen);
        marks.forEach(mark -> mark.routing(rules, of(Role.STAFF)));
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

    private void answer(ServerRequest request, ServerResponse response, CameraRoute route) {
        var parameters = new Parameters(request, route.parameters());
        var caller = Caller.identityOf(request);
        var present = of(caller.role()).by(caller.caller());
        var asOf = route.isOfAnyMoment() ? parameters.text(CameraRoute.AS_OF) : null;
        var seen = asOf == null ? present : present.asOf(moments.meant(asOf));
        JsonAnswer.send(request, response, route.answer().apply(seen, parameters));
    }

    /** What is asked otherwise, or written. */
    List<Operation> operations() {
        return operations;
    }

    /** All paths but the stream of events; they are the same for every role. */
    List<CameraRoute> answered() {
        return routes;
    }

    private CameraReader of(Role role) {
        return Objects.requireNonNull(cameras.get(role));
    }

    private void listen(ServerRequest request, ServerResponse response) {
        var instrument = new Parameters(request, Set.of("instrument")).text("instrument");
        events.listen(response.sink(SseSink.TYPE), Caller.of(request).role(), instrument);
    }
}
