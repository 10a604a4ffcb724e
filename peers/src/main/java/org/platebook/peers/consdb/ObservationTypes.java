package org.platebook.peers.consdb;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of observations that ConsDB knows. */
final class ObservationTypes {

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
