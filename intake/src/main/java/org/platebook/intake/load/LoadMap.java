package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the columns of a file become those of a table.
 *
 * @param columns name in the file to name in the table; names that are the same need none
 * @param drop columns of the file that are left out
 * @param constants columns of the table that are the same in every row
 * @param units unit of what the file holds, by its column: counts for more than what the file says
 * @param nullValues texts and numbers that stand for nothing, as in "-999"
 * @param nonFinite what becomes of NaN and infinities
 * @param nulls what becomes of what is not there
 * @param others what becomes of columns that the table lacks
 */
public record LoadMap(
        Map<String, String> columns,
        Set<String> drop,
        Map<String, Object> constants,
        Map<String, String> units,
        Set<String> nullValues,
        NonFinite nonFinite,
        Nulls nulls,
        Others others) {

    /** What becomes of NaN and infinities. */
    public enum NonFinite {
        /** NaN is a measured NaN; infinities are refused. */
        KEEP,
        /** They are not there. */
        CLEAR,
        /** The row is refused. */
        REFUSE
    }

    /** What becomes of what is not there. */
    public enum Nulls {
        /** It clears the column. */
        CLEAR,
        /** It leaves the column as it is. */
        LEAVE
    }

    /** What becomes of columns that the table lacks. */
    public enum Others {
        /** The file is refused. */
        REFUSE,
        /** They are left out. */
        DROP
    }

    /** Names are the same, and nothing is special. */
    public static final LoadMap NONE =
            new LoadMap(
                    Map.of(),
                    Set.of(),
                    Map.of(),
                    Map.of(),
                    Set.of(),
                    NonFinite.KEEP,
                    Nulls.CLEAR,
                    Others.REFUSE);

    private static final Set<String> KNOWN =
            Set.of(
                    "columns",
                    "drop",
                    "constants",
                    "units",
                    "null_values",
                    "non_finite",
                    "nulls",
                    "others");

    public LoadMap {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        drop = Collections.unmodifiableSet(new TreeSet<>(drop));
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
        nullValues = Collections.unmodifiableSet(new TreeSet<>(nullValues));
    }

    /**
     * Reads a map from YAML.
     *
     * @throws Refused load.map when the file cannot be read, or has a key or value that is not
     *     known
     */
    public static LoadMap read(Path file) {
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            Object read = yaml.load(Files.readString(file));
            return read == null ? NONE : of(file, mapping(file, "the file", read));
        } catch (IOException | YAMLException e) {
            throw new Refused(
                    LoadCode.MAP, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static LoadMap of(Path file, Map<String, @Nullable Object> map) {
        for (var key : map.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new Refused(
                        LoadCode.MAP,
                        "%s has %s; there are %s"
                                .formatted(file, key, KNOWN.stream().sorted().toList()));
            }
        }
        return new LoadMap(
                texts(mapping(file, "columns", map.get("columns"))),
                texts(file, "drop", map.get("drop")),
                present(mapping(file, "constants", map.get("constants"))),
                texts(mapping(file, "units", map.get("units"))),
                texts(file, "null_values", map.get("null_values")),
                word(file, "non_finite", map.get("non_finite"), NonFinite.values(), NonFinite.KEEP),
                word(file, "nulls", map.get("nulls"), Nulls.values(), Nulls.CLEAR),
                word(file, "others", map.get("others"), Others.values(), Others.REFUSE));
    }

    private static Map<String, @Nullable Object> mapping(
            Path file, String name, @Nullable Object value) {
        var mapping = new LinkedHashMap<String, @Nullable Object>();
        if (value == null) {
            return mapping;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new Refused(
                    LoadCode.MAP, "%s: %s is %s, expected a mapping".formatted(file, name, value));
        }
        map.forEach((key, each) -> mapping.put(String.valueOf(key), each));
        return mapping;
    }

    private static Map<String, String> texts(Map<String, @Nullable Object> mapping) {
        var texts = new LinkedHashMap<String, String>();
        mapping.forEach((key, value) -> texts.put(key, value == null ? "" : value.toString()));
        return texts;
    }

    private static Map<String, Object> present(Map<String, @Nullable Object> mapping) {
        var present = new LinkedHashMap<String, Object>();
        mapping.forEach(
                (key, value) -> {
                    if (value != null) {
                        present.put(key, value);
                    }
                });
        return present;
    }

    private static Set<String> texts(Path file, String name, @Nullable Object value) {
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new Refused(
                    LoadCode.MAP, "%s: %s is %s, expected a list".formatted(file, name, value));
        }
        return list.stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E word(
            Path file, String name, @Nullable Object value, E[] words, E unlessGiven) {
        var text = value == null ? null : value.toString().toUpperCase(Locale.ROOT);
        if (text == null) {
            return unlessGiven;
        }
        return Arrays.stream(words)
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        LoadCode.MAP,
                                        "%s: %s is %s, expected one of %s"
                                                .formatted(
                                                        file,
                                                        name,
                                                        value,
                                                        Arrays.toString(words)
                                                                .toLowerCase(Locale.ROOT))));
    }
}
