package org.platebook.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * From the start of {@code ./platebook demo} to the portal's first page, in a folder without data
 * and in one that has them; run in the project's folder after it was built.
 *
 * <p>PostgreSQL's programs are unpacked already, and files that were read before are in the
 * machine's memory.
 */
final class StartBench {

    private static final int COLD = 3;
    private static final int WARM = 5;
    private static final double BAR_COLD_SECONDS = 10;
    private static final double BAR_WARM_SECONDS = 2;
    private static final int BETWEEN_ASKS_MILLIS = 5;

    private StartBench() {}

    /**
     * One start.
     *
     * @param pageMillis until the first page
     * @param nightMillis until the sample night is loaded too, where it has to be
     */
    private record Start(double pageMillis, double nightMillis) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var home = start(COLD, true, "without data", BAR_COLD_SECONDS, temporary());
        start(WARM, false, "with data", BAR_WARM_SECONDS, home);
    }

    private static Path temporary() throws IOException {
        return Files.createTempDirectory("platebook-bench");
    }

    private static Path start(int times, boolean fresh, String how, double bar, Path home)
            throws IOException, InterruptedException {
        var page = new double[times];
        var night = new double[times];
        var last = home;
        for (int i = 0; i < times; i++) {
            last = fresh ? temporary() : home;
            var one = once(last);
            page[i] = one.pageMillis();
            night[i] = one.nightMillis();
        }
        IO.println(
                "start %s: first page after %s, all loaded after %s; bar %.0f s"
                        .formatted(how, new Times(page), new Times(night), bar));
        return last;
    }

    private static Start once(Path home) throws IOException, InterruptedException {
        int port = freePort();
        long begun = System.nanoTime();
        var process =
                new ProcessBuilder(
                                "./platebook",
                                "demo",
                                "--home",
                                home.toString(),
                                "--port",
                                String.valueOf(port))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var lines = process.inputReader()) {
            var page = URI.create("http://127.0.0.1:%d/".formatted(port));
            while (!answers(page)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("platebook ended: " + lines.readAllAsString());
                }
                Thread.sleep(BETWEEN_ASKS_MILLIS);
            }
            double pageMillis = millisSince(begun);
            if (lines.lines().noneMatch(line -> line.contains("Platebook is up"))) {
                throw new IllegalStateException("platebook ended before it was up");
            }
            return new Start(pageMillis, millisSince(begun));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean answers(URI page) throws IOException {
        var connection = (HttpURLConnection) page.toURL().openConnection();
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (ConnectException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static double millisSince(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
