package org.platebook.vo.tap;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Forbidden;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Throttled;
import org.platebook.model.failure.Unauthenticated;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseCode;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.store.history.Moments;
import org.platebook.store.read.CopyReader;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.vo.adql.AdqlCode;
import org.platebook.vo.adql.AdqlReader;
import org.platebook.vo.adql.bind.Translation;
import org.platebook.vo.adql.bind.Translator;
import org.platebook.vo.adql.tree.Query;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.table.TableFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A TAP 1.1 service over the database of a site, for synchronous queries in ADQL.
 *
 * <p>Every caller reads in the name of a role and sees what that role may see. May be used by many
 * threads.
 */
public final class TapService {

    private static final Logger LOG = LoggerFactory.getLogger(TapService.class);
    private static final String DATA_EXCEPTION = "22";
    private static final String NOT_SUPPORTED = "0A";
    private static final String TOO_COMPLEX = "54";
    private static final int OUR_FAULT = 500;

    private final Database database;
    private final Map<Role, TapLimits> limits;
    private final Catalogues catalogues;
    private final SchemaCatalog schemas;
    private final Moments moments;
    private final Vosi vosi;
    private final AdqlReader adql = new AdqlReader();
    private final Translator translator = new Translator();

    /** A service with the same limits for all roles. */
    public TapService(Database database, TapLimits limits, InstantSource clock) {
        this(
                database,
                Arrays.stream(Role.values())
                        .collect(Collectors.toMap(Function.identity(), _ -> limits)),
                clock);
    }

    /**
     * @param limits of every role
     */
    public TapService(Database database, Map<Role, TapLimits> limits, InstantSource clock) {
        this.database = database;
        this.limits = Map.copyOf(limits);
        this.catalogues = new Catalogues(database, clock);
        this.schemas = new SchemaCatalog(database);
        this.moments = new Moments(database, clock);
        this.vosi = new Vosi(clock.instant());
    }

    /**
     * Says that tables, columns or rights may have changed: they are looked up before they are
     * used.
     */
    public void outdate() {
        catalogues.outdate();
        schemas.outdate();
    }

    /**
     * From where a query looks.
     *
     * @param caller in whose name
     * @param asOf the moment to go back to; null for the present
     */
    private record Point(Identity caller, @Nullable Instant asOf) {

        Role role() {
            return caller.role();
        }

        Catalogue sees(Catalogue present) {
            return asOf == null ? present : present.asOf();
        }
    }

    /**
     * Answers a request below the service's address.
     *
     * @param path as in "/sync" or "/tables/cdb_lsstcam.exposure"
     * @param parameters of the address and of the form; names in any case
     * @param caller in whose name
     * @param base the service's own address, as in "http://127.0.0.1:8080/tap"
     */
    public Answer answer(
            String path, Map<String, List<String>> parameters, Identity caller, URI base) {
        try {
            return switch (path) {
                case "", "/" ->
                        Answer.of(200, FrontPage.MEDIA_TYPE, FrontPage.page(base.toString()));
                case "/sync" -> sync(parameters, caller);
                case "/async" -> refusal(noJobs());
                case "/capabilities" -> Answer.xml(vosi.capabilities(base, limits(caller.role())));
                case "/availability" -> availability();
                case "/tables" -> tables(parameters, caller.role());
                case "/examples" ->
                        Answer.of(
                                200,
                                "application/xhtml+xml",
                                Examples.page(
                                        catalogues.of(caller.role()).catalogue(), schemas::schema));
                default -> {
                    if (path.startsWith("/tables/")) {
                        yield table(path.substring("/tables/".length()), caller.role());
                    }
                    throw new Missing(TapCode.PATH, "there is nothing at " + path);
                }
            };
        } catch (Failure failure) {
            return refusal(TableFormat.TEXT, failure);
        }
    }

    /** Runs a query and answers with a table, or with a document that says why there is none. */
    public Answer sync(Map<String, List<String>> parameters, Identity caller) {
        var asked = new TapParameters(parameters);
        var format = TableFormat.VOTABLE_BINARY2;
        try {
            format = asked.format();
            var contentType = asked.contentType(format);
            var text = asked.query();
            var bounds = limits(caller.role());
            long rows = bounds.rows(asked.maxRows().orElse(bounds.usual(format)));
            var asOf = asked.asOf().map(moments::meant).orElse(null);
            return table(text, rows, format, contentType, new Point(caller, asOf));
        } catch (Failure failure) {
            return refusal(format, failure);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a query failed");
            return Answer.of(
                    OUR_FAULT,
                    format.errorMime(),
                    format.error("Something went wrong here; the log has the details."));
        }
    }

