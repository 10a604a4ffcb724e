package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses YAML 1.1, which is what Felis files are written in, into trees that know their lines. */
final class FelisYaml {

    private static final int GREATEST_LENGTH = 64 * 1024 * 1024;
    private static final int GREATEST_DEPTH = 50;
    private static final Map<Tag, YamlTree.Kind> KINDS =
            Map.of(
                    Tag.STR, YamlTree.Kind.TEXT,
                    Tag.INT, YamlTree.Kind.WHOLE,
                    Tag.FLOAT, YamlTree.Kind.REAL,
                    Tag.BOOL, YamlTree.Kind.FLAG,
                    Tag.NULL, YamlTree.Kind.NOTHING);

    private final String file;
    private final FelisProblems problems;

    private FelisYaml(String file, FelisProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Parses a file that holds one mapping; null where it does not, which the problems tell. */
    static YamlTree.@Nullable Mapping parse(String file, String text, FelisProblems problems) {
        var options = new LoaderOptions();
        options.setCodePointLimit(GREATEST_LENGTH);
        options.setNestingDepthLimit(GREATEST_DEPTH);
        var parser = new FelisYaml(file, problems);
        try {
            var root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                problems.add(new FileLine(file, 1), "the file is empty");
                return null;
            }
            if (parser.tree(root, 0) instanceof YamlTree.Mapping mapping) {
                return mapping;
            }
            problems.add(parser.place(root), "a schema is a mapping of keys to values");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            problems.add(
                    new FileLine(file, mark == null ? 1 : mark.getLine() + 1),
                    "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(new FileLine(file, 1), "not YAML: " + e.getMessage());
        }
        return null;
    }

    private YamlTree tree(Node node, int depth) {
        if (depth > GREATEST_DEPTH) {
            problems.add(place(node), "nested too deeply, or within itself");
            return new YamlTree.Scalar(place(node), YamlTree.Kind.NOTHING, "");
        }
        return switch (node) {
            case ScalarNode scalar ->
                    new YamlTree.Scalar(
                            place(scalar),
                            KINDS.getOrDefault(scalar.getTag(), YamlTree.Kind.OTHER),
                            scalar.getValue());
            case SequenceNode sequence -> {
                var items = new ArrayList<YamlTree>();
                sequence.getValue().forEach(item -> items.add(tree(item, depth + 1)));
                yield new YamlTree.Sequence(place(sequence), items);
            }
            case MappingNode mapping ->
                    new YamlTree.Mapping(place(mapping), entries(mapping, depth + 1));
            default -> throw new IllegalStateException("unknown YAML node " + node);
        };
    }

    private Map<String, YamlTree.Entry> entries(MappingNode mapping, int depth) {
        var entries = new LinkedHashMap<String, YamlTree.Entry>();
        var merged = new ArrayList<YamlTree.Mapping>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(merged(tree(tuple.getValueNode(), depth)));
                continue;
            }
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(place(tuple.getKeyNode()), "a key must be a single value");
                continue;
            }
            var entry = new YamlTree.Entry(place(key), tree(tuple.getValueNode(), depth));
            var earlier = entries.putIfAbsent(key.getValue(), entry);
            if (earlier != null) {
                problems.add(
                        place(key),
                        "key \"%s\" is there twice, first on line %s"
                                .formatted(key.getValue(), earlier.place().line()));
            }
        }
        merged.forEach(base -> base.entries().forEach(entries::putIfAbsent));
        return entries;
    }

    private List<YamlTree.Mapping> merged(YamlTree value) {
        return switch (value) {
            case YamlTree.Mapping mapping -> List.of(mapping);
            case YamlTree.Sequence(_, var items)
                    when items.stream().allMatch(YamlTree.Mapping.class::isInstance) ->
                    items.stream().map(YamlTree.Mapping.class::cast).toList();
            case YamlTree.Sequence _, YamlTree.Scalar _ -> {
                problems.add(value.place(), "only mappings can be merged");
                yield List.of();
            }
        };
    }

    private FileLine place(Node node) {
        return new FileLine(file, node.getStartMark().getLine() + 1);
    }
}
