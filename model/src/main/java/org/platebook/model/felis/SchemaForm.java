package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one schema whose parts are assembled. */
final class SchemaForm {

    private static final Set<String> KNOWN =
            Set.of(
                    "name",
                    "@id",
                    "description",
                    "votable:utype",
                    "version",
                    "resources",
                    "tables",
                    "platebook");

    private static final double HALF_TURN = 180;
    private static final double QUARTER_TURN = 90;

    private final Fields fields;
    private final UcdSyntax ucds;
    private final FelisProblems problems;
    private final Resources resources;

    /** A file that another one refers to. */
    record Reference(FileLine place, String file) {}

    SchemaForm(YamlTree.Mapping mapping, UcdSyntax ucds, FelisProblems problems) {
        this.fields = new Fields(mapping, problems);
        this.ucds = ucds;
        this.problems = problems;
        this.resources = new Resources(problems);
        fields.only(KNOWN);
    }

    /** The files of which this schema takes over columns, by the names that it gives them. */
    Map<String, Reference> resources() {
        var found = new LinkedHashMap<String, Reference>();
        var mapping = fields.mapping("resources");
        if (mapping != null) {
            for (var entry : mapping.entries().entrySet()) {
                if (entry.getValue().value() instanceof YamlTree.Mapping resource) {
                    var one = new Fields(resource, problems);
                    one.only(Set.of("uri"));
                    found.put(
                            entry.getKey(),
                            new Reference(one.place("uri"), one.requiredText("uri")));
                } else {
                    problems.add(entry.getValue().place(), "a resource is a mapping with a uri");
                }
            }
        }
        return found;
    }

    void addResource(String name, Schema schema) {
        resources.add(name, schema);
    }

    /** Whether any of these resources could not be loaded. */
    boolean lacks(Set<String> names) {
        return !resources.names().containsAll(names);
    }

    Schema read() {
        var ids = new Ids(problems);
        var name = ids.name(fields, "schema", new HashMap<>());
        var id = ids.register(fields, "#" + name);
        var notes = notes();
        var tableNames = new HashMap<String, FileLine>();
        var forms =
                fields.mappings("tables").stream()
                        .map(table -> new TableForm(table, ids, ucds, problems, tableNames))
                        .toList();
        if (!fields.has("tables")) {
            fields.problem("tables", "tables is missing");
        }
        forms.forEach(form -> form.readColumns(resources));
        var constraintNames = new HashMap<String, FileLine>();
        var indexNames = new HashMap<String, FileLine>();
        var tables =
                forms.stream()
                        .map(form -> form.read(constraintNames, indexNames, usual(notes)))
                        .toList();
        new KeyRules(tables, constraintNames, problems).check();
        checkFirsts(forms, tables);
        return new Schema(
                name,
                id,
                fields.text("description"),
                fields.text("votable:utype"),
                version(),
                notes == null ? null : notes.text("instrument"),
                notes == null ? null : site(notes),
                tables);
    }

    private void checkFirsts(List<TableForm> forms, List<Table> tables) {
        var levels = new HashSet<String>();
        for (int index = 0; index < tables.size(); index++) {
            var notes = tables.get(index).notes();
            if (notes.isFirst() && notes.level() != null && !levels.add(notes.level())) {
                problems.add(
                        forms.get(index).place(),
                        "two tables say that they are the first of the level " + notes.level());
            }
        }
    }

    private @Nullable Fields notes() {
        var mapping = fields.mapping("platebook");
        if (mapping == null) {
            return null;
        }
        var notes = new Fields(mapping, problems);
        notes.only(Set.of("instrument", "site", "visibility", "parts"));
        return notes;
    }

    private @Nullable Site site(Fields notes) {
        var mapping = notes.mapping("site");
        if (mapping == null) {
            return null;
        }
        var site = new Fields(mapping, problems);
        site.only(Set.of("longitude", "latitude", "rotator"));
        return new Site(
                site.real("longitude", -HALF_TURN, HALF_TURN),
                site.real("latitude", -QUARTER_TURN, QUARTER_TURN),
                rotator(site));
    }

    private Site.@Nullable Rotator rotator(Fields site) {
        var mapping = site.mapping("rotator");
        if (mapping == null) {
            return null;
        }
        var rotator = new Fields(mapping, problems);
        rotator.only(Set.of("sky_rotation", "offset"));
        var sign = rotator.whole("sky_rotation", -1, 1);
        if (sign == null || sign == 0) {
            rotator.problem("sky_rotation", "sky_rotation must be 1 or -1");
            return null;
        }
        return new Site.Rotator(sign, rotator.real("offset", -HALF_TURN, HALF_TURN));
    }

    private static Visibility usual(@Nullable Fields notes) {
        var stated = notes == null ? null : NotesForm.visibility(notes);
        return stated == null ? TableNotes.NONE.visibility() : stated;
    }

    private @Nullable SchemaVersion version() {
        var value = fields.value("version");
        if (value instanceof YamlTree.Mapping mapping) {
            var version = new Fields(mapping, problems);
            version.only(Set.of("current", "compatible", "read_compatible"));
            return new SchemaVersion(
                    version.requiredText("current"),
                    texts(version, "compatible"),
                    texts(version, "read_compatible"));
        }
        var text = fields.text("version");
        return text == null ? null : new SchemaVersion(text, List.of(), List.of());
    }

    private static List<String> texts(Fields fields, String key) {
        return fields.texts(key).stream().map(YamlTree.Scalar::text).toList();
    }
}
