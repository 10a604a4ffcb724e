package org.platebook.model.felis;

/** Who may see a table or a column; each sees also what those before it see. */
public enum Visibility {
    /** Everybody. */
    PUBLIC,
    /** Holders of data rights. */
    RIGHTS,
    /** The observatory's own people. */
    STAFF,
    /** Nobody but Platebook itself. */
    INTERNAL;

    /** The one of the two that lets fewer see it. */
    public Visibility stricter(Visibility other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
