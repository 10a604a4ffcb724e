package org.platebook.peers.consdb;

import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Refused;
import org.platebook.store.read.CopyReader;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Answers queries in SQL, row by row. */
final class QueryAnswer {

    /** An answer that breaks off must not look whole. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(
                            StreamWriteFeature.AUTO_CLOSE_TARGET,
                            StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .build();

    private final SelectRun run;
    private final long mostRows;

    /**
     * @param mostRows a query with more rows than this fails; it is never cut short
     */
    QueryAnswer(SelectRun run, long mostRows) {
        this.run = run;
        this.mostRows = mostRows;
    }

    /**
     * Runs a query and sends its rows.
     *
     * @param asOf the moment at which its tables were so; null for the present
     * @throws Refused when the text is no query, the database does not understand it, or a bound is
     *     hit before the answer is under way
     */
    void send(WireRequest asked, ServerResponse response, String sql, @Nullable Instant asOf) {
        var caller = Caller.identityOf(asked.http());
        var rows =
                asOf == null
                        ? run.open(caller, SelectText.of(sql, UnaryOperator.identity()))
                        : run.open(caller, sql, asOf);
        var answer = new HeldAnswer(asked.http(), response);
        try (var reader = rows.reader()) {
            write(rows, reader, answer);
            answer.finish();
        } catch (Failure failure) {
            if (!answer.isUnderWay()) {
                throw failure;
            }
            throw answer.breakOff(failure, failure.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(SelectRun.Rows rows, CopyReader reader, HeldAnswer answer) {
        try (var json = JSON.createGenerator(answer)) {
            json.writeStartObject();
            json.writeName("columns");
            json.writeStartArray();
            rows.names().forEach(json::writeString);
            json.writeEndArray();
            json.writeName("data");
            json.writeStartArray();
            while (next(reader)) {
                if (reader.rowsRead() > mostRows) {
                    throw tooMany();
                }
                row(rows, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static boolean next(CopyReader reader) {
        try {
            return reader.next();
        } catch (Refused refused) {
            throw SelectRun.clearer(refused);
        } catch (IllegalStateException e) {
            throw e.getCause() instanceof SQLException told ? SelectRun.failure(told) : e;
        }
    }

    private static void row(SelectRun.Rows rows, JsonGenerator json) {
        json.writeStartArray();
        var cells = rows.cells();
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).write(rows.reader(), i, json);
        }
        json.writeEndArray();
    }

    private Refused tooMany() {
        return new Refused(
                ConsDbCode.ROWS,
                "the query has more than %s rows, and is not answered in part: ask for fewer, or for a night at a time"
                        .formatted(mostRows));
    }
}
