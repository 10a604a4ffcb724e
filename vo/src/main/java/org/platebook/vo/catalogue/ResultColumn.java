package org.platebook.vo.catalogue;

/**
 * A column of the result of a query.
 *
 * @param name as the query names it; unique in its result
 * @param type of its values
 * @param meaning what is told about it
 */
public record ResultColumn(String name, Type type, Meaning meaning) {

    /** The same under another name. */
    public ResultColumn named(String other) {
        return new ResultColumn(other, type, meaning);
    }
}
