package org.platebook.rest.records;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.Caller;
import org.platebook.model.record.TableName;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.TableTrailer;
import org.platebook.rest.route.WantedFormat;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.history.Moments;
import org.platebook.vo.table.TableFormat;
import org.platebook.vo.tap.Answer;
import org.platebook.vo.tap.TapService;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;

/** Where the rows of a table are read, in the format that a caller asks for. */
public final class RowRoutes {

    private static final int BUFFER_BYTES = 1 << 16;

    /** As many as there are; one more must still be a number. */
    private static final long ALL = Long.MAX_VALUE / 2;

    private static final WantedFormat FORMAT =
            new WantedFormat(
                    List.of(
                            TableFormat.JSON,
                            TableFormat.NDJSON,
                            TableFormat.CSV,
                            TableFormat.PARQUET,
                            TableFormat.ARROW));

    private final SiteTables tables;
    private final Moments moments;
    private final TapService tap;

    public RowRoutes(SiteTables tables, Moments moments, TapService tap) {
        this.tables = tables;
        this.moments = moments;
        this.tap = tap;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation(
                        "GET", "/tables/{schema}/{table}/rows", RowsQuery.PARAMETERS, this::rows));
    }

    private void rows(ServerRequest request, ServerResponse response) {
        var path = request.path().pathParameters();
        var caller = Caller.of(request);
        var table = tables.find(new TableName(path.get("schema"), path.get("table")), caller);
        var query = new RowsQuery(table, caller.role(), request.query());
        var asOf = request.query().first("as_of").asOptional().map(moments::meant).orElse(null);
        send(
                request,
                response,
                tap.rows(
                        query.adql(),
                        FORMAT.of(request),
                        query.limit().orElse(ALL),
                        Caller.identityOf(request),
                        asOf));
    }

    /**
     * A table that cannot be written to its end breaks the connection: half of it is not taken for
     * all.
     */
    private static void send(ServerRequest request, ServerResponse response, Answer of) {
        try (var answer = of) {
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            response.header(HeaderNames.VARY, "Accept");
            TableTrailer.announce(request, response);
            var out = new BufferedOutputStream(response.outputStream(), BUFFER_BYTES);
            answer.body().writeTo(out);
            answer.body().ending().ifPresent(each -> TableTrailer.set(response, each));
            out.close();
        } catch (IOException e) {
            throw new CloseConnectionException("the table broke off", e);
        }
    }
}
