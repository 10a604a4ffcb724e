package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

/**
 * A column as Felis describes it.
 *
 * @param name as in "day_obs"
 * @param id Felis identifier, as in "#exposure.day_obs"
 * @param datatype type of the value, or of one element where votableArraysize says that it is an
 *     array
 * @param length greatest number of characters or bytes; null where unbounded or not applicable
 * @param nullable whether the value may be absent
 * @param value default value; null where there is none
 * @param autoincrement whether the database numbers new rows
 * @param description what the column means
 * @param unit unit in VOUnit or FITS notation (ivoa:unit or fits:tunit)
 * @param ucd unified content descriptor (ivoa:ucd)
 * @param utype data model attribute (votable:utype)
 * @param xtype DALI extended type (votable:xtype), as in "polygon"
 * @param votableDatatype VOTable type that overrides the one of datatype
 * @param votableArraysize VOTable array size, as in "*" or "2"
 * @param columnIndex order in TAP (tap:column_index)
 * @param principal whether clients should show it first (tap:principal)
 * @param std whether a standard defines it (tap:std)
 * @param precision digits of fractional seconds of a timestamp; null for the default
 * @param postgresqlDatatype type in the database that overrides the one of datatype
 *     (postgresql:datatype), as in "JSONB"
 * @param visibility who may see it (platebook: visibility); null where all may that see the table
 * @param role what it is to Platebook (platebook: role); null where it does not say, see {@link
 *     Table#column(ColumnRole)}
 */
public record Column(
        String name,
        String id,
        Datatype datatype,
        @Nullable Integer length,
        boolean nullable,
        @Nullable String value,
        boolean autoincrement,
        @Nullable String description,
        @Nullable String unit,
        @Nullable String ucd,
        @Nullable String utype,
        @Nullable String xtype,
        @Nullable String votableDatatype,
        @Nullable String votableArraysize,
        @Nullable Integer columnIndex,
        boolean principal,
        boolean std,
        @Nullable Integer precision,
        @Nullable String postgresqlDatatype,
        @Nullable Visibility visibility,
        @Nullable ColumnRole role) {

    /** Whether the values are arrays of numbers, such as the vertices of a polygon. */
    public boolean isArray() {
        return votableArraysize != null
                && datatype != Datatype.CHAR
                && datatype != Datatype.STRING
                && datatype != Datatype.UNICODE
                && datatype != Datatype.TEXT
                && datatype != Datatype.BINARY
                && datatype != Datatype.TIMESTAMP;
    }

    /** A column of a name and a type, of which nothing else is said: its values may be absent. */
    public static ColumnDraft of(String name, Datatype datatype) {
        return new ColumnDraft(name, datatype);
    }

    /** The same column, to be changed in some of its parts. */
    public ColumnDraft draft() {
        return new ColumnDraft(this);
    }
}
