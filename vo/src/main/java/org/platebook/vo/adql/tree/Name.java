package org.platebook.vo.adql.tree;

/**
 * A name as written.
 *
 * @param text without the quotes of a delimited identifier
 * @param delimited whether it stood in double quotes, and so keeps its case (ADQL 2.1, 2.1.3)
 * @param at where it begins
 */
public record Name(String text, boolean delimited, Position at) {

    /** Whether this name means the given one: exactly when delimited, in any case otherwise. */
    public boolean means(String other) {
        return delimited ? text.equals(other) : text.equalsIgnoreCase(other);
    }

    /** Whether two names in one query mean the same thing. */
    public boolean means(Name other) {
        boolean exact = delimited && other.delimited;
        return exact ? text.equals(other.text) : text.equalsIgnoreCase(other.text);
    }

    /** As it would be written again. */
    @Override
    public String toString() {
        return delimited ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
