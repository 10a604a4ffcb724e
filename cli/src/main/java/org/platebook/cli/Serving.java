package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.http.watch.SiteLog;

import picocli.CommandLine.Model.CommandSpec;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs a site until it is told to stop. */
final class Serving {

    private Serving() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "picocli gives it").commandLine().getOut();
    }

    /**
     * Starts a site, says where it is, and waits for Ctrl-C.
     *
     * @param before done when the site answers and before it is called ready
     */
    static int until(
            SiteFolder folder,
            Supplier<ServedSite> start,
            PrintWriter out,
            Consumer<ServedSite> before)
            throws InterruptedException {
        var asked = new CountDownLatch(1);
        try (var _ = CtrlC.heed(asked::countDown);
                var _ = new SiteLog(folder.logs());
                var served = start.get()) {
            before.accept(served);
            tell(out, served, folder);
            asked.await();
        }
        return ExitStatus.OK;
    }

    private static void tell(PrintWriter out, ServedSite served, SiteFolder folder) {
        var base = served.publicAddress().toString();
        out.printf(
                """

                Platebook is up. %s
                  portal  %s
                  REST    %sapi
                  TAP     %stap
                """,
                served.welcome(), base, base, base);
        if (!served.address().equals(served.publicAddress())) {
            out.printf("  listens %s%n", served.address());
        }
        out.println("Three queries to try, here or in TOPCAT and pyvo:");
        var command = Asking.command(folder);
        served.site()
                .exampleQueries()
                .forEach(query -> out.printf("  %s \"%s\"%n", command, query));
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}
