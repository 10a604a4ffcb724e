package org.platebook.vo.adql.bind;

import java.util.List;

/**
 * What FROM yields.
 *
 * @param sql the from clause, without its keyword
 * @param sources the tables in it
 * @param columns all columns in the order of {@code *}; those joined by name are there once
 */
record FromClause(String sql, List<NameScope.Source> sources, List<NameScope.Visible> columns) {

    FromClause {
        sources = List.copyOf(sources);
        columns = List.copyOf(columns);
    }
}
