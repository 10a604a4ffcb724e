package org.platebook.store.wide;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is worked out for users, so that they need not; read from derived-columns.yaml. */
final class Derivations {

    private static final String RESOURCE = "derived-columns.yaml";

    private Derivations() {}

    static List<Derivation> load() {
        try (var stream = Derivations.class.getResourceAsStream(RESOURCE)) {
            List<Map<String, String>> entries =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(Objects.requireNonNull(stream, RESOURCE));
            return entries.stream().map(Derivations::derivation).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Derivation derivation(Map<String, String> entry) {
        return new Derivation(
                required(entry, "name"),
                entry.get("unit"),
                required(entry, "ucd"),
                required(entry, "description"),
                required(entry, "formula"),
                entry.get("unless"));
    }

    private static String required(Map<String, String> entry, String key) {
        return Objects.requireNonNull(entry.get(key), key);
    }
}
