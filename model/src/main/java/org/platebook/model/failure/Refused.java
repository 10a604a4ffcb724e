package org.platebook.model.failure;

import java.util.List;

/** The request cannot be right, whenever it is sent. */
public final class Refused extends Failure {

    private final transient List<Fault> faults;
    private final int faultCount;

    public Refused(FailureCode code, String message) {
        this(code, message, List.of(), 0);
    }

    public Refused(FailureCode code, String message, Throwable cause) {
        super(FailureKind.REFUSED, code, message, cause);
        this.faults = List.of();
        this.faultCount = 0;
    }

    /**
     * For what several things can be wrong with.
     *
     * @param faults the first of them
     * @param faultCount how many there are in all
     */
    public Refused(FailureCode code, String message, List<Fault> faults, int faultCount) {
        super(FailureKind.REFUSED, code, message, null);
        this.faults = List.copyOf(faults);
        this.faultCount = faultCount;
    }

    /** What is wrong, one by one; empty where the message says all, and a thousand at most. */
    public List<Fault> faults() {
        return faults;
    }

    /** How many things are wrong in all, where they are told one by one. */
    public int faultCount() {
        return faultCount;
    }
}
