package org.platebook.cli;

import picocli.CommandLine.Command;

import java.io.PrintWriter;

@Command(
        name = "upkeep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs one pass of upkeep now, as a serving site does every hour:",
            "builds indexes and validates constraints that schema changes left, makes partitions ahead, deletes what is"
                    + " older than site.yaml says, and analyses partitioned tables.",
            "Also retries work that failed. Safe beside a serving site."
        })
final class UpkeepCommand extends OnSite {

    @Override
    void run(OpenSite open, PrintWriter out) {
        var done = open.upkeep().passByHand();
        out.printf("indexes built and constraints validated: %s%n", done.finished());
        out.printf("partitions made ahead: %s%n", done.partitions());
        out.printf(
                "deleted: %s answers of requests, %s audit entries, %s entries of finished work%n",
                done.requests(), done.audited(), done.listed());
        out.printf("partitioned tables analysed: %s%n", done.analyzed());
        out.printf(
                "left to do: %s, of which failed: %s%s%n",
                done.left().left(),
                done.left().failing(),
                done.left().left() > 0 ? " (see platebook schema work)" : "");
    }
}
