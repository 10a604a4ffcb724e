package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Property;
import org.platebook.model.sky.Direction;
import org.platebook.model.time.AltAz;
import org.platebook.model.time.EarthLocation;
import org.platebook.model.time.Span;

/** Where the boresight stood over the horizon. */
final class BoresightAltitude {

    private static final double FULL_CIRCLE_DEG = 360;

    private BoresightAltitude() {}

    /**
     * The position at the middle of the exposure: computed where the telescope tracked the sky,
     * else half way between the two ends; null where neither is known.
     */
    static @Nullable HorizontalPosition midway(Observation observation) {
        var tracked = tracked(observation);
        if (tracked != null) {
            return tracked;
        }
        var begin = observation.orNull(Property.ALTAZ_BEGIN);
        var end = observation.orNull(Property.ALTAZ_END);
        if (begin == null || end == null) {
            return null;
        }
        var a = Direction.ofDegrees(begin.azimuthDeg(), begin.altitudeDeg());
        var b = Direction.ofDegrees(end.azimuthDeg(), end.altitudeDeg());
        if (a.dot(b) <= -1) {
            return null;
        }
        var middle = Direction.towards(a.x() + b.x(), a.y() + b.y(), a.z() + b.z());
        return position(middle.lonDeg(), middle.latDeg());
    }

    private static @Nullable HorizontalPosition tracked(Observation observation) {
        var star = observation.orNull(Property.TRACKING_RADEC);
        var begin = observation.orNull(Property.DATETIME_BEGIN);
        var end = observation.orNull(Property.DATETIME_END);
        var location = observation.orNull(Property.LOCATION);
        if (star == null || begin == null || end == null || location == null) {
            return null;
        }
        var at =
                AltAz.of(
                        Direction.ofDegrees(star.raDeg(), star.decDeg()),
                        Span.ofExposure(begin, end).middle(),
                        new EarthLocation(location.longitudeDeg(), location.latitudeDeg()));
        return position(at.azimuthDeg(), at.altitudeDeg());
    }

    private static HorizontalPosition position(double azimuthDeg, double altitudeDeg) {
        double turned = azimuthDeg < 0 ? azimuthDeg + FULL_CIRCLE_DEG : azimuthDeg;
        return new HorizontalPosition(turned >= FULL_CIRCLE_DEG ? 0 : turned, altitudeDeg);
    }
}
