package org.platebook.store.database;

import org.platebook.model.failure.Refused;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What reads may take of the server.
 *
 * @param times how long statements may take, by role
 * @param workMemoryMib memory of one sort or hash before it spills to temporary files
 * @param temporaryFilesMib temporary files of one process of a query
 * @param parallelWorkers processes that help with one query
 */
public record ReadLimits(
        Map<Role, Times> times, int workMemoryMib, int temporaryFilesMib, int parallelWorkers) {

    private static final int SMALL_WORK_MEMORY_MIB = 32;
    private static final int SMALL_FILES_MIB = 4096;

    /**
     * How long one statement of a role may take.
     *
     * @param longest no reader exceeds it
     * @param usual where its reader does not say
     */
    public record Times(Duration longest, Duration usual) {
        public Times {
            if (!longest.isPositive() || !usual.isPositive()) {
                throw new Refused(
                        DatabaseCode.TIMEOUT,
                        "time limits of statements must be positive, not %s and %s"
                                .formatted(longest, usual));
            }
        }
    }

    public ReadLimits {
        times = Map.copyOf(new EnumMap<>(times));
        if (times.size() != Role.values().length) {
            throw new IllegalArgumentException("every role has time limits");
        }
        if (workMemoryMib < 1 || temporaryFilesMib < 1 || parallelWorkers < 0) {
            throw new Refused(
                    DatabaseCode.LIMITS,
                    "memory and temporary files of a query must be 1 MiB or more and its workers 0 or"
                            + " more, not %s, %s and %s"
                                    .formatted(workMemoryMib, temporaryFilesMib, parallelWorkers));
        }
    }

    /** Limits of a small machine, with the same times for all roles. */
    public static ReadLimits small(Times times) {
        var all = new EnumMap<Role, Times>(Role.class);
        for (var role : Role.values()) {
            all.put(role, times);
        }
        return new ReadLimits(all, SMALL_WORK_MEMORY_MIB, SMALL_FILES_MIB, 1);
    }

    /** How long a statement of a role may take that asks for so long. */
    Duration statement(Role role, Duration wanted) {
        var longest = of(role).longest();
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    Duration usual(Role role) {
        return of(role).usual();
    }

    private Times of(Role role) {
        return Objects.requireNonNull(times.get(role));
    }
}
