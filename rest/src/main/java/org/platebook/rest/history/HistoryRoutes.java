package org.platebook.rest.history;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.rest.records.RecordsBody;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.route.WantedFormat;
import org.platebook.rest.tables.SiteTable;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.database.Database;
import org.platebook.store.history.Diff;
import org.platebook.store.history.DifferenceText;
import org.platebook.store.history.Moments;
import org.platebook.store.sql.SqlText;
import org.platebook.vo.table.TableFormat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Where differences between two moments are told, and moments are named. */
public final class HistoryRoutes {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Set<String> DIFF = Set.of("from", "to", "format");

    private static final WantedFormat FORMAT =
            new WantedFormat(List.of(TableFormat.NDJSON, TableFormat.JSON, TableFormat.CSV));

    private final Database database;
    private final Moments moments;
    private final SiteTables tables;
    private final InstantSource clock;

    public HistoryRoutes(
            Database database, Moments moments, SiteTables tables, InstantSource clock) {
        this.database = database;
        this.moments = moments;
        this.tables = tables;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("GET", "/diff/{schema}/{table}", DIFF, this::diff),
                new Operation("GET", "/moments", Set.of(), this::all),
                new Operation("GET", "/moments/{name}", Set.of(), this::one),
                new Operation("PUT", "/moments/{name}", Set.of(), this::set));
    }

    /** A moment as it is told. */
    record Told(String name, Instant moment, Instant setAt, @Nullable String reason) {

        static Told of(Moments.Named named) {
            return new Told(named.name(), named.moment(), named.setAt(), named.reason());
        }
    }

    /** All moments. */
    record All(List<Told> moments) {}

    private void diff(ServerRequest request, ServerResponse response) {
        var parameters = new Parameters(request, DIFF);
        var caller = Caller.of(request);
        var table =
                tables.find(
                        new TableName(parameters.part("schema"), parameters.part("table")), caller);
        var from = parameters.text("from");
        if (from == null) {
            throw new Refused(RestCode.PARAMETER, "from is missing, expected a moment");
        }
        var to = parameters.text("to");
        var format = FORMAT.of(request);
        var answer = new Streamed(response, format.mime());
        var text = new DifferenceText(form(format), answer);
        try {
            new Diff(database.reader(Caller.identityOf(request), TIME_LIMIT))
                    .between(
                            table.name(),
                            columns(table, caller),
                            moments.meant(from),
                            to == null ? clock.instant() : moments.meant(to),
                            text::tell);
            text.end();
            answer.close();
        } catch (RuntimeException e) {
            throw answer.isUnderWay()
                    ? new CloseConnectionException("the differences broke off", e)
                    : e;
        }
    }

    /** The columns that are looked at; null where the caller sees all of them. */
    private static @Nullable List<String> columns(SiteTable table, Caller caller) {
        return table.isSeenWhole(caller.role())
                ? null
                : table.columnsFor(caller.role()).stream()
                        .map(column -> SqlText.stored(column.name()))
                        .toList();
    }

    private static DifferenceText.Form form(TableFormat format) {
        return switch (format) {
            case JSON -> DifferenceText.Form.JSON;
            case CSV -> DifferenceText.Form.CSV;
            default -> DifferenceText.Form.NDJSON;
        };
    }

    private void all(ServerRequest request, ServerResponse response) {
        new Parameters(request, Set.of());
        JsonAnswer.send(request, response, new All(moments.all().stream().map(Told::of).toList()));
    }

    private void one(ServerRequest request, ServerResponse response) {
        var name = new Parameters(request, Set.of()).part("name");
        var found =
                moments.find(name)
                        .orElseThrow(
                                () -> new Missing(RestCode.MOMENT, "no moment is called " + name));
        JsonAnswer.send(request, response, Told.of(found));
    }

    /** Body: {@code {"moment": "2026-03-01T00:00:00Z", "reason": "…"}}; without a moment, now. */
    private void set(ServerRequest request, ServerResponse response) {
        var name = new Parameters(request, Set.of()).part("name");
        var caller = Caller.of(request);
        caller.requireAdmin();
        var body =
                request.content().hasEntity()
                        ? RecordsBody.object(
                                request.content().as(byte[].class), Set.of("moment", "reason"))
                        : MAPPER.createObjectNode();
        var moment = text(body, "moment");
        var named =
                moments.set(
                        name,
                        moment == null ? null : moments.meant(moment),
                        caller.name(),
                        text(body, "reason"));
        JsonAnswer.send(request, response, Told.of(named));
    }

    private static @Nullable String text(JsonNode body, String member) {
        var value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new Refused(RestCode.BODY, "%s is %s, expected a text".formatted(member, value));
        }
        return value.stringValue();
    }

    /** The answer begins with the first that is written, so that a failure before it is told. */
    private static final class Streamed implements Appendable {

        private final ServerResponse response;
        private final String mediaType;
        private @Nullable Writer out;

        Streamed(ServerResponse response, String mediaType) {
            this.response = response;
            this.mediaType = mediaType;
        }

        boolean isUnderWay() {
            return out != null;
        }

        @Override
        public Appendable append(CharSequence text) throws IOException {
            opened().append(text);
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char one) throws IOException {
            return append(String.valueOf(one));
        }

        private Writer opened() {
            var open = out;
            if (open == null) {
                response.header(HeaderNames.CONTENT_TYPE, mediaType);
                response.header(HeaderNames.CACHE_CONTROL, "no-store");
                response.header(HeaderNames.VARY, "Accept");
                open =
                        new OutputStreamWriter(
                                new BufferedOutputStream(response.outputStream(), BUFFER_BYTES),
                                StandardCharsets.UTF_8);
                out = open;
            }
            return open;
        }

        void close() {
            try {
                opened().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
