package org.platebook.store.database;

/**
 * In whose name something is read: the caller, who waits in a queue of their own, and the role,
 * whose grants and limits hold.
 *
 * @param caller name of the caller, as in "token:rapid-analysis"; empty for Platebook itself
 * @param role what they may see
 */
public record Identity(String caller, Role role) {

    /** The name of Platebook itself, which no bound of a caller holds for. */
    public static final String SITE = "";

    /** Platebook itself, as where it reads what all callers of a role share. */
    public static Identity site(Role role) {
        return new Identity(SITE, role);
    }
}
