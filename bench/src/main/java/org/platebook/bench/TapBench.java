package org.platebook.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.model.record.TableRecord;
import org.platebook.rest.tap.TapSection;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;
import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * TAP over HTTP: small queries a second from 16 clients, how long they take from 1 to 64 clients,
 * and 100,000 rows of 38 columns in each format against a raw binary COPY of the same query.
 * Clients, server and database share the machine.
 */
final class TapBench {

    private static final int ROWS = 100_000;
    private static final int ROWS_A_COMMIT = 2_000;
    private static final int COLUMNS = 38;
    private static final int ROUNDS = 7;
    private static final int WARM = 3;
    private static final int CLIENTS = 16;
    private static final int WARM_SECONDS = 8;
    private static final int SECONDS = 8;
    private static final int LATENCY_SECONDS = 15;
    private static final List<Integer> LATENCY_CLIENTS = List.of(1, 8, 32, 64);
    private static final double MEDIAN = 0.5;
    private static final double NINETY_NINE = 0.99;
    private static final double BAR_SPREAD = 5;
    private static final double BAR_QUERIES = 50 * 27;

    private static final String SMALL =
            "SELECT exposure_name, s_ra, s_dec FROM cdb_lsstcam.exposure WHERE exposure_id = 4711";

    private static final OperatingSystemMXBean LOAD = ManagementFactory.getOperatingSystemMXBean();

    private final LedgerBenchSite site;
    private final URI tap;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TapBench(LedgerBenchSite site, URI address) {
        this.site = site;
        this.tap = address.resolve("tap/sync");
    }

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        var limits = new TapLimits(2000, 10_000_000, Duration.ofSeconds(60));
        try (var site = new LedgerBenchSite(Files.createTempDirectory("platebook-bench"))) {
            fill(site);
            var service = new TapService(site.database, limits, InstantSource.system());
            var parts = SiteParts.of("127.0.0.1", 0, List.of(new TapSection(service)), List::of);
            try (var http = new HttpSite(parts)) {
                var bench = new TapBench(site, http.address());
                bench.small();
                bench.large();
            }
        }
    }

    private static void fill(LedgerBenchSite site) {
        for (int first = 1; first <= ROWS; first += ROWS_A_COMMIT) {
            var commit = new ArrayList<TableRecord>();
            for (int id = first; id < first + ROWS_A_COMMIT; id++) {
                commit.add(site.exposure(id));
            }
            site.ledger.write(LedgerBenchSite.HEADERS, commit);
        }
        site.database.write(handle -> handle.execute("analyze cdb_lsstcam.exposure"));
    }

    private void small() throws InterruptedException, ExecutionException {
        var request = request(SMALL, "csv");
        asked(request, CLIENTS, WARM_SECONDS);
        IO.println(
                "small TAP queries, %d clients: %,.0f/s (bar %,.0f)"
                        .formatted(
                                CLIENTS,
                                (double) asked(request, CLIENTS, SECONDS).count() / SECONDS,
                                BAR_QUERIES));
        for (int clients : LATENCY_CLIENTS) {
            latency(request, clients);
        }
    }

    private void latency(HttpRequest request, int clients)
            throws InterruptedException, ExecutionException {
        var times = asked(request, clients, LATENCY_SECONDS);
        double median = times.within(MEDIAN);
        double most = times.within(NINETY_NINE);
        IO.println(
                "small TAP queries, %d clients: median %.1f ms, 99%% within %.1f ms, %.1f x (bar %.0f x), longest %.1f ms, %,.0f/s, load %.2f"
                        .formatted(
                                clients,
                                median,
                                most,
                                most / median,
                                BAR_SPREAD,
                                times.longest(),
                                (double) times.count() / LATENCY_SECONDS,
                                LOAD.getSystemLoadAverage()));
    }

    /** How long each answer took, to clients that ask again as soon as they have one. */
    private Times asked(HttpRequest request, int clients, int seconds)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Callable<List<Double>> one =
                () -> {
                    var millis = new ArrayList<Double>();
                    while (System.nanoTime() < end) {
                        millis.add(Times.once(0, _ -> ask(request)));
                    }
                    return millis;
                };
        var all = new ArrayList<Double>();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            for (var each : threads.invokeAll(Collections.nCopies(clients, one))) {
                all.addAll(each.get());
            }
        }
        return new Times(all.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void ask(HttpRequest request) throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || answer.body().lines().count() != 2) {
            throw new IllegalStateException(answer.body());
        }
    }

    private void large() throws IOException, SQLException, InterruptedException {
        var columns = String.join(", ", site.scalarColumns("exposure").subList(0, COLUMNS));
        var copy = copy(columns);
        IO.println("raw binary COPY of 100,000 rows x 38 columns: " + copy);
        compare("BINARY2", "votable/b2", 2, columns, copy);
        compare("TABLEDATA", "votable/td", 4, columns, copy);
        compare("CSV", "csv", 4, columns, copy);
        IO.println("raw binary COPY once more: " + copy(columns));
    }

    private Times copy(String columns) throws IOException, SQLException, InterruptedException {
        var sql =
                "copy (select %s from cdb_lsstcam.exposure limit %d) to stdout (format binary)"
                        .formatted(columns, ROWS);
        var to = site.database.settings();
        try (var connection = DriverManager.getConnection(to.url(), to.user(), to.password())) {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            return Times.of(
                    WARM, ROUNDS, _ -> copies.copyOut(sql, OutputStream.nullOutputStream()));
        }
    }

    private void compare(String name, String format, int bar, String columns, Times copy)
            throws IOException, SQLException, InterruptedException {
        var request =
                request(
                        "SELECT TOP %d %s FROM cdb_lsstcam.exposure".formatted(ROWS, columns),
                        format);
        var bytes = new long[1];
        var times = Times.of(WARM, ROUNDS, _ -> bytes[0] = drain(request));
        IO.println(
                "TAP %s, %,d bytes: %s; %.2f times raw COPY (bar %d)"
                        .formatted(name, bytes[0], times, times.median() / copy.median(), bar));
    }

    private long drain(HttpRequest request) throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            long bytes = body.transferTo(OutputStream.nullOutputStream());
            if (answer.statusCode() != 200 || bytes < ROWS) {
                throw new IllegalStateException("status " + answer.statusCode());
            }
            return bytes;
        }
    }

    private HttpRequest request(String query, String format) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "%s?LANG=ADQL&MAXREC=%d&FORMAT=%s&QUERY=%s"
                                        .formatted(
                                                tap,
                                                ROWS,
                                                URLEncoder.encode(format, UTF_8),
                                                URLEncoder.encode(query, UTF_8))))
                .build();
    }
}
