package org.platebook.intake.load;

import org.platebook.intake.load.TableLoad.Numbered;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the rows of a file that the ledger's words are about. */
final class LedgerProblems {

    /** A line of the ledger: table, key in brackets, and what is wrong. */
    private static final Pattern LINE = Pattern.compile("\\S+ \\[(.*?)\\](.*)");

    private LedgerProblems() {}

    /** The rows that were refused, each with what is wrong with it. */
    static Map<Numbered, List<String>> of(Refused refused, LoadPlan plan, List<Numbered> rows) {
        Map<String, Numbered> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(words(row, plan.key()), row));
        var told = new LinkedHashMap<Numbered, List<String>>();
        refused.text()
                .lines()
                .map(LINE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(
                        line -> {
                            var row = byKey.get(trialless(line.group(1)));
                            if (row != null) {
                                told.computeIfAbsent(row, _ -> new ArrayList<>())
                                        .add("[" + line.group(1) + "]" + line.group(2));
                            }
                        });
        return told;
    }

    /** Keys of trial runs begin with the kind of the run. */
    private static String trialless(String key) {
        return key.replaceFirst("^run_kind='[^']*', ", "");
    }

    private static String words(Numbered row, List<String> key) {
        return key.stream()
                .map(column -> column + "=" + word(row.record().values().get(column)))
                .collect(Collectors.joining(", "));
    }

    private static String word(@org.jspecify.annotations.Nullable Value value) {
        return switch (value) {
            case null -> "?";
            case Value.Cleared _ -> "null";
            case Value.Whole(long whole) -> Long.toString(whole);
            case Value.Text(String text) -> shortened("'" + text + "'");
            default -> value.toString();
        };
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
