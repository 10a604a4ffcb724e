package org.platebook.store.database;

/** In whose name the database is read; each sees what the one before it sees, and more. */
public enum Role {
    /** Anyone. */
    PUBLIC("platebook_public"),
    /** Who holds data rights. */
    RIGHTS("platebook_rights"),
    /** Who runs the observatory. */
    STAFF("platebook_staff");

    private final String databaseRole;

    Role(String databaseRole) {
        this.databaseRole = databaseRole;
    }

    /** The name of the role in PostgreSQL, to which grants are given. */
    public String databaseRole() {
        return databaseRole;
    }
}
