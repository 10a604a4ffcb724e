package org.platebook.vo.adql.tree;

/**
 * A place in the text of a query.
 *
 * @param line from 1
 * @param column from 1
 */
public record Position(int line, int column) {

    /** As it stands in messages: "line 1, column 8". */
    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
