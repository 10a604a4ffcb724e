package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;

import java.util.Set;

/** Makes the partitions that rows need before they are written. */
@FunctionalInterface
public interface Partitions {

    /**
     * Makes the missing partitions of a table, within the transaction of the handle.
     *
     * @param daysObs observing days of the rows to come, as yyyymmdd
     */
    void ensure(Handle handle, TableName table, Set<Integer> daysObs);
}
