package org.platebook.bench;

import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Rows that come in over HTTP: one a request, by one client and by eight, and a thousand a request,
 * against raw binary COPY of the same rows into a table with the same indexes. Through the
 * interface of the peer's clients they are exposures, each with its visit made; through our own,
 * rows of a quick look.
 */
final class RestBench {

    private static final int WARM = 500;
    private static final int SINGLES = 2000;
    private static final int CLIENTS = 8;
    private static final int SINGLES_A_CLIENT = 400;
    private static final int BULK_ROWS = 1000;
    private static final int BULKS = 30;
    private static final int WARM_BULKS = 10;
    private static final double ALMOST_ALL = 0.99;
    private static final String TABLE = "consdb/insert/lsstcam/exposure";

    private static final String VALUES =
            """
            {"day_obs": 20260115, "seq_num": %1$d, "exposure_name": "MC_O_20260115_%1$06d", "airmass": 1.21,
            "exp_time": 30.0, "band": "r", "physical_filter": "r_57", "s_ra": 123.4, "s_dec": -45.6,
            "sky_rotation": 12.5, "azimuth": 200.1, "altitude": 55.2, "img_type": "science",
            "science_program": "BLOCK-365", "dimm_seeing": 0.9, "air_temp": 11.2, "pressure": 75000.0,
            "humidity": 21.5, "wind_speed": 3.2, "wind_dir": 180.0}""";

    private static final String LOOK =
            """
            {"visit_id": %1$d, "day_obs": 20260115, "seq_num": %1$d, "n_inputs": 189, "psf_sigma_median": 1.7,
            "zero_point_median": 31.8, "sky_noise_median": 35.1, "psf_area_median": 60.2, "eff_time_median": 27.1,
            "sky_bg_median": 1200.5, "pixel_scale_median": 0.2, "psf_ixx_median": 2.9, "psf_iyy_median": 2.8,
            "psf_ixy_median": 0.1}""";

    private final SiteUnderLoad site;
    private final HttpClient client;
    private final Way way;
    private final AtomicLong next = new AtomicLong(1);

    /** An interface by which rows come in. */
    private enum Way {
        PEER,
        OWN
    }

    private RestBench(SiteUnderLoad site, HttpClient client, Way way) {
        this.site = site;
        this.client = client;
        this.way = way;
    }

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        try (var site = SiteUnderLoad.start("");
                var client = HttpClient.newHttpClient()) {
            for (var way : Way.values()) {
                var bench = new RestBench(site, client, way);
                IO.println(
                        way == Way.PEER
                                ? "/" + TABLE
                                : "/api/records, cdb_lsstcam.visit1_quicklook");
                bench.one();
                bench.many();
                bench.bulk();
            }
        }
    }

    private void one() throws IOException, SQLException, InterruptedException {
        var times = Times.of(WARM, SINGLES, _ -> insert(take(1)));
        IO.println(
                "  one row a request, one client: %,.0f rows/s; %s, 99%% within %.2f ms"
                        .formatted(1000 / times.mean(), times, times.within(ALMOST_ALL)));
    }

    private void many() throws InterruptedException, ExecutionException {
        var all = new ArrayList<Double>();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<List<Double>>>();
            for (int i = 0; i < CLIENTS; i++) {
                long first = take(SINGLES_A_CLIENT);
                running.add(threads.submit(() -> inserts(first)));
            }
            for (var one : running) {
                all.addAll(one.get());
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        var times = new Times(all.stream().mapToDouble(Double::doubleValue).toArray());
        IO.println(
                "  one row a request, %d clients: %,.0f rows/s; %s, 99%% within %.2f ms"
                        .formatted(CLIENTS, all.size() / seconds, times, times.within(ALMOST_ALL)));
    }

    private List<Double> inserts(long first)
            throws IOException, SQLException, InterruptedException {
        var times = new ArrayList<Double>();
        for (long id = first; id < first + SINGLES_A_CLIENT; id++) {
            long number = id;
            times.add(Times.once(0, _ -> insert(number)));
        }
        return times;
    }

    private void bulk() throws IOException, SQLException, InterruptedException {
        var times = Times.of(WARM_BULKS, BULKS, _ -> insertMany(take(BULK_ROWS)));
        double ours = BULK_ROWS / times.median() * 1000;
        try (var connection = site.connect()) {
            double raw = copies(connection);
            IO.println(
                    "  %,d rows a request: %,.0f rows/s (%s); raw COPY of as many a commit %,.0f rows/s; ratio %.2f"
                            .formatted(BULK_ROWS, ours, times, raw, ours / raw));
        }
    }

    private double copies(Connection connection)
            throws IOException, SQLException, InterruptedException {
        var table = way == Way.PEER ? "exposure" : "visit1_quicklook";
        try (var statement = connection.createStatement()) {
            statement.execute("drop table if exists public.bench_copy");
            statement.execute(
                    "create table public.bench_copy (like cdb_lsstcam.%s including all)"
                            .formatted(table));
        }
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        var rows = new ArrayList<byte[]>();
        for (int i = 0; i < BULKS; i++) {
            var bytes = new ByteArrayOutputStream();
            copy.copyOut(
                    "copy (select * from cdb_lsstcam.%s order by 1 limit %d offset %d) to stdout (format binary)"
                            .formatted(table, BULK_ROWS, i * BULK_ROWS),
                    bytes);
            rows.add(bytes.toByteArray());
        }
        var times =
                Times.of(
                        0,
                        BULKS,
                        round ->
                                copy.copyIn(
                                        "copy public.bench_copy from stdin (format binary)",
                                        new ByteArrayInputStream(rows.get(round))));
        return BULK_ROWS / times.median() * 1000;
    }

    private long take(int count) {
        return next.getAndAdd(count);
    }

    private void insert(long id) throws IOException, InterruptedException {
        switch (way) {
            case PEER ->
                    post(TABLE + "/obs/" + id, "{\"values\": %s}".formatted(VALUES.formatted(id)));
            case OWN -> records(LongStream.of(id));
        }
    }

    private void insertMany(long first) throws IOException, InterruptedException {
        var ids = LongStream.range(first, first + BULK_ROWS);
        switch (way) {
            case PEER ->
                    post(
                            TABLE,
                            ids.mapToObj(id -> "\"%d\": %s".formatted(id, VALUES.formatted(id)))
                                    .collect(Collectors.joining(",", "{\"obs_dict\": {", "}}")));
            case OWN -> records(ids);
        }
    }

    private void records(LongStream ids) throws IOException, InterruptedException {
        post(
                "api/records",
                ids.mapToObj(
                                id ->
                                        "{\"table\": \"cdb_lsstcam.visit1_quicklook\", \"values\": %s}"
                                                .formatted(LOOK.formatted(id)))
                        .collect(Collectors.joining(",", "{\"records\": [", "]}")));
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(site.at(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
    }
}
