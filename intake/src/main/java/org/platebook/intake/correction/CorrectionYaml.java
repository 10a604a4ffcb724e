package org.platebook.intake.correction;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The cards of one correction, written as a YAML mapping of keywords and values. */
final class CorrectionYaml {

    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private CorrectionYaml() {}

    /** Reads the mapping; a date without quotes is text, as FITS headers hold it. */
    static Map<String, @Nullable Object> read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
            if (!(root instanceof MappingNode mapping)) {
                throw new Refused(
                        CorrectionCode.FILE, file + " must be a mapping of keywords and values");
            }
            var cards = new LinkedHashMap<String, @Nullable Object>();
            for (NodeTuple card : mapping.getValue()) {
                cards.put(
                        scalar(file, card.getKeyNode()).getValue(),
                        value(file, card.getValueNode()));
            }
            return cards;
        } catch (YAMLException e) {
            throw new Refused(
                    CorrectionCode.FILE, "%s is not YAML: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new Refused(
                    CorrectionCode.FILE,
                    "%s cannot be read: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    private static ScalarNode scalar(Path file, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar;
        }
        throw new Refused(
                CorrectionCode.FILE,
                "%s, line %s: expected one value, not a list or mapping"
                        .formatted(file, node.getStartMark().getLine() + 1));
    }

    private static @Nullable Object value(Path file, Node node) {
        var scalar = scalar(file, node);
        var text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return TRUE.contains(text.toLowerCase(Locale.ROOT));
        }
        try {
            if (scalar.getTag().equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            if (scalar.getTag().equals(Tag.FLOAT)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new Refused(
                    CorrectionCode.FILE,
                    "%s, line %s: '%s' is not a number that a card can hold"
                            .formatted(file, node.getStartMark().getLine() + 1, text),
                    e);
        }
        return text;
    }
}
