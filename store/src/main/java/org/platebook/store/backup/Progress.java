package org.platebook.store.backup;

/** Hears how far a copy has come. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (_, _) -> {};

    /**
     * Tells how far it has come.
     *
     * @param done bytes that were copied
     * @param all bytes that there are; more may be written meanwhile
     */
    void copied(long done, long all);
}
