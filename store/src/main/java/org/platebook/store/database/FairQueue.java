package org.platebook.store.database;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Throttled;
import org.platebook.model.failure.Unreachable;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lends the connections of a pool in a fair order.
 *
 * <p>Requests of one caller are served in the order in which they came; callers that wait take
 * turns. A caller has at most so many connections at the same time, so that others always find some
 * before long, and at most so many waiting requests. May be used by many threads.
 */
final class FairQueue {

    private final String pool;
    private final Queueing queueing;
    private final ReentrantLock lock = new ReentrantLock();

    /** Callers that have or want connections; of those that wait, the first is served first. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private int free;
    private int waiting;
    private long served;
    private long waitedNanos;
    private long timedOut;
    private long throttled;

    /** The connections that one caller has, and its requests that wait. */
    private static final class Line {
        private int held;
        private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    }

    /** One request that waits. */
    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private final CountDownLatch called = new CountDownLatch(1);
        private boolean granted;
        private boolean abandoned;
    }

    /**
     * A connection that may be taken; to be closed after the connection was given back, once.
     *
     * @param caller who has it
     */
    record Permit(FairQueue queue, String caller) implements AutoCloseable {
        @Override
        public void close() {
            queue.giveBack(caller);
        }
    }

    /**
     * What a queue did so far.
     *
     * @param waiting requests that wait now
     * @param served permits that were lent
     * @param waitedNanos how long all of these waited
     * @param timedOut requests that waited too long
     * @param throttled requests of callers that had too many waiting
     */
    record Use(int waiting, long served, long waitedNanos, long timedOut, long throttled) {}

    FairQueue(String pool, int connections, Queueing queueing) {
        this.pool = pool;
        this.queueing = queueing;
        this.free = connections;
    }

    /**
     * Waits for a connection.
     *
     * @throws Throttled database.caller-busy when the caller has too many waiting requests
     * @throws Unreachable database.busy when none came free in time
     * @throws Refused database.time-limit when the request was abandoned meanwhile
     */
    Permit take(String caller) {
        long since = System.nanoTime();
        var waiter = new Waiter();
        lock.lock();
        try {
            var line = lines.computeIfAbsent(caller, _ -> new Line());
            requireRoom(caller, line);
            line.waiters.add(waiter);
            waiting++;
            serve();
        } finally {
            lock.unlock();
        }
        await(caller, waiter, since);
        return new Permit(this, caller);
    }

    /** Ends the waiting of a thread, if it waits. */
    void abandon(Thread thread) {
        lock.lock();
        try {
            for (var line : lines.values()) {
                for (var waiter : line.waiters) {
                    if (waiter.thread.equals(thread)) {
                        waiter.abandoned = true;
                        waiter.called.countDown();
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    Use use() {
        lock.lock();
        try {
            return new Use(waiting, served, waitedNanos, timedOut, throttled);
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom(String caller, Line line) {
        boolean isBounded = !caller.equals(Identity.SITE);
        if (isBounded && line.waiters.size() >= queueing.waitingPerCaller()) {
            throttled++;
            throw new Throttled(
                    DatabaseCode.CALLER_BUSY,
                    "%s requests of %s wait for the database already, and no more may: send this one later"
                            .formatted(line.waiters.size(), caller));
        }
    }

    private void await(String caller, Waiter waiter, long since) {
        boolean interrupted = !isCalled(waiter);
        lock.lock();
        try {
            if (waiter.granted && !interrupted) {
                waitedNanos += System.nanoTime() - since;
                return;
            }
            leave(caller, waiter);
            if (waiter.abandoned) {
                throw new Refused(
                        DatabaseCode.TIME_LIMIT,
                        "the query was stopped before it ran: its client went away");
            }
            timedOut++;
        } finally {
            lock.unlock();
        }
        throw new Unreachable(
                DatabaseCode.BUSY,
                "no connection of %s came free in %s s: all are in use by other requests"
                        .formatted(pool, queueing.longestWait().toMillis() / 1e3));
    }

    /** Waits until it is served or its time is over; false where the thread is to end. */
    private boolean isCalled(Waiter waiter) {
        try {
            waiter.called.await(queueing.longestWait().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes a request out that is not to be served, or is served and does not want it any more. */
    private void leave(String caller, Waiter waiter) {
        if (waiter.granted) {
            giveBack(caller);
            return;
        }
        var line = lines.get(caller);
        if (line != null && line.waiters.remove(waiter)) {
            waiting--;
            forgetIfIdle(caller, line);
        }
    }

    private void giveBack(String caller) {
        lock.lock();
        try {
            var line = lines.get(caller);
            if (line == null || line.held == 0) {
                throw new IllegalStateException("a permit was given back twice");
            }
            line.held--;
            free++;
            forgetIfIdle(caller, line);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfIdle(String caller, Line line) {
        if (line.held == 0 && line.waiters.isEmpty()) {
            lines.remove(caller);
        }
    }

    /** Lends what is free, to one caller after the other. */
    private void serve() {
        while (free > 0) {
            var caller = next();
            if (caller == null) {
                return;
            }
            // Behind all others from now on.
            var line = Objects.requireNonNull(lines.remove(caller));
            lines.put(caller, line);
            var waiter = line.waiters.remove();
            waiter.granted = true;
            waiting--;
            free--;
            line.held++;
            served++;
            waiter.called.countDown();
        }
    }

    /** The caller whose turn it is; null where none waits that may have one more. */
    private @Nullable String next() {
        for (var each : lines.entrySet()) {
            var line = each.getValue();
            boolean mayHaveMore =
                    line.held < queueing.connectionsPerCaller()
                            || each.getKey().equals(Identity.SITE);
            if (!line.waiters.isEmpty() && mayHaveMore) {
                return each.getKey();
            }
        }
        return null;
    }
}
