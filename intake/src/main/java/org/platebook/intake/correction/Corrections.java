package org.platebook.intake.correction;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.correction.Correction.OfExposures;
import org.platebook.intake.correction.Correction.OfObservation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Corrections, found by the exposures that they hold for; where several say, the latest wins. */
public final class Corrections {

    private static final Corrections NONE = new Corrections(List.of());

    private record Observed(String instrument, String observationId) {}

    private final Map<Observed, List<Correction>> byObservation = new HashMap<>();
    private final Map<String, List<Correction>> ranges = new HashMap<>();
    private final int size;

    private Corrections(List<Correction> all) {
        this.size = all.size();
        for (var correction : all) {
            switch (correction.scope()) {
                case OfObservation(var id) ->
                        byObservation
                                .computeIfAbsent(
                                        new Observed(correction.instrument(), id),
                                        _ -> new ArrayList<>(1))
                                .add(correction);
                case OfExposures _ ->
                        ranges.computeIfAbsent(correction.instrument(), _ -> new ArrayList<>())
                                .add(correction);
            }
        }
    }

    public static Corrections none() {
        return NONE;
    }

    public static Corrections of(List<Correction> all) {
        return all.isEmpty() ? NONE : new Corrections(all);
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** Those that hold for an exposure, in the order in which they were said. */
    public List<Correction> holdingFor(
            String instrument, @Nullable String observationId, @Nullable Long exposureId) {
        var named =
                observationId == null
                        ? List.<Correction>of()
                        : byObservation.getOrDefault(
                                new Observed(instrument, observationId), List.of());
        return Stream.concat(named.stream(), ranges.getOrDefault(instrument, List.of()).stream())
                .filter(correction -> correction.holdsFor(observationId, exposureId))
                .sorted(Comparator.comparing(Correction::at))
                .toList();
    }

    /** A header with all corrections made that hold for its exposure. */
    public CorrectedHeader applyTo(
            CorrectedHeader header,
            String instrument,
            @Nullable String observationId,
            @Nullable Long exposureId) {
        var corrected = header;
        for (var correction : holdingFor(instrument, observationId, exposureId)) {
            corrected = correction.applyTo(corrected);
        }
        return corrected;
    }
}
