package org.platebook.store.wide;

import org.platebook.store.wide.Derivation.Step;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is worked out for users, so that they need not; read from derived-columns.yaml.
 *
 * @param steps in the order in which they build on each other; of one name the first counts that a
 *     view has what it needs for
 */
record Derivations(List<Step> steps, List<Derivation> columns) {

    private static final String RESOURCE = "derived-columns.yaml";

    Derivations {
        steps = List.copyOf(steps);
        columns = List.copyOf(columns);
    }

    static Derivations load() {
        try (var stream = Derivations.class.getResourceAsStream(RESOURCE)) {
            Map<String, List<Map<String, String>>> parts =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(Objects.requireNonNull(stream, RESOURCE));
            return new Derivations(
                    part(parts, "steps").stream().map(Derivations::step).toList(),
                    part(parts, "columns").stream().map(Derivations::derivation).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, String>> part(
            Map<String, List<Map<String, String>>> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static Step step(Map<String, String> entry) {
        return new Step(required(entry, "name"), new Formula(required(entry, "formula")));
    }

    private static Derivation derivation(Map<String, String> entry) {
        var unless = entry.get("unless");
        return new Derivation(
                required(entry, "name"),
                entry.get("unit"),
                required(entry, "ucd"),
                required(entry, "description"),
                new Formula(required(entry, "formula")),
                entry.get("reference"),
                unless == null ? null : new Formula("{" + unless + "}"));
    }

    private static String required(Map<String, String> entry, String key) {
        return Objects.requireNonNull(entry.get(key), key);
    }
}
