package org.platebook.app.config;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

/**
 * How many connections to the database a site has and how callers share them, as site.yaml says it;
 * a key that is left out is null, and its value follows from the machine.
 *
 * @param writerConnections greatest number of connections that write
 * @param readerConnections greatest number of connections that read, for each of read:public,
 *     read:rights and read:staff
 * @param connectionsPerCaller greatest number of connections that one caller has at the same time
 * @param waitingPerCaller greatest number of requests of one caller that wait for a connection
 * @param longestWaitSeconds how long a request waits for a connection
 */
public record CapacityConfig(
        @Nullable Integer writerConnections,
        @Nullable Integer readerConnections,
        @Nullable Integer connectionsPerCaller,
        @Nullable Integer waitingPerCaller,
        @Nullable Integer longestWaitSeconds) {

    static final CapacityConfig NONE = new CapacityConfig(null, null, null, null, null);

    public CapacityConfig {
        atLeast(1, "capacity.writerConnections", writerConnections);
        atLeast(1, "capacity.readerConnections", readerConnections);
        atLeast(1, "capacity.connectionsPerCaller", connectionsPerCaller);
        atLeast(1, "capacity.waitingPerCaller", waitingPerCaller);
        atLeast(1, "capacity.longestWaitSeconds", longestWaitSeconds);
    }

    static void atLeast(int least, String key, @Nullable Number value) {
        if (value != null && value.longValue() < least) {
            throw new Refused(
                    ConfigCode.NUMBER,
                    "invalid %s %s: expected %s or more".formatted(key, value, least));
        }
    }
}
