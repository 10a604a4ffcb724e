package org.platebook.store.journal;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.shape.TableShape;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

/** Sends the Records of a batch to PostgreSQL, and keeps for the journal what was sent. */
public final class Tuples {

    private static final int MOST_RECORDS = 4096;
    private static final int MOST_BYTES = 4 << 20;

    private Tuples() {}

    /**
     * Copies Records into a table, which must have the columns of the batch behind {@code
     * _record_id}.
     *
     * @param into name of the table in SQL
     */
    public static List<Payload> copy(Connection connection, Batch batch, String into) {
        return send(connection, batch, into, copy -> write(batch, copy));
    }

    /** The same for Records that the journal has already. */
    public static void stage(Connection connection, Batch batch, String into) {
        send(
                connection,
                batch,
                into,
                copy -> {
                    var writer = new TupleWriter();
                    for (var record : batch.records()) {
                        writer.write(record, batch.columns());
                        if (writer.length() > MOST_BYTES) {
                            copy.writeToCopy(writer.bytes(), 0, writer.length());
                            writer.clear();
                        }
                    }
                    copy.writeToCopy(writer.bytes(), 0, writer.length());
                    return batch;
                });
    }

    private interface Sending<R> {
        R to(CopyIn copy) throws SQLException;
    }

    private static <R> R send(Connection connection, Batch batch, String into, Sending<R> sending) {
        var sql =
                "copy %s (%s, %s) from stdin (format binary)"
                        .formatted(
                                into, HistoryNames.RECORD_ID, TableShape.list(batch.columnNames()));
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                copy.writeToCopy(TupleWriter.HEADER, 0, TupleWriter.HEADER.length);
                var sent = sending.to(copy);
                copy.writeToCopy(TupleWriter.TRAILER, 0, TupleWriter.TRAILER.length);
                copy.endCopy();
                return sent;
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** What the journal keeps of the Records of a batch. */
    public static List<Payload> payloads(Batch batch) {
        try {
            return write(batch, null);
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** While PostgreSQL works on one piece, the next one is made ready. */
    private static List<Payload> write(Batch batch, @Nullable CopyIn copy) throws SQLException {
        var payloads = new ArrayList<Payload>();
        var writer = new TupleWriter();
        int first = 0;
        var records = batch.records();
        for (int i = 0; i < records.size(); i++) {
            writer.write(records.get(i), batch.columns());
            boolean last = i + 1 == records.size();
            if (last || i + 1 - first == MOST_RECORDS || writer.length() > MOST_BYTES) {
                if (copy != null) {
                    copy.writeToCopy(writer.bytes(), 0, writer.length());
                }
                payloads.add(new Payload(records.subList(first, i + 1), deflated(writer)));
                first = i + 1;
                writer.clear();
            }
        }
        return payloads;
    }

    private static byte[] deflated(TupleWriter writer) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        var out = new ByteArrayOutputStream(Math.max(64, writer.length() / 2));
        try (var deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(writer.bytes(), 0, writer.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    static byte[] inflated(byte[] deflated) {
        var inflater = new Inflater(true);
        var out = new ByteArrayOutputStream(deflated.length * 4);
        try (var inflating = new InflaterOutputStream(out, inflater)) {
            inflating.write(deflated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }
}
