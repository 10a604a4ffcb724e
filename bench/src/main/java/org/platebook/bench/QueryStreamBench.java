package org.platebook.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;

/** One answer of /consdb/query with a million rows, from a server whose heap is 256 MiB. */
final class QueryStreamBench {

    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 3;
    private static final double MIB = 1 << 20;

    private static final String FILL =
            """
            insert into cdb_lsstcam.exposure (exposure_id, day_obs, seq_num, exposure_name, airmass, exp_time, band,
                s_ra, s_dec, obs_start)
            select i, 20260115, i, 'MC_O_20260115_' || i, 1 + i / 1e6, 30, substr('ugrizy', 1 + i %% 6, 1),
                i * 359e-6, 30 - i * 6e-5, timestamp '2026-01-15' + i * interval '1 second'
            from generate_series(1, %d) i
            """
                    .formatted(ROWS);

    private static final String QUERY =
            """
            {"query": "select exposure_id, day_obs, seq_num, exposure_name, airmass, exp_time, band, s_ra, s_dec, obs_start from cdb_lsstcam.exposure"}
            """;

    private QueryStreamBench() {}

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        try (var site = SiteUnderLoad.start("-Xmx256m");
                var client = HttpClient.newHttpClient()) {
            try (var connection = site.connect();
                    var statement = connection.createStatement()) {
                // Whoever reads all rows needs no index of places, and it would take minutes to
                // grow.
                statement.execute("drop index cdb_lsstcam.exposure_position");
                statement.execute(FILL);
                statement.execute("vacuum analyze cdb_lsstcam.exposure");
            }
            long before = site.greatestMemoryMib();
            var bytes = new long[1];
            var times = Times.of(1, ROUNDS, _ -> bytes[0] = ask(client, site));
            IO.println(
                    "/consdb/query, %,d rows x 10 columns, %.0f MiB of JSON, heap 256 MiB: %s; %,.0f rows/s; memory of the process at most %d MiB, %d MiB before"
                            .formatted(
                                    ROWS,
                                    bytes[0] / MIB,
                                    times,
                                    ROWS / times.median() * 1000,
                                    site.greatestMemoryMib(),
                                    before));
        }
    }

    /** Reads the answer as it comes; tells its length. */
    private static long ask(HttpClient client, SiteUnderLoad site)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(site.at("consdb/query"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(QUERY))
                        .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            var counted = counted(body);
            if (response.statusCode() != 200 || counted.rows() != ROWS) {
                throw new IllegalStateException(
                        "status %d, %d rows".formatted(response.statusCode(), counted.rows()));
            }
            return counted.bytes();
        }
    }

    private record Counted(long bytes, long rows) {}

    /** Each row begins with a bracket; two more open the columns and the data. */
    private static Counted counted(InputStream in) throws IOException {
        var buffer = new byte[1 << 16];
        long bytes = 0;
        long brackets = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            for (int i = 0; i < read; i++) {
                brackets += buffer[i] == '[' ? 1 : 0;
            }
        }
        return new Counted(bytes, brackets - 2);
    }
}
