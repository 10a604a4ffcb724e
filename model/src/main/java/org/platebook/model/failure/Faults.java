package org.platebook.model.failure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** Gathers all that is wrong with a request, so that it is told at once. */
public final class Faults {

    private static final int MOST_LINES = 100;
    private static final int MOST_KEPT = 1_000;

    private final List<Fault> kept = new ArrayList<>();
    private int count;

    /** Adds one. */
    public void add(Fault fault) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(fault);
        }
    }

    /**
     * Adds what somebody else found wrong with a part of the request, but for values that are known
     * to be wrong already.
     *
     * @param places place in that part to place in the request
     * @return this
     */
    public Faults add(Refused other, IntUnaryOperator places) {
        var known = List.copyOf(kept);
        count += other.faultCount() - other.faults().size();
        for (var fault : other.faults()) {
            var place = fault.place();
            var here = place == null ? fault : fault.at(places.applyAsInt(place));
            if (known.stream().noneMatch(here::isOfSameAs)) {
                add(here);
            }
        }
        return this;
    }

    /** The same so far, to be added to apart. */
    public Faults copy() {
        var copy = new Faults();
        copy.kept.addAll(kept);
        copy.count = count;
        return copy;
    }

    /** Whether nothing is wrong. */
    public boolean none() {
        return count == 0;
    }

    /** The failure that tells of all of them, in the order of their rows. */
    public Refused refused(FailureCode code) {
        var inOrder =
                kept.stream()
                        .sorted(
                                Comparator.comparing(
                                        Fault::place,
                                        Comparator.nullsFirst(Comparator.naturalOrder())))
                        .toList();
        var text =
                inOrder.stream()
                        .limit(MOST_LINES)
                        .map(Fault::line)
                        .collect(Collectors.joining("\n"));
        return new Refused(
                code,
                count > MOST_LINES
                        ? text + "\nand %s problems more".formatted(count - MOST_LINES)
                        : text,
                inOrder,
                count);
    }
}
