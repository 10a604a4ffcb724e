package org.platebook.http.access;

import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Schema;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources that fill the tables of a site.
 *
 * @param names as scopes have them, as in "headers"
 */
public record TableSources(Set<String> names) {

    /** Whom tables belong to whose schema names nobody. */
    public static final String NOBODY = "rest";

    public TableSources {
        names = Set.copyOf(names);
    }

    /** Those of some schemas. */
    public static TableSources of(Stream<Schema> schemas) {
        return new TableSources(
                schemas.flatMap(schema -> schema.tables().stream())
                        .filter(table -> !table.isView())
                        .map(table -> table.notes().source())
                        .map(source -> source == null ? NOBODY : source)
                        .collect(Collectors.toSet()));
    }

    /**
     * Makes sure that each source that scopes let write fills a table.
     *
     * @throws Refused token.source when one does not
     */
    public void require(Scopes scopes) {
        var others = new TreeSet<>(scopes.sources());
        others.removeAll(names);
        if (!others.isEmpty()) {
            throw new Refused(
                    TokenCode.SOURCE,
                    "no table here is filled by %s; sources are %s. For a source whose tables are still to come say --unowned"
                            .formatted(String.join(", ", others), new TreeSet<>(names)));
        }
    }
}
