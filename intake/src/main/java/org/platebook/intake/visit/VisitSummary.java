package org.platebook.intake.visit;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What the exposures of a visit say together. */
record VisitSummary(SnapFacts facts, List<String> disagreements) {

    private static final String SEVERAL_REASONS = "various";
    private static final double FULL_CIRCLE_DEG = 360;

    static VisitSummary of(List<Snap> snaps) {
        var said = snaps.stream().map(Snap::said).toList();
        var disagreements = new ArrayList<String>();
        var reason = shared(said, SnapFacts::reason, "observation_reason", disagreements);
        var differ = disagreements.remove("observation_reason");
        var facts =
                new SnapFacts(
                        moment(said, SnapFacts::begin, Comparator.reverseOrder()),
                        moment(said, SnapFacts::end, Comparator.naturalOrder()),
                        sum(said),
                        shared(said, SnapFacts::physicalFilter, "physical_filter", disagreements),
                        shared(said, SnapFacts::band, "band", disagreements),
                        shared(said, SnapFacts::target, "target_name", disagreements),
                        shared(said, SnapFacts::program, "science_program", disagreements),
                        differ ? SEVERAL_REASONS : reason,
                        circularMean(numbers(said, SnapFacts::azimuthDeg)),
                        mean(numbers(said, SnapFacts::zenithDistanceDeg)));
        return new VisitSummary(facts, disagreements);
    }

    private static @Nullable String shared(
            List<SnapFacts> said,
            Function<SnapFacts, @Nullable String> fact,
            String name,
            List<String> disagreements) {
        var first = fact.apply(said.getFirst());
        if (said.stream().allMatch(one -> Objects.equals(fact.apply(one), first))) {
            return first;
        }
        disagreements.add(name);
        return null;
    }

    private static @Nullable Tai moment(
            List<SnapFacts> said, Function<SnapFacts, @Nullable Tai> which, Comparator<Tai> order) {
        return said.stream().map(which).filter(Objects::nonNull).max(order).orElse(null);
    }

    private static @Nullable Double sum(List<SnapFacts> said) {
        var seconds = numbers(said, SnapFacts::exposureSeconds);
        return seconds.isEmpty() ? null : seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static @Nullable Double mean(List<Double> numbers) {
        return numbers.isEmpty()
                ? null
                : numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The mean direction (Mardia & Jupp, Directional Statistics, 2.2.1), 0 to 360. */
    private static @Nullable Double circularMean(List<Double> degrees) {
        if (degrees.isEmpty()) {
            return null;
        }
        if (degrees.size() == 1) {
            return degrees.getFirst();
        }
        double sine = degrees.stream().mapToDouble(d -> Math.sin(Math.toRadians(d))).sum();
        double cosine = degrees.stream().mapToDouble(d -> Math.cos(Math.toRadians(d))).sum();
        double mean = Math.toDegrees(Math.atan2(sine, cosine));
        return mean < 0 ? mean + FULL_CIRCLE_DEG : mean;
    }

    private static List<Double> numbers(
            List<SnapFacts> said, Function<SnapFacts, @Nullable Double> which) {
        return said.stream().map(which).filter(Objects::nonNull).toList();
    }
}
