package org.platebook.app;

import org.platebook.cli.PlatebookCommand;
import org.platebook.http.watch.JavaLogs;

import picocli.CommandLine;

import java.util.Locale;

/** Starts Platebook from the command line. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit status. */
    public static void main(String[] args) {
        // Numbers and SQL are written alike wherever a site runs.
        Locale.setDefault(Locale.ROOT);
        JavaLogs.install();
        System.exit(line().execute(args));
    }

    /** The command line of this machine's sites. */
    public static CommandLine line() {
        return PlatebookCommand.line(ConfiguredSite::new, FailureCodes.sections());
    }
}
