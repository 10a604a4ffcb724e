package org.platebook.store.judge;

import org.jspecify.annotations.Nullable;
import org.platebook.store.read.CopyField;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sends a text to the server as it is, in one Parse message of the extended protocol: the server
 * refuses more than one statement there (PostgreSQL 18 manual, section 54.2.3), and the driver,
 * which would split a text by a lexer of its own, never looks at it.
 */
final class PlainStatement {

    private static final int ONCE =
            QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

    private static final int[] NO_PARAMETERS = {};

    private final BaseConnection connection;

    PlainStatement(Connection connection) throws SQLException {
        this.connection = connection.unwrap(BaseConnection.class);
    }

    /** Has a text read by the server's grammar and, where it is a query, analysed; nothing runs. */
    List<CopyField> describe(String sql) throws SQLException {
        var described = new Described();
        send(sql, described, ONCE | QueryExecutor.QUERY_DESCRIBE_ONLY);
        var fields = new ArrayList<CopyField>();
        for (var field : described.fields) {
            fields.add(
                    CopyField.of(
                            field.getColumnLabel(),
                            Objects.requireNonNull(
                                    connection.getTypeInfo().getPGType(field.getOID()))));
        }
        return List.copyOf(fields);
    }

    /** Runs a statement without rows. */
    void run(String sql) throws SQLException {
        send(sql, new Described(), ONCE | QueryExecutor.QUERY_NO_RESULTS);
    }

    private void send(String sql, Described described, int flags) throws SQLException {
        var executor = connection.getQueryExecutor();
        var query =
                executor.wrap(
                        List.of(new NativeQuery(sql, NO_PARAMETERS, false, SqlCommand.BLANK)));
        try {
            executor.execute(query, query.createParameterList(), described, 0, 0, flags);
        } finally {
            query.close();
        }
    }

    private static final class Described extends ResultHandlerBase {
        private List<Field> fields = List.of();

        @Override
        public void handleResultRows(
                Query query, Field[] columns, List<Tuple> rows, @Nullable ResultCursor cursor) {
            fields = List.of(columns);
        }

        @Override
        public void handleWarning(SQLWarning warning) {}
    }
}
