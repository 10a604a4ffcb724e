package org.platebook.store.schema;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who changes a schema, and on what they insist.
 *
 * @param by on whose behalf
 * @param software name and version of the program
 * @param forced names of what may be taken away: "exposure" for a table, "exposure.airmass" for a
 *     column, constraint or index of one, "version" for a file that is older than the schema
 */
public record SchemaChangeRequest(String by, String software, Set<String> forced) {

    public SchemaChangeRequest {
        forced = Set.copyOf(forced);
    }

    /** What the program does on its own, such as at a start. */
    static final SchemaChangeRequest OWN =
            new SchemaChangeRequest("platebook", "platebook", Set.of());

    /** The same, insisting on nothing but what there was to insist on. */
    SchemaChangeRequest done(List<SchemaPlan.Harm> harms) {
        return new SchemaChangeRequest(
                by,
                software,
                harms.stream()
                        .map(SchemaPlan.Harm::name)
                        .filter(forced::contains)
                        .collect(Collectors.toSet()));
    }
}
