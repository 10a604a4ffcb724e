package org.platebook.intake.load;

/** Hears how far a load has come. */
@FunctionalInterface
public interface LoadProgress {

    /** Hears nothing. */
    LoadProgress NONE = (_, _) -> {};

    /**
     * Some rows were dealt with.
     *
     * @param rows how many so far
     * @param all how many there are; -1 where only reading tells
     */
    void done(long rows, long all);
}
