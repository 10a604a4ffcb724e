package org.platebook.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;

/** How long the same work took, time after time. */
final class Times {

    private static final double NANOS_IN_A_MILLI = 1e6;
    private static final double ALMOST_ALL = 0.95;

    private final double[] millis;

    /**
     * @param millis at least one, in any order
     */
    Times(double[] millis) {
        this.millis = millis.clone();
        Arrays.sort(this.millis);
    }

    /** What is timed. */
    interface Work {

        /**
         * Does it once.
         *
         * @param round counts from 0
         */
        void run(int round) throws IOException, SQLException, InterruptedException;
    }

    /** Does work some times to warm up, and then some times by the clock. */
    static Times of(int warm, int rounds, Work work)
            throws IOException, SQLException, InterruptedException {
        var millis = new double[rounds];
        for (int round = 0; round < warm + rounds; round++) {
            double one = once(round, work);
            if (round >= warm) {
                millis[round - warm] = one;
            }
        }
        return new Times(millis);
    }

    /** Does work once; returns how many milliseconds it took. */
    static double once(int round, Work work)
            throws IOException, SQLException, InterruptedException {
        long begun = System.nanoTime();
        work.run(round);
        return (System.nanoTime() - begun) / NANOS_IN_A_MILLI;
    }

    /** The middle one of some numbers. */
    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    double median() {
        return millis[millis.length / 2];
    }

    double mean() {
        return Arrays.stream(millis).average().orElseThrow();
    }

    /** How long the given share of them took at most. */
    double within(double share) {
        return millis[(int) (millis.length * share)];
    }

    double longest() {
        return millis[millis.length - 1];
    }

    /** How many there were. */
    int count() {
        return millis.length;
    }

    double best() {
        return millis[0];
    }

    @Override
    public String toString() {
        return "median %.2f ms, best %.2f ms, 95%% within %.2f ms (of %d)"
                .formatted(median(), best(), within(ALMOST_ALL), millis.length);
    }
}
