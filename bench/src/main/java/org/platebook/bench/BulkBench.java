package org.platebook.bench;

import org.postgresql.PGConnection;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A million rows from a file into a table, against COPY of the same file into a table with the same
 * indexes; out of it in each format; the same rows once more, which changes nothing; and a check of
 * all of it. Every process has a heap of 256 MiB.
 */
final class BulkBench {

    private static final int ROWS = 1_000_000;
    private static final String HEAP = "-Xmx256m";
    private static final String TABLE = "cdb_lsstcam.visit1_quicklook";
    private static final int A_MOMENT = 50;
    private static final double MIB = 1 << 20;

    private static final List<String> COLUMNS =
            List.of(
                    "visit_id",
                    "day_obs",
                    "seq_num",
                    "n_inputs",
                    "psf_sigma_median",
                    "zero_point_median",
                    "sky_bg_median",
                    "eff_time_median");

    private final SiteUnderLoad site;
    private final HttpClient client;
    private final Path folder;

    private BulkBench(SiteUnderLoad site, HttpClient client, Path folder) {
        this.site = site;
        this.client = client;
        this.folder = folder;
    }

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        try (var site = SiteUnderLoad.start(HEAP);
                var client = HttpClient.newHttpClient()) {
            new BulkBench(site, client, site.home().resolve("bulk")).run();
        }
    }

    private void run() throws IOException, SQLException, InterruptedException {
        Files.createDirectories(folder);
        var csv = folder.resolve("rows.csv");
        write(csv);
        double copied = copy(csv);
        IO.println(
                "COPY of %,d rows of CSV, %.0f MB: %.1f s, %,.0f rows/s"
                        .formatted(ROWS, Files.size(csv) / 1e6, copied, ROWS / copied));
        double loaded = command("load", "load", TABLE, csv.toString());
        IO.println("load against COPY: %.2f x".formatted(copied / loaded));
        for (var format : List.of("parquet", "arrow", "ndjson", "csv")) {
            out(format);
        }
        command(
                "load of the same as Parquet, which changes nothing",
                "load",
                TABLE,
                folder.resolve("rows.parquet").toString());
        command("check", "check");
    }

    private static void write(Path csv) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write(String.join(",", COLUMNS));
            out.write('\n');
            for (int i = 0; i < ROWS; i++) {
                int night = i / 1000;
                int number = 1 + i % 1000;
                out.write(
                        String.format(
                                Locale.ROOT,
                                "%d%05d,%d,%d,189,%.6f,%.6f,%.3f,%.4f%n",
                                20_000_000 + night,
                                number,
                                20_000_000 + night,
                                number,
                                1.5 + i * 1e-7,
                                31.5 + i * 1e-7,
                                1200 + i * 1e-3,
                                27 + i * 1e-6));
            }
        }
    }

    /** Seconds that COPY takes. */
    private double copy(Path csv) throws IOException, SQLException, InterruptedException {
        try (var connection = site.connect();
                var statement = connection.createStatement();
                var in = Files.newInputStream(csv)) {
            statement.execute(
                    "create table public.bench_bulk (like %s including all)".formatted(TABLE));
            var api = connection.unwrap(PGConnection.class).getCopyAPI();
            double millis =
                    Times.once(
                            0,
                            _ ->
                                    api.copyIn(
                                            "copy public.bench_bulk (%s) from stdin (format csv, header)"
                                                    .formatted(String.join(", ", COLUMNS)),
                                            in));
            statement.execute("drop table public.bench_bulk");
            return millis / 1000;
        }
    }

    /** Runs a command to its end, and tells how long it took and what memory it had. */
    private double command(String what, String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("./platebook"));
        line.addAll(Arrays.asList(words));
        line.addAll(List.of("--home", site.home().toString()));
        var builder = new ProcessBuilder(line);
        builder.environment().put("PLATEBOOK_JAVA_OPTIONS", HEAP);
        var told = folder.resolve("command.log");
        long begun = System.nanoTime();
        var process = builder.redirectErrorStream(true).redirectOutput(told.toFile()).start();
        long memory = 0;
        while (!process.waitFor(A_MOMENT, TimeUnit.MILLISECONDS)) {
            memory = Math.max(memory, memory(process));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        var lines = Files.readAllLines(told);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(String.join("\n", lines));
        }
        IO.println(
                "%s: %.1f s, %,.0f rows/s, at most %d MiB: %s"
                        .formatted(what, seconds, ROWS / seconds, memory, lines.getLast()));
        return seconds;
    }

    /** None where it has just ended. */
    private static long memory(Process process) {
        try {
            return SiteUnderLoad.greatestMemoryMib(process);
        } catch (IOException _) {
            return 0;
        }
    }

    private void out(String format) throws IOException, SQLException, InterruptedException {
        var file = folder.resolve("rows." + format);
        var request =
                HttpRequest.newBuilder(
                                site.at(
                                        "api/tables/%s/rows?columns=%s&format=%s"
                                                .formatted(
                                                        TABLE.replace('.', '/'),
                                                        String.join(",", COLUMNS),
                                                        format)))
                        .build();
        double millis =
                Times.once(
                        0,
                        _ -> {
                            var answer =
                                    client.send(request, HttpResponse.BodyHandlers.ofFile(file));
                            if (answer.statusCode() != 200) {
                                throw new IllegalStateException(Files.readString(file));
                            }
                        });
        IO.println(
                "%s: %.1f s, %,.0f rows/s, %.0f MiB; the server had at most %d MiB"
                        .formatted(
                                format,
                                millis / 1000,
                                ROWS / millis * 1000,
                                Files.size(file) / MIB,
                                site.greatestMemoryMib()));
    }
}
