package org.platebook.intake.correction;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.header.Card;
import org.platebook.model.failure.Refused;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be read in the place of what headers say.
 *
 * @param instrument whose headers, as in "LSSTCam"
 * @param scope for which exposures it holds
 * @param cards keyword to value (Boolean, Long, Double, String); null for a card that holds nothing
 * @param by who says so
 * @param why in a sentence
 * @param at when it was said
 */
public record Correction(
        String instrument,
        Scope scope,
        Map<String, @Nullable Object> cards,
        String by,
        String why,
        Instant at) {

    /** Exposures that a correction holds for. */
    public sealed interface Scope {}

    /** The exposure that the observatory calls by this name, as in "MC_O_20251121_000156". */
    public record OfObservation(String observationId) implements Scope {}

    /**
     * All exposures numbered from first to last, both of them included, as their headers number
     * them before any correction.
     */
    public record OfExposures(long first, long last) implements Scope {
        public OfExposures {
            if (first > last) {
                throw new Refused(
                        CorrectionCode.RANGE,
                        "a correction holds from its first exposure to its last, not from %s to %s"
                                .formatted(first, last));
            }
        }
    }

    public Correction {
        if (instrument.isBlank()) {
            throw new Refused(CorrectionCode.INSTRUMENT, "a correction needs an instrument");
        }
        if (scope instanceof OfObservation(var id) && id.isBlank()) {
            throw new Refused(CorrectionCode.OBS_ID, "a correction needs the name of an exposure");
        }
        if (cards.isEmpty()) {
            throw new Refused(
                    CorrectionCode.EMPTY,
                    switch (scope) {
                                case OfObservation(var id) -> "a correction for " + id;
                                case OfExposures(var first, var last) ->
                                        "a correction for exposures %s to %s"
                                                .formatted(first, last);
                            }
                            + " changes no card");
        }
        cards.forEach(Correction::check);
        cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    }

    private static void check(String keyword, @Nullable Object value) {
        if (keyword.isBlank()) {
            throw new Refused(
                    CorrectionCode.KEYWORD, "a correction changes a card without keyword");
        }
        var _ = Card.of(keyword, value); // refuses values that no card can hold
    }

    /** Whether it holds for an exposure; either name may be unknown. */
    boolean holdsFor(@Nullable String observationId, @Nullable Long exposureId) {
        return switch (scope) {
            case OfObservation(var id) -> id.equals(observationId);
            case OfExposures(var first, var last) ->
                    exposureId != null && first <= exposureId && exposureId <= last;
        };
    }

    CorrectedHeader applyTo(CorrectedHeader header) {
        var corrected = header;
        for (var card : cards.entrySet()) {
            corrected = corrected.with(card.getKey(), card.getValue(), why, by);
        }
        return corrected;
    }
}
