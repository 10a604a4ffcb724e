package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads headers from YAML: the Header Service's lists of cards, mappings of keyword to value, and
 * the tagged forms in which Python programs save a PropertyList or an OrderedDict.
 *
 * <p>Works on the document's nodes and makes nothing but cards: a tag never instantiates anything.
 */
final class YamlHeaders {

    private static final int LARGEST_DOCUMENT = 256 * 1024 * 1024;
    private static final String PROPERTY_LIST = "PropertyList";
    private static final String ORDERED_DICT = "OrderedDict";

    private static final Resolver RESOLVER = new Resolver();

    private final Path path;
    private final List<String> problems = new ArrayList<>();

    private YamlHeaders(Path path) {
        this.path = path;
    }

    /**
     * Reads the only document of a YAML file.
     *
     * @throws Refused header-file.yaml where it is no YAML, header-file.not-a-header where it is
     *     something else than a header
     */
    static HeaderFile read(Path path, String text) {
        var fast = HeaderServiceLines.read(text);
        if (fast != null) {
            return new HeaderFile(
                    path,
                    HeaderFormat.HEADER_SERVICE,
                    HeaderFile.Content.HEADER,
                    primaryFirst(fast),
                    List.of());
        }
        return readSlowly(path, text);
    }

    /** The same by the YAML parser alone. */
    static HeaderFile readSlowly(Path path, String text) {
        var root = compose(path, text);
        var headers = new YamlHeaders(path);
        if (!text.endsWith("\n")) {
            headers.problems.add("the last line does not end; the file may be cut off");
        }
        return headers.file(root);
    }

    private static Node compose(Path path, String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_DOCUMENT);
        // Any tag may stand there, as none is ever acted upon.
        options.setTagInspector(_ -> true);
        var style = new DumperOptions();
        var yaml =
                new Yaml(
                        new SafeConstructor(options),
                        new Representer(style),
                        style,
                        options,
                        RESOLVER);
        try {
            var root = yaml.compose(new StringReader(text));
            if (root == null) {
                throw HeaderRefusal.NOT_A_HEADER.of(path, "is empty, expected a header");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw HeaderRefusal.YAML.of(path, at(e.getProblemMark()) + problem(e), e);
        } catch (YAMLException e) {
            throw HeaderRefusal.YAML.of(path, "is not YAML: " + e.getMessage(), e);
        }
    }

    private static String problem(MarkedYAMLException e) {
        return e.getContext() == null
                ? String.valueOf(e.getProblem())
                : e.getContext() + ", " + e.getProblem();
    }

    private HeaderFile file(Node root) {
        if (root instanceof MappingNode map && isHeaderService(map)) {
            var parts = new ArrayList<HeaderFile.Part>();
            for (var entry : map.getValue()) {
                parts.add(servicePart(entry, entry.equals(map.getValue().getLast())));
            }
            return file(HeaderFormat.HEADER_SERVICE, primaryFirst(parts));
        }
        var cards = cards(root);
        if (!Recognition.isHeader(cards)) {
            throw HeaderRefusal.NOT_A_HEADER.of(path, Recognition.NOT_A_HEADER);
        }
        return file(
                HeaderFormat.YAML,
                List.of(new HeaderFile.Part(HeaderFile.PRIMARY, Header.of(cards))));
    }

    private HeaderFile file(HeaderFormat format, List<HeaderFile.Part> parts) {
        return new HeaderFile(path, format, HeaderFile.Content.HEADER, parts, problems);
    }

    private static List<HeaderFile.Part> primaryFirst(List<HeaderFile.Part> parts) {
        if (parts.getFirst().name().equals(HeaderFile.PRIMARY)) {
            return parts;
        }
        var sorted = new ArrayList<HeaderFile.Part>(parts.size());
        parts.stream().filter(p -> p.name().equals(HeaderFile.PRIMARY)).forEach(sorted::add);
        parts.stream().filter(p -> !p.name().equals(HeaderFile.PRIMARY)).forEach(sorted::add);
        return sorted;
    }

    /** The Header Service's files are the ones whose first section is a list of mappings. */
    private static boolean isHeaderService(MappingNode map) {
        return !map.getValue().isEmpty()
                && map.getValue().getFirst().getValueNode() instanceof SequenceNode cards
                && !cards.getValue().isEmpty()
                && cards.getValue().getFirst() instanceof MappingNode card
                && field(card, "keyword") != null;
    }

    private HeaderFile.Part servicePart(NodeTuple entry, boolean last) {
        var name = scalar(entry.getKeyNode(), "the name of a section");
        if (!(entry.getValueNode() instanceof SequenceNode list)) {
            throw refused(
                    entry.getValueNode(), "section " + name + " is no list, expected its cards");
        }
        var cards = new ArrayList<Card>();
        for (var node : list.getValue()) {
            var isLast = last && node.equals(list.getValue().getLast());
            cards.add(serviceCard(node, isLast));
        }
        return new HeaderFile.Part(name, Header.of(cards));
    }

