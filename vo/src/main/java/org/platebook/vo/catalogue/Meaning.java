package org.platebook.vo.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What is told about a column beside its values.
 *
 * @param arraysize VOTable array size; null for a scalar
 * @param xtype DALI extended type; null for none
 * @param unit VOUnit; null where there is none
 * @param ucd unified content descriptor; null where there is none
 * @param utype data model attribute; null where there is none
 * @param description in words; null where there is none
 */
public record Meaning(
        @Nullable String arraysize,
        @Nullable String xtype,
        @Nullable String unit,
        @Nullable String ucd,
        @Nullable String utype,
        @Nullable String description) {

    /** Nothing but what the type says. */
    public static Meaning of(Type type) {
        return new Meaning(type.arraysize(), type.xtype(), null, null, null, null);
    }

    /** The same type with a unit. */
    public static Meaning of(Type type, @Nullable String unit) {
        return new Meaning(type.arraysize(), type.xtype(), unit, null, null, null);
    }
}
