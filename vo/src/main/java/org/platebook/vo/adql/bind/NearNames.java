package org.platebook.vo.adql.bind;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody who mistyped may have meant. */
final class NearNames {

    private static final int MOST_HINTS = 3;

    private NearNames() {}

    /** A part of a sentence that names the nearest; empty where none is near. */
    static String hint(String written, Collection<String> names) {
        var wanted = written.toLowerCase(Locale.ROOT);
        int far = Math.max(1, wanted.length() / 3);
        var near =
                names.stream()
                        .distinct()
                        .filter(name -> isNear(wanted, name.toLowerCase(Locale.ROOT), far))
                        .sorted(
                                Comparator.comparingInt(
                                                (String name) ->
                                                        distance(
                                                                wanted,
                                                                name.toLowerCase(Locale.ROOT)))
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(MOST_HINTS)
                        .collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; did you mean " + near + "?";
    }

    private static boolean isNear(String wanted, String name, int far) {
        boolean part = wanted.length() > 2 && (name.contains(wanted) || wanted.contains(name));
        return part || distance(wanted, name) <= far;
    }

    /** The least number of letters to add, leave out, replace or exchange with a neighbour. */
    static int distance(String from, String to) {
        var rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, from, to, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int step(int[][] rows, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
        best = Math.min(best, rows[i - 1][j - 1] + (same ? 0 : 1));
        boolean exchanged =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return exchanged ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}
