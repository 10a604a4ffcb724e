package org.platebook.store.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a change of a schema would do.
 *
 * @param schema its name
 * @param fromVersion the version that is installed; null where none is, or it says none
 * @param toVersion the version that is wanted; null where it says none
 * @param statements what the database would be told at once, but for comments and grants; empty
 *     where there is nothing to do
 * @param harms what would be lost or refused, and who would suffer
 */
public record Proposal(
        String schema,
        @Nullable String fromVersion,
        @Nullable String toVersion,
        List<String> statements,
        List<Effects> harms) {

    public Proposal {
        statements = List.copyOf(statements);
        harms = List.copyOf(harms);
    }
}
