package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

/**
 * How VOTable and TAP_SCHEMA name the type of a column.
 *
 * @param datatype VOTable type, as in "char"
 * @param arraysize as in "*" or "64*"; null for scalars
 * @param xtype DALI extended type, as in "timestamp"; null where there is none
 * @see <a href="https://www.ivoa.net/documents/VOTable/">VOTable 1.4, section 2.1</a>
 */
public record VotableType(String datatype, @Nullable String arraysize, @Nullable String xtype) {

    /** The type that a column declares, or the one that follows from its Felis type. */
    public static VotableType of(Column column) {
        var declared = column.votableDatatype();
        var xtype = column.xtype();
        if (xtype == null && column.datatype() == Datatype.TIMESTAMP) {
            xtype = "timestamp";
        }
        return new VotableType(
                declared == null ? datatypeOf(column.datatype()) : declared,
                arraysizeOf(column),
                xtype);
    }

    private static String datatypeOf(Datatype datatype) {
        return switch (datatype) {
            case BOOLEAN -> "boolean";
            case BYTE, BINARY -> "unsignedByte";
            case SHORT -> "short";
            case INT -> "int";
            case LONG -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case CHAR, STRING, TEXT, TIMESTAMP -> "char";
            case UNICODE -> "unicodeChar";
        };
    }

    private static @Nullable String arraysizeOf(Column column) {
        if (column.votableArraysize() != null) {
            return column.votableArraysize();
        }
        var length = column.length();
        return switch (column.datatype()) {
            case TEXT, TIMESTAMP -> "*";
            case CHAR, STRING, UNICODE, BINARY -> length == null ? "*" : length + "*";
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> null;
        };
    }
}
