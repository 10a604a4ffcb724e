package org.platebook.vo.tap;

import org.platebook.model.failure.Refused;
import org.platebook.vo.table.TableFormat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of a request; their names in any case, those nobody knows left aside. */
final class TapParameters {

    private static final List<String> LANGUAGES = List.of("ADQL", "ADQL-2.0", "ADQL-2.1");
    private static final int LONGEST_RUN_ID = 64;

    private final Map<String, List<String>> values = new TreeMap<>();

    TapParameters(Map<String, List<String>> parameters) {
        parameters.forEach(
                (name, all) ->
                        values.computeIfAbsent(
                                        name.toUpperCase(Locale.ROOT), _ -> new ArrayList<>())
                                .addAll(all));
    }

    /** The query, once the rest of the request is known to be right. */
    String query() {
        var language = one("LANG").orElseThrow(() -> missing("LANG", "ADQL"));
        if (!LANGUAGES.contains(language.toUpperCase(Locale.ROOT))) {
            throw new Refused(
                    TapCode.LANG,
                    "unknown query language: LANG must be one of %s, not %s"
                            .formatted(String.join(", ", LANGUAGES), language));
        }
        if (!values.getOrDefault("UPLOAD", List.of()).isEmpty()) {
            throw new Refused(TapCode.UPLOAD, "UPLOAD is not supported by this service");
        }
        one("RUNID")
                .filter(run -> run.length() > LONGEST_RUN_ID)
                .ifPresent(
                        run -> {
                            throw new Refused(
                                    TapCode.RUNID,
                                    "RUNID has %s characters; 64 are allowed"
                                            .formatted(run.length()));
                        });
        return one("QUERY").orElseThrow(() -> missing("QUERY", "an ADQL query"));
    }

    /** The format asked for; VOTable in BINARY2 where none is. */
    TableFormat format() {
        var asked = one("RESPONSEFORMAT").or(() -> one("FORMAT"));
        if (asked.isEmpty()) {
            return TableFormat.VOTABLE_BINARY2;
        }
        return TableFormat.named(asked.get())
                .orElseThrow(
                        () ->
                                new Refused(
                                        TapCode.FORMAT,
                                        "RESPONSEFORMAT must be one of votable, %s, not %s"
                                                .formatted(TableFormat.aliases(), asked.get())));
    }

    /** The media type of the answer: the one asked for, where a whole one was. */
    String contentType(TableFormat format) {
        var asked = one("RESPONSEFORMAT").or(() -> one("FORMAT")).orElse("");
        boolean exact =
                asked.contains("/") && !asked.toLowerCase(Locale.ROOT).startsWith("votable/");
        return exact && !asked.contains("\r") && !asked.contains("\n") ? asked : format.mime();
    }

    /** The greatest number of rows asked for; empty where none is. */
    Optional<Long> maxRows() {
        return one("MAXREC")
                .map(
                        text -> {
                            if (!text.strip().matches("\\d{1,18}")) {
                                throw new Refused(
                                        TapCode.MAXREC,
                                        "MAXREC must be a whole number, 0 or more, not " + text);
                            }
                            return Long.valueOf(text.strip());
                        });
    }

    /** The moment to go back to; empty for the present. A parameter of our own. */
    Optional<String> asOf() {
        return one("AS_OF");
    }

    private Optional<String> one(String name) {
        var all = values.getOrDefault(name, List.of());
        if (all.size() > 1 && all.stream().distinct().count() > 1) {
            throw new Refused(TapCode.REPEATED, name + " is given more than once");
        }
        return all.stream().filter(value -> !value.isBlank()).findFirst();
    }

    private static Refused missing(String name, String wanted) {
        return new Refused(
                TapCode.MISSING, "the parameter %s (%s) is missing".formatted(name, wanted));
    }
}
