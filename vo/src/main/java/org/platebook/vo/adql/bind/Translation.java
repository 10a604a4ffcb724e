package org.platebook.vo.adql.bind;

import org.platebook.vo.catalogue.ResultColumn;

import java.util.List;

/**
 * A query as the database will run it.
 *
 * @param sql one statement, made of our own words, names of the catalogue and literals written anew
 * @param fields its columns, in order
 */
public record Translation(String sql, List<ResultColumn> fields) {

    public Translation {
        fields = List.copyOf(fields);
    }
}
