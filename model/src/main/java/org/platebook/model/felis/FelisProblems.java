package org.platebook.model.felis;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong with files, so that all of it is told at once. */
final class FelisProblems {

    private static final int TOLD_AT_ONCE = 50;

    private final List<Problem> found = new ArrayList<>();

    /** One thing that is wrong. */
    record Problem(FileLine place, String reason) {

        @Override
        public String toString() {
            return place + ": " + reason;
        }
    }

    void add(FileLine place, String reason) {
        found.add(new Problem(place, reason));
    }

    boolean none() {
        return found.isEmpty();
    }

    /**
     * Throws what was found, if anything.
     *
     * @throws Refused with code felis.invalid and one line for each problem: file, line, reason
     */
    void refuse() {
        if (found.isEmpty()) {
            return;
        }
        var told =
                found.stream()
                        .sorted(Comparator.comparingInt(problem -> problem.place().line()))
                        .distinct()
                        .limit(TOLD_AT_ONCE)
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n"));
        var more = found.size() - TOLD_AT_ONCE;
        throw new Refused(FelisCode.INVALID, more > 0 ? told + "\nand " + more + " more" : told);
    }
}
