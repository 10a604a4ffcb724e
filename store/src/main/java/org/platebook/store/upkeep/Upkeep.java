package org.platebook.store.upkeep;

import org.platebook.store.database.Database;
import org.platebook.store.schema.PartitionsAhead;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaWork;

import java.time.InstantSource;

/**
 * One pass over all that a database needs from time to time. Safe beside other programs that do the
 * same. May be used by many threads.
 */
public final class Upkeep {

    private final Database database;
    private final SchemaCatalog catalog;
    private final SchemaWork work;
    private final UpkeepAges ages;
    private final InstantSource clock;

    public Upkeep(Database database, SchemaCatalog catalog, UpkeepAges ages, InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.work = new SchemaWork(database, catalog);
        this.ages = ages;
        this.clock = clock;
    }

    /**
     * What a pass did.
     *
     * @param finished indexes built and constraints validated
     * @param left how much of that is left
     * @param partitions made ahead
     * @param requests answers of requests that were deleted
     * @param audited entries of the audit that were deleted
     * @param listed entries of finished work that were deleted
     * @param analyzed partitioned tables that were analysed
     */
    public record Done(
            int finished,
            SchemaWork.Left left,
            int partitions,
            long requests,
            long audited,
            long listed,
            int analyzed) {

        /** Whether anything was done. */
        public boolean isAnything() {
            return finished + partitions + requests + audited + listed + analyzed > 0;
        }
    }

    /** What schema changes left to be finished. */
    public SchemaWork work() {
        return work;
    }

    /**
     * Does what is due.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public Done pass() {
        work.lookForMore();
        return rest(work.workOff(clock.instant()));
    }

    /**
     * Does what is due, and tries again also what failed a moment ago.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public Done passByHand() {
        work.lookForMore();
        return rest(work.workOffAll());
    }

    private Done rest(int finished) {
        var now = clock.instant();
        var pruning = new Pruning(database, now);
        return new Done(
                finished,
                work.left(),
                new PartitionsAhead(database, catalog).make(now, ages.partitionsAheadMonths()),
                pruning.requests(ages.requestDays()),
                pruning.audit(ages.auditDays()),
                pruning.finishedWork(ages.finishedWorkDays()),
                new PartitionStatistics(database).keep());
    }
}
