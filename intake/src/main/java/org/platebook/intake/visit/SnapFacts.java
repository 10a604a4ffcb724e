package org.platebook.intake.visit;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;

/**
 * What is said of one exposure, or of a visit as a whole.
 *
 * @param begin start of the exposure, or of the first one
 * @param end end of the exposure, or of the last one
 * @param exposureSeconds time that the shutter was open, or their sum
 * @param physicalFilter filter; null where unknown, or where the exposures of a visit differ
 * @param band band of that filter
 * @param target target; null where unknown or where they differ
 * @param program science program; null where unknown or where they differ
 * @param reason why it was taken; "various" where the exposures of a visit differ
 * @param azimuthDeg azimuth in degrees; of a visit the mean on the circle
 * @param zenithDistanceDeg distance from the zenith in degrees; of a visit the mean
 */
public record SnapFacts(
        @Nullable Tai begin,
        @Nullable Tai end,
        @Nullable Double exposureSeconds,
        @Nullable String physicalFilter,
        @Nullable String band,
        @Nullable String target,
        @Nullable String program,
        @Nullable String reason,
        @Nullable Double azimuthDeg,
        @Nullable Double zenithDistanceDeg) {}
