package org.platebook.intake.visit;

import org.jspecify.annotations.Nullable;

/**
 * What the definition of visits needs to know of one exposure.
 *
 * @param exposureId its number
 * @param name its name, as in "AT_O_20220405_000348"
 * @param dayObs observing day, yyyymmdd
 * @param seqNum place in the day
 * @param seqStart sequence number of the first exposure of its series; its own where there is none
 * @param seqEnd sequence number of the last exposure of its series; its own where there is none
 * @param group name of its group; null where the header names none
 * @param groupVisitId number of the visit that its group would be; null where it has none
 * @param pointed whether it has a position and a rotation on the sky
 * @param canSeeSky whether light of the sky could reach the detectors; null where unknown, which
 *     counts as yes
 * @param said what is said of the exposure and goes into its visit
 */
public record Snap(
        long exposureId,
        String name,
        int dayObs,
        long seqNum,
        long seqStart,
        long seqEnd,
        @Nullable String group,
        @Nullable Long groupVisitId,
        boolean pointed,
        @Nullable Boolean canSeeSky,
        SnapFacts said) {

    /** Whether a visit may be made of it. */
    boolean onSky() {
        return pointed && !Boolean.FALSE.equals(canSeeSky);
    }

    boolean inSeries() {
        return seqStart != seqEnd;
    }
}
