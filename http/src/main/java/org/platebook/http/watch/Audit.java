package org.platebook.http.watch;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.http.server.Answered;
import org.platebook.model.failure.Failure;
import org.platebook.store.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Keeps what was asked over HTTP to be written, and who was turned away.
 *
 * <p>Entries are kept within moments, several at once; the same thing many times in a moment is one
 * entry. A process that is killed may lose the last of them. What was written itself is in the
 * journal, in the transaction of the write, and is not lost.
 */
public final class Audit implements Answered.Watcher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int WAITING = 10_000;
    private static final int LONGEST_PATH = 300;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private static final Duration END_PATIENCE = Duration.ofSeconds(10);

    /** Stands behind the last request. */
    private static final Answered END =
            new Answered("", "", null, "", "", "", 0, null, Instant.EPOCH, Duration.ZERO, 0);

    private static final String KEEP =
            """
            insert into platebook.audit
                (began_at, ended_at, caller, client, request_id, method, path, status, reason, times)
            values (:began, :ended, :caller, :client, :request, :method, :path, :status, :reason, :times)
            """;

    private final Database database;
    private final BlockingQueue<Answered> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Thread keeper;
    private volatile boolean closed;

    public Audit(Database database) {
        this.database = database;
        this.keeper = Thread.ofVirtual().name("audit-keeper").start(this::keep);
    }

    @Override
    public void watch(Answered answered) {
        if (isNoted(answered) && !waiting.offer(answered)) {
            LOG.warn("more is to be audited than can be kept; some of it is not");
        }
    }

    /** Queries are no writes, though long ones are sent by POST. */
    private static boolean isNoted(Answered answered) {
        boolean isTurnedAway =
                answered.status() == UNAUTHENTICATED || answered.status() == FORBIDDEN;
        boolean isQuery = answered.path().startsWith("/tap/") || answered.path().endsWith("/query");
        return isTurnedAway || !(READING.contains(answered.method()) || isQuery);
    }

    private void keep() {
        var batch = new ArrayList<Answered>();
        try {
            while (!batch.contains(END)) {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch);
                var entries = batch.stream().filter(one -> !one.equals(END)).toList();
                if (!entries.isEmpty()) {
                    keep(entries);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries until the database takes them, or the site is closed. */
    private void keep(List<Answered> batch) throws InterruptedException {
        while (true) {
            try {
                database.own(handle -> insert(handle, batch));
                return;
            } catch (Failure e) {
                LOG.atWarn().setCause(e).log("the audit could not be kept");
                if (closed) {
                    return;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    private static int insert(Handle handle, List<Answered> batch) {
        var times = new LinkedHashMap<List<Object>, List<Answered>>();
        batch.forEach(one -> times.computeIfAbsent(what(one), _ -> new ArrayList<>()).add(one));
        var insert = handle.prepareBatch(KEEP);
        for (var same : times.values()) {
            var first = same.getFirst();
            var last = same.getLast();
            insert.bind("began", first.began().atOffset(ZoneOffset.UTC))
                    .bind("ended", last.began().plus(last.took()).atOffset(ZoneOffset.UTC))
                    .bind("caller", callerOf(first))
                    .bind("client", first.client())
                    .bind("request", first.id())
                    .bind("method", first.method())
                    .bind("path", path(first))
                    .bind("status", first.status())
                    .bind("reason", first.code())
                    .bind("times", same.size())
                    .add();
        }
        return insert.execute().length;
    }

    /** What makes two entries the same; each request that was let in is one of its own. */
    private static List<Object> what(Answered one) {
        var what = new ArrayList<Object>();
        what.add(callerOf(one));
        what.add(one.client());
        what.add(one.method());
        what.add(path(one));
        what.add(one.status());
        what.add(Objects.requireNonNullElse(one.code(), ""));
        if (one.status() < UNAUTHENTICATED) {
            what.add(one.id());
            what.add(one.began());
        }
        return what;
    }

    private static String callerOf(Answered answered) {
        var caller = answered.caller();
        return caller == null ? "unknown" : caller.name();
    }

    private static String path(Answered answered) {
        var path = answered.path().replace('\0', '?');
        return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    }

    /** Keeps what is still waiting, and ends; the database is given some seconds for it. */
    @Override
    public void close() {
        closed = true;
        try {
            waiting.put(END);
            keeper.join(END_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One thing that was written, or was refused.
     *
     * @param client address of whom the connection was with; null where it was not over HTTP
     * @param status of HTTP; null where it was not over HTTP
     * @param reason code of the failure, or why a record in the quarantine was discarded or what
     *     was left out of it; null where there was none
     * @param tables how many Records were written into each table, as a JSON object; null for none
     */
    public record Entry(
            Instant at,
            String caller,
            @Nullable String client,
            String request,
            String method,
            String path,
            @Nullable Integer status,
            @Nullable String reason,
            int times,
            @Nullable String tables) {}
}
