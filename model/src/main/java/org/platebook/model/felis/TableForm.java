package org.platebook.model.felis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads one table: first its columns, and when all tables have theirs, what refers to them. */
final class TableForm {

    private static final Set<String> KNOWN =
            Set.of(
                    "name",
                    "@id",
                    "description",
                    "votable:utype",
                    "primaryKey",
                    "tap:table_index",
                    "mysql:engine",
                    "mysql:charset",
                    "columnRefs",
                    "columns",
                    "columnGroups",
                    "constraints",
                    "indexes",
                    "platebook");

    private final Fields fields;
    private final Ids ids;
    private final UcdSyntax ucds;
    private final FelisProblems problems;
    private final String name;
    private final String id;
    private final List<Column> columns = new ArrayList<>();

    TableForm(
            YamlTree.Mapping mapping,
            Ids ids,
            UcdSyntax ucds,
            FelisProblems problems,
            Map<String, FileLine> others) {
        this.fields = new Fields(mapping, problems);
        this.ids = ids;
        this.ucds = ucds;
        this.problems = problems;
        fields.only(KNOWN);
        this.name = ids.name(fields, "table", others);
        this.id = ids.register(fields, "#" + name);
    }

    void readColumns(Resources resources) {
        var names = new HashMap<String, FileLine>();
        for (var mapping : fields.mappings("columns")) {
            columns.add(new ColumnForm(mapping, ids, ucds, problems).read(name, names));
        }
        var references = fields.mapping("columnRefs");
        if (references != null) {
            for (var column : resources.columns(references, id, names)) {
                columns.add(column);
                ids.registerColumn(column.id(), name, column.name());
            }
        }
        var roles = new HashSet<ColumnRole>();
        for (var column : columns) {
            var role = column.role();
            if (role != null && !roles.add(role)) {
                problems.add(
                        fields.place(),
                        "table \"%s\" has two columns of the role %s".formatted(name, role.word()));
            }
        }
        if (columns.isEmpty()) {
            problems.add(fields.place(), "table \"%s\" has no columns".formatted(name));
        }
    }

    FileLine place() {
        return fields.place();
    }

    Table read(
            Map<String, FileLine> constraintNames,
            Map<String, FileLine> indexNames,
            Visibility usual) {
        var form = new ConstraintForm(name, ids, ucds, problems);
        var key = primaryKey(form);
        var constraints =
                fields.mappings("constraints").stream()
                        .map(mapping -> form.constraint(mapping, constraintNames))
                        .filter(Objects::nonNull)
                        .toList();
        var indexes =
                fields.mappings("indexes").stream()
                        .map(mapping -> form.index(mapping, indexNames))
                        .toList();
        var groupNames = new HashMap<String, FileLine>();
        var groups =
                fields.mappings("columnGroups").stream()
                        .map(mapping -> form.group(mapping, groupNames))
                        .toList();
        var notes = notes(usual, key);
        if (notes.view() != null && !indexes.isEmpty()) {
            fields.problem("indexes", "a view has no indexes");
        }
        return new Table(
                name,
                id,
                fields.text("description"),
                fields.text("votable:utype"),
                fields.whole("tap:table_index", 0, Integer.MAX_VALUE),
                columns.stream().map(column -> keyed(column, key)).toList(),
                key,
                constraints,
                indexes,
                groups,
                notes);
    }

    private TableNotes notes(Visibility usual, List<String> key) {
        var annotations = fields.mapping("platebook");
        return annotations == null
                ? new TableNotes(null, null, usual, null, null)
                : new NotesForm(annotations, usual, problems).read(columns, key);
    }

    private List<String> primaryKey(ConstraintForm form) {
        var value = fields.value("primaryKey");
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlTree.Scalar scalar && scalar.kind() == YamlTree.Kind.TEXT) {
            var column = ids.columnOf(name, scalar);
            return column == null ? List.of() : List.of(column);
        }
        return form.own(fields, "primaryKey");
    }

    /** A column of the key is never null, whether the file says so or not. */
    private static Column keyed(Column column, List<String> key) {
        return key.contains(column.name()) && column.nullable()
                ? column.draft().nullable(false).column()
                : column;
    }
}
