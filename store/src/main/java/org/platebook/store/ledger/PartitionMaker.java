package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.record.TableName;

import java.util.Set;

/** Makes the partitions that rows need before they are written. */
@FunctionalInterface
public interface PartitionMaker {

    /**
     * Makes the missing partitions of a table, within the transaction of the handle.
     *
     * @param parts the partitions that the rows to come go to
     */
    void ensure(Handle handle, TableName table, Set<Partitioning.Part> parts);
}
