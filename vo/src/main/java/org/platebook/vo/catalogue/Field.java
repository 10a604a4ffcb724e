package org.platebook.vo.catalogue;

/**
 * A column of the result of a query.
 *
 * @param name as the query names it; unique in its result
 * @param type of its values
 * @param meaning what is told about it
 */
public record Field(String name, Type type, Meaning meaning) {

    /** The same under another name. */
    public Field named(String other) {
        return new Field(other, type, meaning);
    }
}
