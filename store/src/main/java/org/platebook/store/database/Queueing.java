package org.platebook.store.database;

import org.platebook.model.failure.Refused;

import java.time.Duration;

/**
 * How callers share the connections of one pool.
 *
 * @param connectionsPerCaller greatest number of connections that one caller has at the same time
 * @param waitingPerCaller greatest number of requests of one caller that wait for a connection
 * @param longestWait how long a request waits for a connection
 */
public record Queueing(int connectionsPerCaller, int waitingPerCaller, Duration longestWait) {

    public Queueing {
        if (connectionsPerCaller < 1 || waitingPerCaller < 1 || !longestWait.isPositive()) {
            throw new Refused(
                    DatabaseCode.QUEUE,
                    "connections and waiting requests of a caller must be 1 or more and the longest"
                            + " wait positive, not %s, %s and %s"
                                    .formatted(
                                            connectionsPerCaller, waitingPerCaller, longestWait));
        }
    }
}
