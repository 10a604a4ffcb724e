package org.platebook.app.config;

import static org.platebook.app.config.CapacityConfig.atLeast;

import org.jspecify.annotations.Nullable;

/**
 * What queries may take, as site.yaml says it; a key that is left out is null, and its value
 * follows from the machine.
 *
 * @param queryMemoryMib memory of each process of the embedded server beside what all share
 * @param workMemoryMib memory of one sort or hash before it spills to temporary files
 * @param temporaryFilesMib temporary files of one process of a query
 * @param parallelWorkers processes that help with one query
 * @param readPublic limits of callers whose scope is read:public
 * @param readRights limits of callers whose scope is read:rights
 * @param readStaff limits of callers whose scope is read:staff
 */
public record LimitsConfig(
        @Nullable Integer queryMemoryMib,
        @Nullable Integer workMemoryMib,
        @Nullable Integer temporaryFilesMib,
        @Nullable Integer parallelWorkers,
        @Nullable Scope readPublic,
        @Nullable Scope readRights,
        @Nullable Scope readStaff) {

    static final LimitsConfig NONE = new LimitsConfig(null, null, null, null, null, null, null);

    private static final int LEAST_QUERY_MEMORY_MIB = 128;

    public LimitsConfig {
        atLeast(LEAST_QUERY_MEMORY_MIB, "limits.queryMemoryMib", queryMemoryMib);
        atLeast(1, "limits.workMemoryMib", workMemoryMib);
        atLeast(1, "limits.temporaryFilesMib", temporaryFilesMib);
        atLeast(0, "limits.parallelWorkers", parallelWorkers);
    }

    /**
     * Limits of the callers of one scope.
     *
     * @param querySeconds time of one query
     * @param requestSeconds time of one statement of any other request
     * @param rows rows of one answer
     * @param answerMib size of one answer
     */
    public record Scope(
            @Nullable Integer querySeconds,
            @Nullable Integer requestSeconds,
            @Nullable Long rows,
            @Nullable Integer answerMib) {

        static final Scope NONE = new Scope(null, null, null, null);

        public Scope {
            atLeast(1, "querySeconds of a scope", querySeconds);
            atLeast(1, "requestSeconds of a scope", requestSeconds);
            atLeast(1, "rows of a scope", rows);
            atLeast(1, "answerMib of a scope", answerMib);
        }
    }
}
