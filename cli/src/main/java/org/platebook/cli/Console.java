package org.platebook.cli;

import org.platebook.intake.ingest.FileOutcome;
import org.platebook.intake.ingest.IngestSummary;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What commands say to people. */
final class Console {

    private static final int EXAMPLES = 20;

    private Console() {}

    /** Whether people look at it as it happens. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    }

    /**
     * Says what became of the files of a load; refused files by name, those left out too where
     * asked.
     */
    static void tell(PrintWriter out, IngestSummary summary, boolean everyFile) {
        out.printf(
                "loaded %s, unchanged %s, refused %s, left out %s; %s problem%s in fields%n",
                summary.loaded(),
                summary.unchanged(),
                summary.refused().size(),
                summary.leftOut().size(),
                summary.problems(),
                summary.problems() == 1 ? "" : "s");
        for (var refused : summary.refused()) {
            out.printf(
                    "refused %s [%s]%n",
                    sentence(refused.path(), refused.reason()), refused.code());
        }
        var leftOut = summary.leftOut();
        shown(leftOut, everyFile)
                .forEach(one -> out.printf("left out %s%n", sentence(one.path(), one.reason())));
        int more = leftOut.size() - shown(leftOut, everyFile).size();
        if (more > 0) {
            out.printf("left out %s more files that are no headers; --verbose names them%n", more);
        }
        out.flush();
    }

    private static List<FileOutcome.LeftOut> shown(
            List<FileOutcome.LeftOut> all, boolean everyFile) {
        return everyFile ? all : all.subList(0, Math.min(EXAMPLES, all.size()));
    }

    /** A reason often begins with the path already. */
    private static String sentence(Path path, String reason) {
        return reason.startsWith(path.toString()) ? reason : path + ": " + reason;
    }
}
