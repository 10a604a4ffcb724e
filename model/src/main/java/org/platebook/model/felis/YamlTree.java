package org.platebook.model.felis;

import java.util.List;
import java.util.Map;

/** A YAML document of which each part knows its line. */
sealed interface YamlTree {

    FileLine place();

    /** What YAML 1.1 takes a plain scalar for. */
    enum Kind {
        TEXT,
        WHOLE,
        REAL,
        FLAG,
        NOTHING,
        OTHER
    }

    /** A single value, as written. */
    record Scalar(FileLine place, Kind kind, String text) implements YamlTree {}

    /** Values one after the other. */
    record Sequence(FileLine place, List<YamlTree> items) implements YamlTree {

        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Values by name, in the order of the file. */
    record Mapping(FileLine place, Map<String, Entry> entries) implements YamlTree {}

    /** A value with the place of its name. */
    record Entry(FileLine place, YamlTree value) {}

    /** How messages call it. */
    static String nameOf(YamlTree tree) {
        return switch (tree) {
            case Mapping _ -> "a mapping";
            case Sequence _ -> "a list";
            case Scalar(_, var kind, var text) ->
                    kind == Kind.NOTHING ? "nothing" : '"' + text + '"';
        };
    }
}
