package org.platebook.intake.visit;

import org.platebook.model.failure.Refused;

import java.util.List;
import java.util.Set;

/**
 * Exposures that belong together.
 *
 * @param id its number
 * @param name its name
 * @param dayObs observing day of its first exposure
 * @param seqNum sequence number of its first exposure
 * @param systems the systems that say so
 * @param snaps its exposures, in their order; at least one
 * @param facts what is said of it as a whole
 * @param disagreements names of what its exposures should share and do not, as in "physical_filter"
 */
public record Visit(
        long id,
        String name,
        int dayObs,
        long seqNum,
        Set<VisitSystem> systems,
        List<Snap> snaps,
        SnapFacts facts,
        List<String> disagreements) {

    public Visit {
        if (snaps.isEmpty()) {
            throw new Refused(VisitCode.SNAPS, "visit " + id + " needs an exposure");
        }
        systems = Set.copyOf(systems);
        snaps = List.copyOf(snaps);
        disagreements = List.copyOf(disagreements);
    }
}
