package org.platebook.app.config;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.Pools;
import org.platebook.store.database.Queueing;

import java.time.Duration;
import java.util.Map;

/**
 * How many connections to the database a site has, and how callers share them.
 *
 * @param writerConnections greatest number of connections that write
 * @param readerConnections greatest number of connections that read, for each scope
 * @param connectionsPerCaller greatest number of connections that one caller has at the same time
 * @param waitingPerCaller greatest number of requests of one caller that wait for a connection
 * @param longestWaitSeconds how long a request waits for a connection
 */
public record Capacity(
        int writerConnections,
        int readerConnections,
        int connectionsPerCaller,
        int waitingPerCaller,
        int longestWaitSeconds) {

    private static final int WRITERS_PER_PROCESSOR = 2;
    private static final int LEAST_WRITERS = 4;
    private static final int MOST_WRITERS = 16;
    private static final int READERS_PER_PROCESSOR = 4;
    private static final int LEAST_READERS = 8;
    private static final int MOST_READERS = 32;
    private static final int SCOPES = 3;
    private static final int WAITING = 200;
    private static final int WAIT_SECONDS = 10;

    /** What the defaults follow from, by key. */
    static Map<String, String> reasons(Machine machine) {
        var processors = processors(machine);
        var connections =
                machine.hasOwnServer()
                        ? processors
                        : "%s, %s connections of the database server"
                                .formatted(processors, machine.serverConnections());
        return Map.of(
                "capacity.writerConnections", connections,
                "capacity.readerConnections", connections,
                "capacity.connectionsPerCaller", "three quarters of readerConnections");
    }

    private static String processors(Machine machine) {
        return machine.processors() == 1 ? "1 processor" : machine.processors() + " processors";
    }

    /**
     * What is given, and for the rest what fits the machine.
     *
     * @throws Refused config.capacity when the database server does not allow so many connections
     */
    static Capacity of(CapacityConfig given, Machine machine) {
        var capacity = unchecked(given, machine);
        capacity.requireFitting(machine);
        return capacity;
    }

    /** The same, whatever the database server allows. */
    static Capacity unchecked(CapacityConfig given, Machine machine) {
        int writers =
                or(
                        given.writerConnections(),
                        Math.clamp(
                                (long) machine.processors() * WRITERS_PER_PROCESSOR,
                                LEAST_WRITERS,
                                MOST_WRITERS));
        int readers = or(given.readerConnections(), readers(writers, machine));
        return new Capacity(
                writers,
                readers,
                or(given.connectionsPerCaller(), Math.max(1, readers * 3 / 4)),
                or(given.waitingPerCaller(), WAITING),
                or(given.longestWaitSeconds(), WAIT_SECONDS));
    }

    private static int readers(int writers, Machine machine) {
        int wanted =
                Math.clamp(
                        (long) machine.processors() * READERS_PER_PROCESSOR,
                        LEAST_READERS,
                        MOST_READERS);
        int fixed = pools(writers, wanted).most() - wanted * SCOPES;
        int room = (machine.serverConnections() - fixed) / SCOPES;
        return Math.max(1, Math.min(wanted, room));
    }

    private void requireFitting(Machine machine) {
        int most = pools().most();
        if (most > machine.serverConnections()) {
            throw new Refused(
                    ConfigCode.CAPACITY,
                    "the database server allows %s connections, and capacity needs %s: lower capacity.writerConnections (%s) or capacity.readerConnections (%s for each of 3 scopes), or raise max_connections of the server"
                            .formatted(
                                    machine.serverConnections(),
                                    most,
                                    writerConnections,
                                    readerConnections));
        }
    }

    /** The same as the store wants it. */
    public Pools pools() {
        return new Pools(
                writerConnections,
                readerConnections,
                new Queueing(
                        connectionsPerCaller,
                        waitingPerCaller,
                        Duration.ofSeconds(longestWaitSeconds)));
    }

    private static Pools pools(int writers, int readers) {
        return new Capacity(writers, readers, 1, 1, 1).pools();
    }

    static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }
}
