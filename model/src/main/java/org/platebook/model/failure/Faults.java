package org.platebook.model.failure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Gathers all that is wrong with a request, so that it is told at once. */
public final class Faults {

    private static final int MOST_LINES = 100;
    private static final int MOST_KEPT = 1_000;

    private final List<String> lines = new ArrayList<>();
    private final List<Fault> kept = new ArrayList<>();
    private int count;

    /**
     * Adds one.
     *
     * @param line the same for people
     */
    public void add(Fault fault, String line) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(fault);
        }
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        }
    }

    /**
     * Adds what somebody else found wrong with a part of the request.
     *
     * @param places place in that part to place in the request
     * @return this
     */
    public Faults add(Refused other, IntUnaryOperator places) {
        count += Math.max(other.faultCount(), 1);
        for (var fault : other.faults()) {
            if (kept.size() < MOST_KEPT) {
                var place = fault.place();
                kept.add(place == null ? fault : fault.at(places.applyAsInt(place)));
            }
        }
        other.text().lines().limit(MOST_LINES - lines.size()).forEach(lines::add);
        return this;
    }

    /** The same so far, to be added to apart. */
    public Faults copy() {
        var copy = new Faults();
        copy.lines.addAll(lines);
        copy.kept.addAll(kept);
        copy.count = count;
        return copy;
    }

    /** Whether nothing is wrong. */
    public boolean none() {
        return count == 0;
    }

    /** The failure that tells of all of them in the order of their rows; lines of a hundred. */
    public Refused refused(String code) {
        var all = String.join("\n", lines);
        var text =
                count > lines.size()
                        ? all + "\nand %d problems more".formatted(count - lines.size())
                        : all;
        var inOrder =
                kept.stream()
                        .sorted(
                                Comparator.comparing(
                                        Fault::place,
                                        Comparator.nullsFirst(Comparator.naturalOrder())))
                        .toList();
        return new Refused(code, text, inOrder, count);
    }
}
