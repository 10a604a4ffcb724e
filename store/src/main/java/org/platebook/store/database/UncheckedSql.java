package org.platebook.store.database;

import java.sql.SQLException;

/** Carries what JDBC threw up to the transaction, which sorts it. */
public final class UncheckedSql extends RuntimeException {

    public UncheckedSql(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