    private Card serviceCard(Node node, boolean last) {
        if (!(node instanceof MappingNode card)) {
            throw refused(node, "expected a card with keyword, value and comment");
        }
        var keyword = field(card, "keyword");
        var value = field(card, "value");
        var comment = field(card, "comment");
        if (keyword == null || value == null || (last && comment == null)) {
            throw refused(
                    node,
                    last
                            ? "the last card is not complete: the file is cut off"
                            : "a card lacks its keyword or value");
        }
        var name = isNull(keyword) ? null : scalar(keyword, "a keyword");
        var text = comment == null || isNull(comment) ? null : scalar(comment, "a comment");
        return new Card(
                HeaderServiceLines.keywordOf(name), value(value, String.valueOf(name)), text);
    }

    private static @Nullable Node field(MappingNode card, String name) {
        for (var entry : card.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
                return entry.getValueNode();
            }
        }
        return null;
    }

    /** The cards of a mapping or a tagged list; empty where the document is anything else. */
    private List<Card> cards(Node root) {
        var tag = root.getTag().getValue();
        var cards = new ArrayList<Card>();
        if (root instanceof MappingNode map) {
            for (var entry : map.getValue()) {
                add(cards, scalarOrEmpty(entry.getKeyNode()), entry.getValueNode(), null, null);
            }
        } else if (root instanceof SequenceNode list && tag.contains(PROPERTY_LIST)) {
            list.getValue().forEach(entry -> addProperty(cards, entry));
        } else if (root instanceof SequenceNode arguments && tag.contains(ORDERED_DICT)) {
            if (!arguments.getValue().isEmpty()
                    && arguments.getValue().getFirst() instanceof SequenceNode pairs) {
                pairs.getValue().forEach(pair -> addPair(cards, pair));
            }
        }
        return cards;
    }

    /** Adds [name, type, value, comment]; a list as value is a keyword that occurs many times. */
    private void addProperty(List<Card> cards, Node entry) {
        if (!(entry instanceof SequenceNode list) || list.getValue().size() < 3) {
            throw refused(entry, "expected [name, type, value, comment]");
        }
        var fields = list.getValue();
        var comment = fields.size() > 3 && !isNull(fields.get(3)) ? fields.get(3) : null;
        add(
                cards,
                scalar(fields.get(0), "a name"),
                fields.get(2),
                scalar(fields.get(1), "a type"),
                comment == null ? null : scalar(comment, "a comment"));
    }

    private void addPair(List<Card> cards, Node pair) {
        if (!(pair instanceof SequenceNode list) || list.getValue().size() != 2) {
            throw refused(pair, "expected [keyword, value]");
        }
        add(cards, scalar(list.getValue().get(0), "a keyword"), list.getValue().get(1), null, null);
    }

    private void add(
            List<Card> cards,
            String name,
            Node value,
            @Nullable String type,
            @Nullable String comment) {
        var values = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        var keyword = HeaderServiceLines.keywordOf(name);
        for (var one : values) {
            var card = new Card(keyword, typed(value(one, name), type, one), comment);
            cards.add(commentary(card));
        }
    }

    /** Text of a COMMENT or HISTORY card stands in its comment, as on FITS cards. */
    static Card commentary(Card card) {
        var hasNoComment = card.comment() == null || card.comment().isEmpty();
        return card.isCommentary() && hasNoComment && card.value() instanceof String text
                ? new Card(card.keyword(), null, text)
                : card;
    }

    private static @Nullable Object typed(
            @Nullable Object value, @Nullable String type, Node node) {
        if (value == null || type == null) {
            return value;
        }
        return switch (type) {
            case "String" -> node instanceof ScalarNode scalar ? scalar.getValue() : value;
            case "Double", "Float" -> {
                var number = HeaderValues.number(value);
                yield number == null ? value : number;
            }
            default -> value;
        };
    }

    private @Nullable Object value(Node node, String keyword) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(
                    "%s%s is no single value; its text is kept"
                            .formatted(at(node.getStartMark()), keyword));
            return sourceText(node);
        }
        var text = scalar.getValue();
        return scalar.isPlain() && !isTaggedAsText(scalar) ? YamlScalars.plain(text) : text;
    }

    /** Whether it says !!str: then its tag is not what the parser makes of such text by itself. */
    private static boolean isTaggedAsText(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.STR)
                && !RESOLVER.resolve(NodeId.scalar, scalar.getValue(), true).equals(Tag.STR);
    }

    /** One level only: a document may hold itself. */
    private static String sourceText(Node node) {
        return switch (node) {
            case SequenceNode list ->
                    list.getValue().stream().map(YamlHeaders::scalarOrEmpty).toList().toString();
            case MappingNode map ->
                    map.getValue().stream()
                            .map(
                                    e ->
                                            scalarOrEmpty(e.getKeyNode())
                                                    + ": "
                                                    + scalarOrEmpty(e.getValueNode()))
                            .toList()
                            .toString();
            default -> scalarOrEmpty(node);
        };
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && YamlScalars.plain(scalar.getValue()) == null;
    }

    private String scalar(Node node, String expected) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw refused(node, "expected " + expected);
    }

    private static String scalarOrEmpty(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private Refused refused(Node node, String problem) {
        return HeaderRefusal.YAML.of(path, at(node.getStartMark()) + problem);
    }

    private static String at(@Nullable Mark mark) {
        return mark == null
                ? ""
                : "line %s, column %s: ".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
