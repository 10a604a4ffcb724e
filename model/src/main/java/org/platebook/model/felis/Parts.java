package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a schema together from the files that its annotation {@code platebook: parts} lists, and its
 * own tables after them. A table that an earlier part has already is extended: columns,
 * constraints, indexes and groups are added to it.
 */
final class Parts {

    private static final Set<String> EXTENDED =
            Set.of("columns", "columnGroups", "constraints", "indexes");

    private final FelisProblems problems;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<YamlTree> tables = new ArrayList<>();

    private Parts(FelisProblems problems) {
        this.problems = problems;
    }

    static YamlTree.Mapping assemble(
            YamlTree.Mapping head, FelisReader.Library library, FelisProblems problems) {
        var annotations = new Fields(head, problems).mapping("platebook");
        var listed =
                annotations == null
                        ? List.<YamlTree.Scalar>of()
                        : new Fields(annotations, problems).texts("parts");
        if (listed.isEmpty()) {
            return head;
        }
        var parts = new Parts(problems);
        for (var part : listed) {
            library.text(part.text())
                    .ifPresentOrElse(
                            text -> parts.addFile(part.text(), text),
                            () ->
                                    problems.add(
                                            part.place(),
                                            "there is no part \"%s\"".formatted(part.text())));
        }
        parts.add(head);
        var entries = new LinkedHashMap<>(head.entries());
        entries.put(
                "tables",
                new YamlTree.Entry(
                        head.place(), new YamlTree.Sequence(head.place(), parts.tables)));
        return new YamlTree.Mapping(head.place(), entries);
    }

    private void addFile(String file, String text) {
        var part = FelisYaml.parse(file, text, problems);
        if (part != null) {
            new Fields(part, problems).only(Set.of("name", "description", "tables"));
            add(part);
        }
    }

    private void add(YamlTree.Mapping part) {
        for (var table : new Fields(part, problems).mappings("tables")) {
            var name = nameOf(table);
            var position = name == null ? null : positions.get(name);
            if (position == null) {
                if (name != null) {
                    positions.put(name, tables.size());
                }
                tables.add(table);
            } else {
                tables.set(position, extended((YamlTree.Mapping) tables.get(position), table));
            }
        }
    }

    private YamlTree extended(YamlTree.Mapping table, YamlTree.Mapping addition) {
        var entries = new LinkedHashMap<>(table.entries());
        addition.entries()
                .forEach(
                        (key, entry) -> {
                            if (EXTENDED.contains(key)) {
                                entries.merge(key, entry, this::joined);
                            } else if (!key.equals("name")) {
                                problems.add(
                                        entry.place(),
                                        "a part may add to a table of another part, not change its "
                                                + key);
                            }
                        });
        return new YamlTree.Mapping(table.place(), entries);
    }

    private YamlTree.Entry joined(YamlTree.Entry first, YamlTree.Entry second) {
        if (first.value() instanceof YamlTree.Sequence(var place, var items)
                && second.value() instanceof YamlTree.Sequence(_, var more)) {
            var all = new ArrayList<>(items);
            all.addAll(more);
            return new YamlTree.Entry(first.place(), new YamlTree.Sequence(place, all));
        }
        problems.add(second.place(), "only lists can be added to");
        return first;
    }

    private static @Nullable String nameOf(YamlTree.Mapping table) {
        var entry = table.entries().get("name");
        return entry != null && entry.value() instanceof YamlTree.Scalar scalar
                ? scalar.text()
                : null;
    }
}
