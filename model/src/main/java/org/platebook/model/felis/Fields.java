package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Takes the values of one mapping apart, and tells of those that are not what they should be. */
final class Fields {

    private final YamlTree.Mapping mapping;
    private final FelisProblems problems;

    Fields(YamlTree.Mapping mapping, FelisProblems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    FileLine place() {
        return mapping.place();
    }

    /** The place of a key, or of the mapping where the key is absent. */
    FileLine place(String key) {
        var entry = mapping.entries().get(key);
        return entry == null ? mapping.place() : entry.place();
    }

    boolean has(String key) {
        return value(key) != null;
    }

    void problem(String key, String reason) {
        problems.add(place(key), reason);
    }

    void only(Set<String> known) {
        mapping.entries()
                .forEach(
                        (key, entry) -> {
                            if (!known.contains(key)) {
                                problems.add(
                                        entry.place(),
                                        "unknown key \"%s\"; known are %s"
                                                .formatted(key, new TreeSet<>(known)));
                            }
                        });
    }

    /** The value; null where it is absent or explicitly nothing. */
    @Nullable YamlTree value(String key) {
        var entry = mapping.entries().get(key);
        if (entry == null) {
            return null;
        }
        var isNothing =
                entry.value() instanceof YamlTree.Scalar scalar
                        && scalar.kind() == YamlTree.Kind.NOTHING;
        return isNothing ? null : entry.value();
    }

    /** Text without the blanks around it; null where there is none. */
    @Nullable String text(String key) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof YamlTree.Scalar(_, var kind, var text) && kind == YamlTree.Kind.TEXT) {
            return text.strip();
        }
        problems.add(
                value.place(),
                "%s must be text, not %s%s"
                        .formatted(
                                key, YamlTree.nameOf(value), isScalar(value) ? ": quote it" : ""));
        return null;
    }

    /** Text that must be there; empty where it is not, which the problems tell. */
    String requiredText(String key) {
        var text = text(key);
        if (text != null && !text.isEmpty()) {
            return text;
        }
        if (text != null || !has(key)) {
            problems.add(place(key), key + " is missing");
        }
        return "";
    }

    @Nullable Integer whole(String key, int least, int greatest) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof YamlTree.Scalar(_, var kind, var text)
                && kind == YamlTree.Kind.WHOLE) {
            try {
                var number = Integer.parseInt(text.replace("_", ""));
                if (number >= least && number <= greatest) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, together with numbers out of range
            }
        }
        problems.add(
                value.place(),
                "%s must be a whole number from %s to %s, not %s"
                        .formatted(key, least, greatest, YamlTree.nameOf(value)));
        return null;
    }

    /** A number that must be there; zero where it is not, which the problems tell. */
    double real(String key, double least, double greatest) {
        var value = value(key);
        if (value instanceof YamlTree.Scalar(_, var kind, var text)
                && (kind == YamlTree.Kind.WHOLE || kind == YamlTree.Kind.REAL)) {
            try {
                var number = Double.parseDouble(text.replace("_", ""));
                if (number >= least && number <= greatest) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, together with numbers out of range
            }
        }
        problems.add(
                place(key),
                "%s must be a number from %s to %s, not %s"
                        .formatted(
                                key,
                                least,
                                greatest,
                                value == null ? "nothing" : YamlTree.nameOf(value)));
        return 0;
    }

    @Nullable Boolean flag(String key) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof YamlTree.Scalar(_, var kind, var text) && kind == YamlTree.Kind.FLAG) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> true;
                default -> false;
            };
        }
        problems.add(
                value.place(),
                "%s must be true or false, not %s".formatted(key, YamlTree.nameOf(value)));
        return null;
    }

    /** The items of a list; empty where there is none. */
    List<YamlTree> list(String key) {
        var value = value(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlTree.Sequence(_, var items)) {
            return items;
        }
        problems.add(
                value.place(), "%s must be a list, not %s".formatted(key, YamlTree.nameOf(value)));
        return List.of();
    }

    /** The mappings of a list; what is not a mapping is told and left out. */
    List<YamlTree.Mapping> mappings(String key) {
        var found = new ArrayList<YamlTree.Mapping>();
        for (var item : list(key)) {
            if (item instanceof YamlTree.Mapping one) {
                found.add(one);
            } else {
                problems.add(
                        item.place(),
                        "%s must hold mappings, not %s".formatted(key, YamlTree.nameOf(item)));
            }
        }
        return found;
    }

    /** The mapping below a key; null where there is none. */
    YamlTree.@Nullable Mapping mapping(String key) {
        var value = value(key);
        if (value == null || value instanceof YamlTree.Mapping) {
            return (YamlTree.Mapping) value;
        }
        problems.add(
                value.place(),
                "%s must be a mapping, not %s".formatted(key, YamlTree.nameOf(value)));
        return null;
    }

    /** Texts of a list, each with its place. */
    List<YamlTree.Scalar> texts(String key) {
        var found = new ArrayList<YamlTree.Scalar>();
        for (var item : list(key)) {
            if (item instanceof YamlTree.Scalar scalar && scalar.kind() == YamlTree.Kind.TEXT) {
                found.add(scalar);
            } else {
                problems.add(
                        item.place(),
                        "%s must hold text, not %s".formatted(key, YamlTree.nameOf(item)));
            }
        }
        return found;
    }

    private static boolean isScalar(YamlTree value) {
        return value instanceof YamlTree.Scalar;
    }
}
