package org.platebook.http.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.platebook.http.server.Answered;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.FailureCode;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseCode;
import org.platebook.store.ledger.Ledger.Offered;
import org.platebook.store.ledger.WriteReport;
import org.platebook.store.schema.SchemaWork;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What a site counts and times, as Prometheus reads it (text format 0.0.4). May be used by many
 * threads.
 */
public final class Measurements implements Answered.Watcher, AutoCloseable {

    /** Words that may stand for a method; whatever else a client sends is "other". */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final List<Duration> BOUNDS =
            List.of(
                    Duration.ofMillis(5),
                    Duration.ofMillis(25),
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofMillis(2500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60));

    private static final List<String> FILE_OUTCOMES =
            List.of("loaded", "unchanged", "refused", "left-out");

    private static final String QUARANTINED =
            "select count(*) from platebook.quarantine where replayed_at is null and discarded_at is null";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Counter> files = new HashMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Database database;
    private final SchemaWork work;

    public Measurements(Database database, SchemaWork work) {
        this.database = database;
        this.work = work;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("platebook.quarantine.records", this::quarantined)
                .description("Records in the quarantine; NaN where the database does not tell")
                .register(registry);
        Gauge.builder("platebook.work.open", () -> work(SchemaWork.Left::left))
                .description("Indexes and validations that schema changes left to do")
                .register(registry);
        Gauge.builder("platebook.work.failing", () -> work(SchemaWork.Left::failing))
                .description("Those of them whose last attempt failed")
                .register(registry);
        for (var outcome : FILE_OUTCOMES) {
            files.put(
                    outcome,
                    Counter.builder("platebook.intake.files")
                            .description(
                                    "Files of headers that were looked at, by what became of them")
                            .tag("outcome", outcome)
                            .register(registry));
        }
        for (var pool : database.pools().keySet()) {
            pool("active", pool, Database.PoolUse::active);
            pool("idle", pool, Database.PoolUse::idle);
            pool("waiting", pool, use -> use.queue().waiting());
            pool("most", pool, Database.PoolUse::most);
            queue(pool);
        }
    }

    private void pool(String state, String pool, ToIntFunction<Database.PoolUse> use) {
        Gauge.builder(
                        "platebook.database.connections",
                        () -> use.applyAsInt(Objects.requireNonNull(database.pools().get(pool))))
                .description("Connections to the database, and who waits for one")
                .tag("pool", pool)
                .tag("state", state)
                .register(registry);
    }

    /** Tells when the certificate of the site ends. */
    public void certificate(Supplier<Instant> end) {
        Gauge.builder(
                        "platebook.certificate.end.seconds",
                        () -> (double) end.get().getEpochSecond())
                .description("End of the certificate that is served, in seconds since 1970 (UTC)")
                .register(registry);
    }

    private void queue(String pool) {
        FunctionTimer.builder(
                        "platebook.database.waits",
                        database,
                        _ -> queued(pool).served(),
                        _ -> queued(pool).waited().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("How long requests waited for a connection until they had it")
                .tag("pool", pool)
                .register(registry);
        refusals(pool, DatabaseCode.BUSY, Database.QueueUse::timedOut);
        refusals(pool, DatabaseCode.CALLER_BUSY, Database.QueueUse::throttled);
    }

    private void refusals(String pool, FailureCode code, ToLongFunction<Database.QueueUse> count) {
        FunctionCounter.builder(
                        "platebook.database.refusals",
                        database,
                        _ -> (double) count.applyAsLong(queued(pool)))
                .description("Requests that got no connection, by the code of the failure")
                .tag("pool", pool)
                .tag("code", code.code())
                .register(registry);
    }

    private Database.QueueUse queued(String pool) {
        return Objects.requireNonNull(database.pools().get(pool)).queue();
    }

    private double quarantined() {
        try {
            return database.own(handle -> handle.createQuery(QUARANTINED).mapTo(Long.class).one());
        } catch (Failure e) {
            return Double.NaN;
        }
    }

    private double work(ToLongFunction<SchemaWork.Left> part) {
        try {
            return part.applyAsLong(work.left());
        } catch (Failure e) {
            return Double.NaN;
        }
    }

    /** Counts and times a request, by the pattern of its path, never by the path itself. */
    @Override
    public void watch(Answered answered) {
        var method = answered.method();
        Timer.builder("http.server.requests")
                .description("Requests over HTTP, until the last byte of the answer")
                .tag("method", METHODS.contains(method) ? method : "other")
                .tag("route", answered.route().isEmpty() ? "none" : answered.route())
                .tag("status", Integer.toString(answered.status()))
                .serviceLevelObjectives(BOUNDS.toArray(Duration[]::new))
                .register(registry)
                .record(answered.took());
    }

    /** Counts what was written into each table. */
    void wrote(WriteReport report) {
        report.tables()
                .forEach(
                        (table, counts) -> {
                            records(table.toString(), "inserted", counts.inserted());
                            records(table.toString(), "updated", counts.updated());
                            records(table.toString(), "unchanged", counts.unchanged());
                        });
    }

    /** Counts what was written of Records that were offered, and what was not. */
    void wrote(Offered offered) {
        wrote(offered.report());
        records("", "quarantined", offered.quarantined());
    }

    /** Counts a write that was not done. */
    void failed(Failure failure) {
        Counter.builder("platebook.ledger.failures")
                .description("Writes that were refused or failed, by the code of the failure")
                .tag("code", failure.code())
                .register(registry)
                .increment();
    }

    private void records(String table, String outcome, long count) {
        if (count > 0) {
            Counter.builder("platebook.ledger.records")
                    .description("Records that were written, by what they did to their row")
                    .tag("table", table)
                    .tag("outcome", outcome)
                    .register(registry)
                    .increment((double) count);
        }
    }

    /**
     * Counts a file of headers that was looked at.
     *
     * @param outcome what became of it, as in "loaded"; one of those that are told from the start
     */
    public void lookedAtFile(String outcome) {
        Objects.requireNonNull(files.get(outcome), outcome).increment();
    }

    /** Counts an answer over TAP. */
    public void queried(long rows, long bytes) {
        registry.counter("platebook.tap.rows").increment((double) rows);
        registry.counter("platebook.tap.bytes").increment((double) bytes);
    }

    /** All of it, as text. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
