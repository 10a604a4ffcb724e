package org.platebook.intake.visit;

/**
 * A way to say which exposures belong together; names and numbers are those of the Gen3 registry.
 */
public enum VisitSystem {
    /** Each exposure is a visit. */
    ONE_TO_ONE("one-to-one"),

    /** Exposures of one group are a visit. */
    BY_GROUP("by-group-metadata"),

    /**
     * Exposures that share a day and the first and last sequence number of their series are a
     * visit.
     */
    BY_COUNTER("by-seq-start-end");

    private final String systemName;

    VisitSystem(String systemName) {
        this.systemName = systemName;
    }

    /** The registry's name, as in "one-to-one". */
    public String systemName() {
        return systemName;
    }
}
