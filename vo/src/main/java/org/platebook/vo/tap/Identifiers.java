package org.platebook.vo.tap;

import org.platebook.store.sql.AdqlNames;

/** Names as a query must write them, and as TAP_SCHEMA has them. */
final class Identifiers {

    private final AdqlNames names = AdqlNames.load();

    /** In double quotes where it is not a regular identifier of ADQL, or is a reserved word. */
    String written(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_]*")
                ? names.of(name)
                : '"' + name.replace("\"", "\"\"") + '"';
    }
}
