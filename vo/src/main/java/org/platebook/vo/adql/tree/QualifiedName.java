package org.platebook.vo.adql.tree;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A name with the names that qualify it, outermost first.
 *
 * @param parts at least one
 */
public record QualifiedName(List<Name> parts) {

    public QualifiedName {
        parts = List.copyOf(parts);
    }

    /** The name itself, without what qualifies it. */
    public Name last() {
        return parts.getLast();
    }

    /** What qualifies the name; empty where nothing does. */
    public List<Name> qualifier() {
        return parts.subList(0, parts.size() - 1);
    }

    /** Where it begins. */
    public Position at() {
        return parts.getFirst().at();
    }

    @Override
    public String toString() {
        return parts.stream().map(Name::toString).collect(Collectors.joining("."));
    }
}
