package org.platebook.app.config;

import static org.platebook.app.config.Capacity.or;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.ReadLimits;
import org.platebook.store.database.Role;
import org.platebook.vo.tap.TapLimits;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What queries may take.
 *
 * @param queryMemoryMib memory of each process of the embedded server beside what all share
 * @param workMemoryMib memory of one sort or hash before it spills to temporary files
 * @param temporaryFilesMib temporary files of one process of a query
 * @param parallelWorkers processes that help with one query
 * @param readPublic limits of callers whose scope is read:public
 * @param readRights limits of callers whose scope is read:rights
 * @param readStaff limits of callers whose scope is read:staff
 */
public record Limits(
        int queryMemoryMib,
        int workMemoryMib,
        int temporaryFilesMib,
        int parallelWorkers,
        Scope readPublic,
        Scope readRights,
        Scope readStaff) {

    private static final int QUERY_MEMORY_SHARE = 8;
    private static final int LEAST_QUERY_MEMORY_MIB = 1024;
    private static final int MOST_QUERY_MEMORY_MIB = 8192;
    private static final int WORK_MEMORY_SHARE = 512;
    private static final int LEAST_WORK_MEMORY_MIB = 4;
    private static final int MOST_WORK_MEMORY_MIB = 32;
    private static final int TEMPORARY_FILES_MIB = 4096;
    private static final int MOST_WORKERS = 2;
    private static final int REQUEST_SECONDS = 60;
    private static final int ANSWER_MIB = 10_240;

    /**
     * Limits of the callers of one scope.
     *
     * @param querySeconds time of one query
     * @param requestSeconds time of one statement of any other request
     * @param rows rows of one answer
     * @param answerMib size of one answer
     */
    public record Scope(int querySeconds, int requestSeconds, long rows, int answerMib) {

        private static final long BYTES_IN_A_MEBIBYTE = 1L << 20;

        /**
         * The same as TAP wants it.
         *
         * @param defaultRows rows given to those who ask for no number
         */
        public TapLimits tap(long defaultRows) {
            return new TapLimits(
                    Math.min(defaultRows, rows),
                    rows,
                    Duration.ofSeconds(querySeconds),
                    answerMib * BYTES_IN_A_MEBIBYTE);
        }

        private static Scope of(LimitsConfig.@Nullable Scope given, SiteConfig.Tap tap) {
            var said = given == null ? LimitsConfig.Scope.NONE : given;
            var rows = said.rows();
            return new Scope(
                    or(said.querySeconds(), tap.timeLimitSeconds()),
                    or(said.requestSeconds(), REQUEST_SECONDS),
                    rows == null ? tap.mostRows() : rows,
                    or(said.answerMib(), ANSWER_MIB));
        }
    }

    /** What the defaults follow from, by key. */
    static Map<String, String> reasons(Machine machine) {
        var memory = "%s MiB of memory".formatted(machine.memoryMib());
        var reasons = new HashMap<String, String>();
        reasons.put("limits.queryMemoryMib", memory);
        reasons.put("limits.workMemoryMib", memory);
        reasons.put("limits.parallelWorkers", machine.processors() + " processors");
        for (var scope : new String[] {"readPublic", "readRights", "readStaff"}) {
            reasons.put("limits." + scope + ".querySeconds", "tap.timeLimitSeconds");
            reasons.put("limits." + scope + ".rows", "tap.mostRows");
        }
        return reasons;
    }

    /** What is given, and for the rest what fits the machine. */
    static Limits of(LimitsConfig given, SiteConfig.Tap tap, Machine machine) {
        return new Limits(
                or(
                        given.queryMemoryMib(),
                        Math.clamp(
                                machine.memoryMib() / QUERY_MEMORY_SHARE,
                                LEAST_QUERY_MEMORY_MIB,
                                MOST_QUERY_MEMORY_MIB)),
                or(
                        given.workMemoryMib(),
                        Math.clamp(
                                machine.memoryMib() / WORK_MEMORY_SHARE,
                                LEAST_WORK_MEMORY_MIB,
                                MOST_WORK_MEMORY_MIB)),
                or(given.temporaryFilesMib(), TEMPORARY_FILES_MIB),
                or(given.parallelWorkers(), Math.min(MOST_WORKERS, machine.processors() / 2)),
                Scope.of(given.readPublic(), tap),
                Scope.of(given.readRights(), tap),
                Scope.of(given.readStaff(), tap));
    }

    /** The limits of those who read in a role. */
    public Scope of(Role role) {
        return switch (role) {
            case PUBLIC -> readPublic;
            case RIGHTS -> readRights;
            case STAFF -> readStaff;
        };
    }

    /** The same as the store wants it. */
    public ReadLimits reads() {
        var times = new EnumMap<Role, ReadLimits.Times>(Role.class);
        for (var role : Role.values()) {
            var scope = of(role);
            times.put(
                    role,
                    new ReadLimits.Times(
                            Duration.ofSeconds(
                                    Math.max(scope.querySeconds(), scope.requestSeconds())),
                            Duration.ofSeconds(scope.requestSeconds())));
        }
        return new ReadLimits(times, workMemoryMib, temporaryFilesMib, parallelWorkers);
    }
}
