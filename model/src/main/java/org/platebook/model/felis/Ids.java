package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The identifiers of one schema, and what the names in it may look like. */
final class Ids {

    /** PostgreSQL cuts off what is longer (NAMEDATALEN - 1). */
    private static final int LONGEST_NAME = 63;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final FelisProblems problems;
    private final Map<String, FileLine> places = new HashMap<>();
    private final Map<String, ColumnAt> columns = new HashMap<>();

    /** A column of a table, by names. */
    record ColumnAt(String table, String column) {}

    Ids(FelisProblems problems) {
        this.problems = problems;
    }

    /** The identifier that an object states, or else the one made from its name. */
    String register(Fields fields, String ifAbsent) {
        var stated = fields.text("@id");
        var id = stated == null || stated.isEmpty() ? ifAbsent : stated;
        var earlier = places.putIfAbsent(id, fields.place());
        if (earlier != null) {
            fields.problem("@id", "id \"%s\" is there twice, first at %s".formatted(id, earlier));
        }
        return id;
    }

    void registerColumn(String id, String table, String column) {
        columns.putIfAbsent(id, new ColumnAt(table, column));
    }

    /** The column with this identifier; null where there is none, which the problems tell. */
    @Nullable ColumnAt column(YamlTree.Scalar reference) {
        var found = columns.get(reference.text().strip());
        if (found == null) {
            problems.add(
                    reference.place(), "no column has the id \"%s\"".formatted(reference.text()));
        }
        return found;
    }

    /** The column of this table with this identifier. */
    @Nullable String columnOf(String table, YamlTree.Scalar reference) {
        var found = column(reference);
        if (found == null) {
            return null;
        }
        if (!found.table().equals(table)) {
            problems.add(
                    reference.place(),
                    "\"%s\" is a column of table %s, not of %s"
                            .formatted(reference.text(), found.table(), table));
            return null;
        }
        return found.column();
    }

    /** A name that is an identifier in SQL, and that no other of its kind bears. */
    String name(Fields fields, String what, Map<String, FileLine> others) {
        var name = fields.requiredText("name");
        if (name.isEmpty()) {
            return name;
        }
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            fields.problem(
                    "name",
                    "name \"%s\" must be 1 to %s letters, digits and underscores, no digit first"
                            .formatted(name, LONGEST_NAME));
        }
        var earlier = others.putIfAbsent(name.toLowerCase(Locale.ROOT), fields.place());
        if (earlier != null) {
            fields.problem(
                    "name", "%s \"%s\" is there twice, first at %s".formatted(what, name, earlier));
        }
        return name;
    }
}