    /**
     * Runs a query as the command line does.
     *
     * @param format "table" for terminals, or one of TAP's
     * @param asOf the moment to go back to, as a time or by its name; null for the present
     * @throws Refused when the query cannot be run
     */
    public Answer query(String text, String format, Identity caller, @Nullable String asOf) {
        var point = new Point(caller, asOf == null ? null : moments.meant(asOf));
        var wanted =
                TableFormat.named(format)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                TapCode.QUERY_FORMAT,
                                                "invalid format '%s': expected table, votable, %s"
                                                        .formatted(format, TableFormat.aliases())));
        return table(text, limits(caller.role()).usual(wanted), wanted, wanted.mime(), point);
    }

    /**
     * Runs a query for rows of one table.
     *
     * @param most rows
     * @param asOf the moment to go back to; null for the present
     * @throws Refused when the query cannot be run
     */
    public Answer rows(
            String text, TableFormat format, long most, Identity caller, @Nullable Instant asOf) {
        return table(text, most, format, format.mime(), new Point(caller, asOf));
    }

    private Answer table(
            String text, long rows, TableFormat format, String contentType, Point point) {
        var translation = translated(adql.read(text), rows, point);
        if (rows == 0) {
            return new Answer(200, contentType, ResultBody.empty(translation, format, text));
        }
        var reader = opened(translation, point);
        return new Answer(
                200,
                contentType,
                new ResultBody(
                        reader,
                        translation,
                        new ResultBody.Most(rows, limits(point.role()).mostBytes()),
                        format,
                        text));
    }

    /** A name unknown to a catalogue that is not the newest is looked up once more. */
    private Translation translated(Query query, long rows, Point point) {
        long fetched = rows + 1;
        var seen = catalogues.of(point.role());
        try {
            return translator.translate(query, point.sees(seen.catalogue()), fetched);
        } catch (Refused e) {
            if (!e.is(AdqlCode.NAME)) {
                throw e;
            }
            var newer = catalogues.newerThan(seen, point.role()).orElseThrow(() -> e);
            return translator.translate(query, point.sees(newer.catalogue()), fetched);
        }
    }

    /** Opens the result and goes to its first row, so that most failures come before any answer. */
    private OpenResult opened(Translation translation, Point point) {
        try {
            var reader = database.reader(point.caller(), limits(point.role()).timeLimit());
            var asOf = point.asOf();
            return OpenResult.atFirstRow(
                    CopyReader.open(asOf == null ? reader : reader.asOf(asOf), translation.sql()));
        } catch (RuntimeException e) {
            throw sorted(e, limits(point.role()));
        }
    }

    /** What a failure while a query runs means for who asked. */
    static RuntimeException sorted(RuntimeException thrown, TapLimits limits) {
        if (thrown instanceof Failure failure) {
            return failure.is(DatabaseCode.TIME_LIMIT)
                    ? new Refused(
                            TapCode.TIME_LIMIT,
                            "the query took longer than the limit of %s seconds"
                                    .formatted(limits.timeLimit().toSeconds()),
                            failure)
                    : failure;
        }
        var sql = sqlException(thrown);
        var state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
        boolean theirs =
                state.startsWith(DATA_EXCEPTION)
                        || state.startsWith(NOT_SUPPORTED)
                        || state.startsWith(TOO_COMPLEX);
        if (sql == null || !theirs) {
            return thrown;
        }
        return new Refused(AdqlCode.VALUE, "the query cannot be computed: " + reason(sql), thrown);
    }

    private static String reason(SQLException sql) {
        var message = String.valueOf(sql.getMessage());
        var line = message.lines().findFirst().orElse(message);
        return line.startsWith("ERROR: ") ? line.substring("ERROR: ".length()) : line;
    }

    private static @Nullable SQLException sqlException(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private TapLimits limits(Role role) {
        return Objects.requireNonNull(limits.get(role));
    }

    private Answer availability() {
        try {
            database.ping();
            return Answer.xml(vosi.availability(null));
        } catch (Failure failure) {
            return Answer.xml(vosi.availability(failure.text()));
        }
    }

    private Answer tables(Map<String, List<String>> parameters, Role caller) {
        var detail =
                parameters.entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase("detail"))
                        .flatMap(each -> each.getValue().stream())
                        .findFirst()
                        .orElse("max");
        if (!detail.equals("min") && !detail.equals("max")) {
            throw new Refused(TapCode.VOSI_DETAIL, "detail must be min or max, not " + detail);
        }
        return Answer.xml(VosiTables.all(catalogues.of(caller).catalogue(), detail.equals("max")));
    }

    private Answer table(String name, Role caller) {
        return catalogues
                .of(caller)
                .catalogue()
                .tables()
                .filter(table -> table.qualifiedName().equalsIgnoreCase(name))
                .findFirst()
                .map(table -> Answer.xml(VosiTables.one(table)))
                .orElseThrow(() -> new Missing(TapCode.TABLE, "there is no table " + name));
    }

    private static Missing noJobs() {
        return new Missing(
                TapCode.ASYNC,
                "this service answers at once and keeps no jobs: send the query to /sync"
                        + " (stilts: sync=true; pyvo: search or run_sync)");
    }

    /** The document for a caller who is not let in at all (DALI 1.1, 4.4: a VOTable). */
    public Answer refusal(Failure failure) {
        return refusal(TableFormat.VOTABLE_BINARY2, failure);
    }

    private static Answer refusal(TableFormat format, Failure failure) {
        return Answer.of(statusOf(failure), format.errorMime(), format.error(failure.text()));
    }

    private static int statusOf(Failure failure) {
        return switch (failure) {
            case Refused _ -> 400;
            case Unauthenticated _ -> 401;
            case Forbidden _ -> 403;
            case Missing _ -> 404;
            case Clash _ -> 409;
            case Throttled _ -> 429;
            case Unreachable _, Uncertain _ -> 503;
        };
    }
}
