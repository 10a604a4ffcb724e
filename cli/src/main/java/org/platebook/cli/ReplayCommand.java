package org.platebook.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Applies all that the journal holds of a table: rows that were lost are there again.",
            "A table that lost nothing ends as it was."
        })
final class ReplayCommand extends OnSite {

    @Parameters(paramLabel = "TABLE", description = "As in cdb_lsstcam.exposure.")
    private String table = "";

    @Override
    void run(OpenSite open, PrintWriter out) {
        var name = DiffCommand.named(table);
        out.printf("applied %s records of the journal to %s%n", open.ledger().replay(name), name);
    }
}
