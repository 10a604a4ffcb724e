package org.platebook.store.read;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.DatabaseFailure;
import org.platebook.store.database.ReadTransaction;
import org.platebook.store.database.Reader;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams the rows of a query in PostgreSQL's binary form, one row in memory at a time and no
 * object per value; for one thread.
 *
 * <p>The getters read the row at which {@link #next} arrived; fields count from 0. A getter of a
 * type that the field does not have gives nonsense or fails, so look at {@link #fields} once,
 * before the rows.
 *
 * <p>The format is that of {@code copy … to stdout (format binary)}: PostgreSQL 18 manual, COPY,
 * "Binary Format".
 */
public final class CopyReader implements AutoCloseable {

    private final ReadTransaction transaction;
    private final List<CopyField> fields;
    private final CopyOut copy;
    private final CopyRow row;
    private boolean ended;
    private long rowsRead;

    private CopyReader(ReadTransaction transaction, List<CopyField> fields, String sql)
            throws SQLException {
        this.transaction = transaction;
        this.fields = fields;
        this.row = new CopyRow(fields.size());
        this.copy =
                transaction
                        .connection()
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (" + sql + ") to stdout (format binary)");
    }

    /**
     * Begins to stream the rows of a query.
     *
     * @param reader in whose name and for how long
     * @param sql one select without parameters, made by our own code alone
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     * @throws org.platebook.model.failure.Refused when the time limit is over before the first row
     */
    public static CopyReader open(Reader reader, String sql) {
        var transaction = reader.begin();
        try {
            return new CopyReader(transaction, describe(transaction.connection(), sql), sql);
        } catch (SQLException e) {
            transaction.close();
            throw DatabaseFailure.of(e);
        } catch (RuntimeException | Error e) {
            transaction.close();
            throw e;
        }
    }

    /**
     * Begins to stream the rows of a query within a transaction, which ends with the stream.
     *
     * @param transaction in whose name and within which bounds
     * @param sql one select without parameters
     * @param fields what its columns are, as {@link #fields(ReadTransaction, String)} tells
     * @throws SQLException as the database says it; the transaction is closed then
     */
    public static CopyReader open(ReadTransaction transaction, String sql, List<CopyField> fields)
            throws SQLException {
        try {
            return new CopyReader(transaction, List.copyOf(fields), sql);
        } catch (SQLException | RuntimeException | Error e) {
            transaction.close();
            throw e;
        }
    }

    /**
     * The columns that a query would have; nothing is run.
     *
     * @param sql one select, in which the driver takes a question mark for a parameter and two for
     *     one
     * @throws SQLException as the database says it
     */
    public static List<CopyField> fields(ReadTransaction transaction, String sql)
            throws SQLException {
        return describe(transaction.connection(), sql);
    }

    /** The columns, in order. */
    public List<CopyField> fields() {
        return fields;
    }

    /**
     * Goes to the next row.
     *
     * @return false when there is none
     * @throws org.platebook.model.failure.Unreachable when the database goes away
     * @throws org.platebook.model.failure.Refused when the time limit is over
     */
    public boolean next() {
        if (ended) {
            return false;
        }
        try {
            while (true) {
                byte @Nullable [] message = copy.readFromCopy();
                if (message == null) {
                    ended = true;
                    return false;
                }
                if (row.accept(message, rowsRead == 0)) {
                    rowsRead++;
                    return true;
                }
            }
        } catch (SQLException e) {
            ended = true;
            transaction.discard();
            throw DatabaseFailure.of(e);
        }
    }

    /** How many rows were read so far. */
    public long rowsRead() {
        return rowsRead;
    }

    /** The bytes that hold the current row; good until the next one. */
    public byte[] buffer() {
        return row.buffer();
    }

    /** Where in {@link #buffer} the value of a field begins. */
    public int offset(int field) {
        return row.offset(field);
    }

    /** How many bytes the value of a field has; -1 where it is null. */
    public int length(int field) {
        return row.length(field);
    }

    /** Whether the field holds nothing. */
    public boolean isNull(int field) {
        return row.length(field) < 0;
    }

    /** Value of a {@link CopyType#BOOL}. */
    public boolean bool(int field) {
        return row.buffer()[row.offset(field)] != 0;
    }

    /** Value of an {@link CopyType#INT2}. */
    public short int2(int field) {
        return Bytes.int2(row.buffer(), row.offset(field));
    }

    /** Value of an {@link CopyType#INT4}, or the days of a {@link CopyType#DATE}. */
    public int int4(int field) {
        return Bytes.int4(row.buffer(), row.offset(field));
    }

    /** Value of an {@link CopyType#INT8}, or the microseconds of a timestamp since 2000-01-01. */
    public long int8(int field) {
        return Bytes.int8(row.buffer(), row.offset(field));
    }

    /** Value of a {@link CopyType#FLOAT4}. */
    public float float4(int field) {
        return Float.intBitsToFloat(int4(field));
    }

    /** Value of a {@link CopyType#FLOAT8}. */
    public double float8(int field) {
        return Double.longBitsToDouble(int8(field));
    }

    /** Value of a {@link CopyType#NUMERIC}; its NaN and infinities are an error. */
    public BigDecimal numeric(int field) {
        return Bytes.numeric(row.buffer(), row.offset(field), row.length(field));
    }

    /** Value of a {@link CopyType#TEXT} or {@link CopyType#JSONB}. */
    public String text(int field) {
        int version = fields.get(field).type() == CopyType.JSONB ? 1 : 0;
        return new String(
                row.buffer(),
                row.offset(field) + version,
                row.length(field) - version,
                StandardCharsets.UTF_8);
    }

    /** How many elements an array has; it must have one dimension, or be empty. */
    public int arrayLength(int field) {
        return Bytes.arrayLength(row.buffer(), row.offset(field));
    }

    /**
     * Where the elements of an array begin: for each its length in four bytes (-1 where it is null)
     * and its value.
     */
    public int arrayOffset(int field) {
        return Bytes.arrayElements(row.buffer(), row.offset(field));
    }

    /** One element of a {@link CopyType#FLOAT8_ARRAY} without nulls; elements count from 0. */
    public double float8(int field, int element) {
        int at = arrayOffset(field) + element * (Integer.BYTES + Double.BYTES) + Integer.BYTES;
        return Double.longBitsToDouble(Bytes.int8(row.buffer(), at));
    }

    /** All elements of a {@link CopyType#FLOAT8_ARRAY} without nulls. */
    public double[] float8s(int field) {
        var elements = new double[arrayLength(field)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = float8(field, i);
        }
        return elements;
    }

    /** Ends the stream; one that has rows left is cancelled in the database. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            cancel();
        }
        transaction.close();
    }

    private void cancel() {
        // A cancel may arrive after the query has ended and hit the next one on its connection.
        transaction.discard();
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            // The stream was to end, and ended: how does not matter any more.
            transaction.discard();
        }
    }

    private static List<CopyField> describe(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            var columns = statement.getMetaData();
            var fields = new ArrayList<CopyField>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                var postgresType = typeName(columns, i);
                fields.add(
                        new CopyField(
                                columns.getColumnLabel(i),
                                CopyType.named(postgresType),
                                postgresType));
            }
            return List.copyOf(fields);
        }
    }

    /** For integers the driver would ask the database whether they are a serial. */
    private static String typeName(ResultSetMetaData columns, int column) throws SQLException {
        return switch (columns.getColumnType(column)) {
            case Types.INTEGER -> "int4";
            case Types.BIGINT -> "int8";
            case Types.SMALLINT -> "int2";
            default -> columns.getColumnTypeName(column);
        };
    }
}
