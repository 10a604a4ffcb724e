package org.platebook.vo.tap;

/** Names as a query must write them. */
final class Identifiers {

    private Identifiers() {}

    /** In double quotes where it is not a regular identifier of ADQL, or is a reserved word. */
    static String written(String name) {
        boolean regular = name.matches("[A-Za-z][A-Za-z0-9_]*");
        boolean reserved = name.equalsIgnoreCase("size");
        return regular && !reserved ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
