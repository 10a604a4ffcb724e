package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;

/** Makes the partitions that rows need before they are written. */
@FunctionalInterface
public interface Partitions {

    /**
     * Makes the partition of a table for an observing day where it is missing, within the
     * transaction of the handle.
     *
     * @param dayObs observing day of rows to come, as yyyymmdd
     */
    void ensure(Handle handle, TableName table, int dayObs);
}
