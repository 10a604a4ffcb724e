package org.platebook.vo.adql.tree;

import java.util.List;

/**
 * A whole ADQL query.
 *
 * @param with named queries that the main one may use, in order
 * @param selection the main query
 */
public record Query(List<With> with, Selection selection) {

    public Query {
        with = List.copyOf(with);
    }

    /** A named query, usable as a table by those after it. */
    public record With(Name name, Selection selection) {}
}
