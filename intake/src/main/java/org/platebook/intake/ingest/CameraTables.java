package org.platebook.intake.ingest;

import org.platebook.model.felis.Schema;

/** Sees to it that a camera's tables are there before anything is written to them. */
@FunctionalInterface
public interface CameraTables {

    /** For sites where all tables are there. */
    CameraTables ALL_THERE = schema -> {};

    /**
     * Makes the tables where they are not there; called outside of any transaction, by any thread.
     */
    void ready(Schema schema);
}
