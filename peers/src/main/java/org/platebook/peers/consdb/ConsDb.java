package org.platebook.peers.consdb;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.server.PublicAddress;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.model.failure.Missing;
import org.platebook.store.database.Database;
import org.platebook.store.flex.FlexType;
import org.platebook.store.history.Moments;
import org.platebook.store.judge.QueryJudge;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.schema.SchemaCatalog;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;

/** Puts the parts of ConsDB's interface together, and says what is at which path. */
public final class ConsDb {

    private final Relations relations;
    private final FlexAnswers flex;
    private final Insertions insertions;
    private final OneObservation observation;
    private final QueryAnswer query;
    private final TableConsistency consistency;
    private final Moments moments;
    private final @Nullable String offBecause;
    private final Description description = Description.load();

    private ConsDb(
            Database database,
            Ledger ledger,
            SchemaCatalog catalog,
            VisitUpkeep visits,
            Moments moments,
            Limits limits) {
        this.relations = new Relations(database, catalog);
        this.flex = new FlexAnswers(database, ledger, relations);
        this.insertions = new Insertions(ledger, catalog, relations, visits);
        var run =
                new SelectRun(
                        database, new QueryJudge(database, InstantSource.system()), limits.time());
        this.observation = new OneObservation(database, run, relations);
        this.query = new QueryAnswer(run, limits.rows());
        this.moments = moments;
        this.offBecause = limits.offBecause();
        this.consistency = new TableConsistency(database, relations);
    }

    /**
     * Bounds of one query.
     *
     * @param time longest time that it may take
     * @param rows greatest number of rows
     * @param offBecause why no queries in SQL are answered; null where they are
     */
    public record Limits(Duration time, long rows, @Nullable String offBecause) {

        /** Bounds of queries that are answered. */
        public Limits(Duration time, long rows) {
            this(time, rows, null);
        }
    }

    /**
     * The section of a site.
     *
     * @param catalog what schemas are installed
     * @param visits defines the visits of exposures that are inserted
     * @param moments to which queries go back by name
     */
    public static ConsDbSection section(
            Database database,
            Ledger ledger,
            SchemaCatalog catalog,
            VisitUpkeep visits,
            Moments moments,
            Limits limits) {
        return new ConsDbSection(
                new ConsDb(database, ledger, catalog, visits, moments, limits).routes());
    }

    private List<Route> routes() {
        var observed = "/{instrument}/{obs_type}";
        var table = "/insert/{instrument}/{table}";
        var sequence = table + "/by_seq_num/{day_obs}/{seq_num}";
        return List.of(
                Route.get("/", this::index),
                Route.get("/schema", request -> relations.instruments(request.caller())),
                Route.get("/schema/{instrument}", this::tables),
                Route.get("/schema/{instrument}/{table}", this::columns),
                Route.post("/flex" + observed + "/addkey", flex::addKey),
                Route.get("/flex" + observed + "/schema", flex::keys),
                Route.get("/flex" + observed + "/obs/{obs_id}", flex::values),
                Route.post("/flex" + observed + "/obs/{obs_id}", flex::set),
                Route.post(sequence, insertions::bySequence),
                Route.post(sequence + "/{detector}", insertions::bySequence),
                Route.post(table + "/obs/{obs_id}", insertions::byId),
                Route.post(table, insertions::many),
                Route.get("/query" + observed + "/obs/{obs_id}", observation::of),
                Route.of("POST", "/query", (Route.Handler.Direct) this::query),
                Route.of("GET", "/table_consistency", (Route.Handler.Direct) this::consistencyPage),
                Route.get("/table_consistency/{instrument}/{day_obs}", consistency::of),
                Route.get("/openapi.json", _ -> description.document()),
                Route.of("GET", "/docs", (Route.Handler.Direct) this::page),
                Route.of("GET", "/redoc", (Route.Handler.Direct) this::page));
    }

    private Object index(WireRequest request) {
        var index = new LinkedHashMap<String, Object>();
        index.put("name", "platebook");
        index.put("version", description.version());
        index.put("description", description.summary());
        index.put("repository_url", null);
        index.put(
                "documentation_url",
                PublicAddress.of(request.http()).of("/consdb/docs").toString());
        index.put("instruments", relations.instruments(request.caller()));
        index.put("obs_types", ObservationTypes.ALL);
        index.put("dtypes", FlexType.words());
        return index;
    }

    private Object tables(WireRequest request) {
        var caller = request.caller();
        return relations.tables(caller, relations.instrument(caller, request.part("instrument")));
    }

    private Object columns(WireRequest request) {
        var caller = request.caller();
        var instrument = relations.instrument(caller, request.part("instrument"));
        return relations.columns(caller, instrument, request.part("table"));
    }

    private void query(WireRequest request, ServerResponse response) {
        if (offBecause != null) {
            throw new Missing(
                    ConsDbCode.QUERY_OFF,
                    "this site does not answer queries in SQL: %s. TAP at /tap answers ADQL"
                            .formatted(offBecause));
        }
        var sql = request.text("query", request.member("query"));
        var asOf = request.text("as_of", request.optional("as_of"));
        request.check();
        query.send(request, response, sql, asOf.isEmpty() ? null : moments.meant(asOf));
    }

    private void page(WireRequest request, ServerResponse response) {
        html(response, description.page());
    }

    private void consistencyPage(WireRequest request, ServerResponse response) {
        html(response, TableConsistency.page());
    }

    private static void html(ServerResponse response, String page) {
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.send(page);
    }
}
