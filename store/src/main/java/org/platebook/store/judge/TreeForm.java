package org.platebook.store.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The nodes that a parse tree may have, each with its fields; read from parse-tree.txt. */
final class TreeForm {

    private static final String FILE = "parse-tree.txt";

    /** What the value of a field is to the judge. */
    enum Meaning {
        /** A number, a name, or further nodes. */
        PLAIN,
        FUNCTION,
        OPERATOR,
        TYPE,
        MADE,
        RELATION,
        COLUMNS_OF,
        COLUMNS,
        NO_COLUMNS,
        EMPTY,
        /** The kind of statement: a query. */
        SELECT,
        /** What is wanted of a relation: reading, or nothing. */
        READ_PERMISSION,
        /** One of the values of SQL that tell the time, not the user. */
        TIME_OF_NOW,
        /** The kind of a table made of a document: JSON, not XML. */
        JSON_TABLE,
        /** How a table is sampled. */
        SAMPLING,
        /** A constant: its length and bytes. */
        DATUM
    }

    private final Map<String, Map<String, Meaning>> nodes;

    private TreeForm(Map<String, Map<String, Meaning>> nodes) {
        this.nodes = nodes;
    }

    static TreeForm load() {
        var nodes = new HashMap<String, Map<String, Meaning>>();
        var resource = Objects.requireNonNull(TreeForm.class.getResourceAsStream(FILE));
        try (var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(nodes, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeForm(nodes);
    }

    private static void add(Map<String, Map<String, Meaning>> nodes, String line) {
        var words = line.split(" ", -1);
        var fields = new HashMap<String, Meaning>();
        for (int i = 1; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            if (colon < 0) {
                fields.put(words[i], Meaning.PLAIN);
            } else {
                var meaning =
                        words[i].substring(colon + 1).replace('-', '_').toUpperCase(Locale.ROOT);
                fields.put(words[i].substring(0, colon), Meaning.valueOf(meaning));
            }
        }
        nodes.put(words[0], Map.copyOf(fields));
    }

    boolean hasNode(String node) {
        return nodes.containsKey(node);
    }

    Optional<Meaning> field(String node, String field) {
        return Optional.ofNullable(Objects.requireNonNull(nodes.get(node)).get(field));
    }
}
