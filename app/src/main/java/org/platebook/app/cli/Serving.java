package org.platebook.app.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.app.Platform;
import org.platebook.app.config.SiteHome;
import org.platebook.app.watch.SiteLog;

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
            SiteHome home, Supplier<Platform> start, PrintWriter out, Consumer<Platform> before)
            throws InterruptedException {
        var asked = new CountDownLatch(1);
        try (var _ = CtrlC.heed(asked::countDown);
                var _ = new SiteLog(home.logs());
                var platform = start.get()) {
            before.accept(platform);
            tell(out, platform, home);
            asked.await();
        }
        return ExitStatus.OK;
    }

    private static void tell(PrintWriter out, Platform platform, SiteHome home) {
        var base = platform.publicAddress().toString();
        out.printf(
                """

                Platebook is up. %s
                  portal  %s
                  REST    %sapi
                  TAP     %stap
                """,
                platform.welcome(), base, base, base);
        if (!platform.address().equals(platform.publicAddress())) {
            out.printf("  listens %s%n", platform.address());
        }
        out.println("Three queries to try, here or in TOPCAT and pyvo:");
        var command = Asking.command(home);
        platform.exampleQueries().forEach(query -> out.printf("  %s \"%s\"%n", command, query));
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}
