package org.platebook.vo.catalogue;

/**
 * A column that a caller may query.
 *
 * @param name as in the database
 * @param type of its values in queries
 * @param conversion what makes that type of the stored one
 * @param datatype VOTable type as TAP_SCHEMA declares it
 * @param meaning what is told about it
 * @param indexed whether a search on it is fast
 * @param principal whether clients should show it first
 * @param std whether a standard defines it
 */
public record CatalogueColumn(
        String name,
        Type type,
        Conversion conversion,
        String datatype,
        Meaning meaning,
        boolean indexed,
        boolean principal,
        boolean std) {

    /** What makes a value that queries know of a stored one that they do not. */
    public enum Conversion {
        NONE("%s"),
        TO_TEXT("(%s)::text"),
        TO_DOUBLE("(%s)::double precision"),
        TO_TIMESTAMP("(%s)::timestamp"),
        TO_UTC("(%s at time zone 'UTC')");

        private final String pattern;

        Conversion(String pattern) {
            this.pattern = pattern;
        }

        /** The SQL that converts what the given SQL says. */
        public String of(String sql) {
            return pattern.formatted(sql);
        }
    }
}
