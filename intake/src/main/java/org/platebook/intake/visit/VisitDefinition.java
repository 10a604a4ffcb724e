package org.platebook.intake.visit;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says which exposures make visits, as the Gen3 registry does.
 *
 * <p>What comes out depends on which exposures there are, not on the order in which they arrived.
 * An exposure without position or rotation, or that cannot see the sky, is in no visit.
 *
 * @param systems the systems to use, at least one
 */
public record VisitDefinition(Set<VisitSystem> systems) {

    /** What most cameras need: each exposure is a visit. */
    public static final VisitDefinition EACH_EXPOSURE =
            new VisitDefinition(EnumSet.of(VisitSystem.ONE_TO_ONE));

    /** What Rubin's cameras use: each exposure is a visit, and so is each series of snaps. */
    public static final VisitDefinition EACH_EXPOSURE_AND_SERIES =
            new VisitDefinition(EnumSet.of(VisitSystem.ONE_TO_ONE, VisitSystem.BY_COUNTER));

    /**
     * Goes before the number of the first snap of a series, to name the visit of that snap alone.
     */
    private static final String FIRST_SNAP_PREFIX = "9";

    private static final String FIRST_SNAP_SUFFIX = "_first";

    private static final Comparator<Snap> IN_ORDER =
            Comparator.comparingInt(Snap::dayObs)
                    .thenComparingLong(Snap::seqNum)
                    .thenComparingLong(Snap::exposureId);

    public VisitDefinition {
        systems = Set.copyOf(systems);
        if (systems.isEmpty()) {
            throw new Refused(VisitCode.SYSTEMS, "the definition of visits needs a system");
        }
    }

    private record Series(int dayObs, long seqStart, long seqEnd) {}

    private record Grouping(long id, String name, List<Snap> snaps) {}

    /**
     * Returns the visits that exposures of one instrument make, by number.
     *
     * @param exposures all exposures that share a series or group with any of them must be there
     */
    public List<Visit> of(Collection<Snap> exposures) {
        var snaps = exposures.stream().filter(Snap::onSky).sorted(IN_ORDER).toList();
        var groupings = new LinkedHashMap<Grouping, EnumSet<VisitSystem>>();
        for (var system : systems) {
            for (var grouping : groupings(system, snaps)) {
                groupings
                        .computeIfAbsent(grouping, _ -> EnumSet.noneOf(VisitSystem.class))
                        .add(system);
            }
        }
        var visits = new TreeMap<Long, Visit>();
        groupings.forEach(
                (grouping, says) -> {
                    var other = visits.put(grouping.id(), visit(grouping, says));
                    if (other != null) {
                        throw new Refused(
                                VisitCode.ID,
                                "two visits would have the number %s: %s and %s"
                                        .formatted(grouping.id(), other.name(), grouping.name()));
                    }
                });
        return List.copyOf(visits.values());
    }

    private List<Grouping> groupings(VisitSystem system, List<Snap> snaps) {
        return switch (system) {
            case ONE_TO_ONE -> snaps.stream().map(this::alone).toList();
            case BY_COUNTER -> bySeries(snaps);
            case BY_GROUP -> byGroup(snaps);
        };
    }

    /** The first snap of a series gives its number to the series, and takes another one itself. */
    private Grouping alone(Snap snap) {
        var leads =
                systems.contains(VisitSystem.BY_COUNTER)
                        && snap.inSeries()
                        && snap.seqNum() == snap.seqStart();
        return leads
                ? new Grouping(
                        Long.parseLong(FIRST_SNAP_PREFIX + snap.exposureId()),
                        snap.name() + FIRST_SNAP_SUFFIX,
                        List.of(snap))
                : new Grouping(snap.exposureId(), snap.name(), List.of(snap));
    }

    /** A series without its first exposure is no visit yet: its number is that exposure's. */
    private static List<Grouping> bySeries(List<Snap> snaps) {
        Map<Series, List<Snap>> series = new LinkedHashMap<>();
        for (var snap : snaps) {
            series.computeIfAbsent(
                            new Series(snap.dayObs(), snap.seqStart(), snap.seqEnd()),
                            _ -> new ArrayList<>())
                    .add(snap);
        }
        return series.values().stream()
                .filter(of -> of.getFirst().seqNum() == of.getFirst().seqStart())
                .map(of -> new Grouping(of.getFirst().exposureId(), of.getFirst().name(), of))
                .toList();
    }

    private static List<Grouping> byGroup(List<Snap> snaps) {
        Map<String, List<Snap>> groups = new LinkedHashMap<>();
        for (var snap : snaps) {
            if (snap.group() != null && snap.groupVisitId() != null) {
                groups.computeIfAbsent(snap.group(), _ -> new ArrayList<>()).add(snap);
            }
        }
        var groupings = new ArrayList<Grouping>();
        groups.forEach(
                (group, of) -> {
                    var id = of.getFirst().groupVisitId();
                    if (id != null) {
                        groupings.add(new Grouping(id, group, of));
                    }
                });
        return groupings;
    }

    private static Visit visit(Grouping grouping, Set<VisitSystem> says) {
        var first = grouping.snaps().getFirst();
        var summary = VisitSummary.of(grouping.snaps());
        return new Visit(
                grouping.id(),
                grouping.name(),
                first.dayObs(),
                first.seqNum(),
                says,
                grouping.snaps(),
                summary.facts(),
                summary.disagreements());
    }
}
