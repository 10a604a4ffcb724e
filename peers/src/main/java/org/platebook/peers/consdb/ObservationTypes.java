package org.platebook.peers.consdb;

import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The kinds of observations that ConsDB knows. */
final class ObservationTypes {

    /** The words of ConsDB's protocol, and what they are here. */
    private static final Map<String, Level> LEVELS =
            Map.of(
                    "exposure", Level.EXPOSURE,
                    "visit1", Level.VISIT,
                    "ccdexposure", Level.EXPOSURE_DETECTOR,
                    "ccdvisit1", Level.VISIT_DETECTOR);

    private static final Map<Level, ColumnRole> NUMBERS =
            Map.of(
                    Level.EXPOSURE, ColumnRole.EXPOSURE_ID,
                    Level.VISIT, ColumnRole.VISIT_ID,
                    Level.EXPOSURE_DETECTOR, ColumnRole.CCDEXPOSURE_ID,
                    Level.VISIT_DETECTOR, ColumnRole.CCDVISIT_ID);

    static final List<String> ALL = List.of("exposure", "visit1", "ccdexposure", "ccdvisit1");

    private ObservationTypes() {}

    /** The kind that a request's path names, in lower case; what is none is told. */
    static String checked(WireRequest request) {
        var type = request.name("obs_type");
        if (!ALL.contains(type)) {
            request.findings()
                    .add(
                            "enum",
                            List.of("path", "obs_type"),
                            "Input should be " + listed(ALL),
                            request.part("obs_type"),
                            Map.of("expected", listed(ALL)));
        }
        return type;
    }

    /** The level of a kind, one of all. */
    static Level level(String type) {
        return Objects.requireNonNull(LEVELS.get(type), type);
    }

    /** The kind that a level is. */
    static String type(Level level) {
        return ALL.stream().filter(type -> level(type) == level).findFirst().orElseThrow();
    }

    /** The role of the number of an observation of a kind. */
    static ColumnRole number(String type) {
        return Objects.requireNonNull(NUMBERS.get(level(type)), type);
    }

    /** Words in a sentence, as in "'exposure', 'visit1' or 'ccdvisit1'". */
    static String listed(List<String> words) {
        int last = words.size() - 1;
        return words.subList(0, last).stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(", "))
                + " or '"
                + words.get(last)
                + "'";
    }
}
