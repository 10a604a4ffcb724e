package org.platebook.cli;

import org.platebook.intake.ingest.IngestSummary;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** What commands say to people. */
final class Console {

    private Console() {}

    /** Where bars and steps are drawn again and again: nowhere if the output is no terminal. */
    static PrintWriter live(PrintWriter out) {
        boolean isTerminal =
                Optional.ofNullable(System.console())
                        .map(java.io.Console::isTerminal)
                        .orElse(false);
        return isTerminal ? out : new PrintWriter(Writer.nullWriter());
    }

    /** Which files that were left out are named. */
    enum LeftOutFiles {
        EXAMPLES(20),
        ALL(Integer.MAX_VALUE);

        private final int most;

        LeftOutFiles(int most) {
            this.most = most;
        }

        /** As the option --verbose says. */
        static LeftOutFiles of(boolean verbose) {
            return verbose ? ALL : EXAMPLES;
        }
    }

    /**
     * Says what became of the files of a load.
     *
     * @param named which of the files that were left out are named; refused files always are
     */
    static void tell(PrintWriter out, IngestSummary summary, LeftOutFiles named) {
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
        leftOut.stream()
                .limit(named.most)
                .forEach(one -> out.printf("left out %s%n", sentence(one.path(), one.reason())));
        int more = leftOut.size() - named.most;
        if (more > 0) {
            out.printf("left out %s more files that are no headers; --verbose names them%n", more);
        }
        out.flush();
    }

    /** A reason often begins with the path already. */
    private static String sentence(Path path, String reason) {
        return reason.startsWith(path.toString()) ? reason : path + ": " + reason;
    }
}
