package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;

import java.util.List;
import java.util.Locale;

/**
 * How Rubin's headers tell where the telescope stood and looked.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsst.py and lsstCam.py.
 */
final class RubinPointing {

    private static final String UNKNOWN = "unknown";
    private static final List<String> DARK_TYPES = List.of("bias", "dark", "flat");
    private static final List<String> TRACKING =
            List.of("RADEC", "AZEL", "LOCAL", "PLANET", "EPHEM", "SIDEREAL", "NONSIDEREAL");
    private static final List<String> UNTRACKED_TYPES = List.of("bias", "flat");

    /** A telescope that leans back over the zenith may report a little beyond it. */
    private static final double LOWEST_ALTITUDE_DEG = -5.55;

    private static final double HIGHEST_ALTITUDE_DEG = 90;
    private static final double METRES_PER_KILOMETRE = 1000;

    private final RubinCamera camera;

    private RubinPointing(RubinCamera camera) {
        this.camera = camera;
    }

    static Rules rules(RubinCamera camera, Rules rules) {
        var pointing = new RubinPointing(camera);
        return rules.with(Property.LOCATION, pointing::location)
                .with(Property.CAN_SEE_SKY, pointing::canSeeSky)
                .with(Property.BORESIGHT_ROTATION_COORD, pointing::rotationCoord)
                .with(Property.BORESIGHT_AIRMASS, pointing::airmass)
                .with(Property.TRACKING_RADEC, pointing::trackingRadec)
                .with(
                        Property.ALTAZ_BEGIN,
                        reading -> pointing.altaz(reading, "ELSTART", "AZSTART"))
                .with(Property.ALTAZ_END, reading -> pointing.altaz(reading, "ELEND", "AZEND"));
    }

    /**
     * The rotation angle of ROTPA or ROTANGLE in degrees; where neither is told the given one, but
     * none for science on the mountain, which needs the true one.
     */
    static PropertyRule<Quantity> rotationAngle(RubinCamera camera, @Nullable Quantity otherwise) {
        return reading -> {
            var angle = reading.quantity(HeaderUnit.DEGREE, Possible.DEGREES, "ROTPA", "ROTANGLE");
            if (angle != null) {
                return angle;
            }
            if (isScienceOnMountain(camera, reading)) {
                reading.missing("the rotation angle in degrees", "ROTPA", "ROTANGLE");
                return null;
            }
            return otherwise;
        };
    }

    static boolean isScienceOnMountain(RubinCamera camera, Reading reading) {
        return "science".equals(reading.get(Property.OBSERVATION_TYPE))
                && camera.isOnMountain(reading);
    }

    /** The position in the first pair of cards, in the frame that RADESYS names. */
    static @Nullable IcrsPosition position(Reading reading, String[]... pairs) {
        var frame = reading.text("RADESYS");
        for (var pair : pairs) {
            var ra = reading.number(Possible.DEGREES, pair[0]);
            var dec = reading.number(pair[1]);
            if (ra != null && dec != null) {
                return IcrsPosition.of(frame == null || frame.isBlank() ? "ICRS" : frame, ra, dec);
            }
        }
        return null;
    }

    private @Nullable Location location(Reading reading) {
        if (!camera.isOnMountain(reading)) {
            return null;
        }
        var told = FitsRules.location(reading);
        if (told != null && !told.isOnGround()) {
            reading.problem(
                    String.format(
                            Locale.ROOT,
                            "a place %.0f km high",
                            told.heightMetres() / METRES_PER_KILOMETRE),
                    "OBSGEO-X, -Y and -Z on the ground",
                    "the place of the telescope taken");
            return camera.home();
        }
        return told == null ? camera.home() : told;
    }

    private boolean isOnSky(Reading reading) {
        var tracking = reading.text("TRACKSYS");
        var type = reading.get(Property.OBSERVATION_TYPE);
        return !(tracking != null && tracking.strip().equalsIgnoreCase("LOCAL"))
                && !(type != null && DARK_TYPES.contains(type))
                && camera.isOnMountain(reading);
    }

    private String rotationCoord(Reading reading) {
        var coord = isOnSky(reading) ? reading.name("ROTCOORD") : null;
        return coord == null ? UNKNOWN : coord;
    }

    private @Nullable Double airmass(Reading reading) {
        if (!isOnSky(reading)) {
            return null;
        }
        var airmass = reading.number(Possible.AIRMASS, "AMSTART");
        if (airmass != null) {
            return airmass;
        }
        var altaz = reading.get(Property.ALTAZ_BEGIN);
        if (altaz == null) {
            reading.missing("the airmass, or the altitude", "AMSTART", "ELSTART");
            return null;
        }
        return 1 / Math.sin(Math.toRadians(altaz.altitudeDeg()));
    }

    /**
     * Whether the telescope may have followed the sky: not in bias and flat, nor in other frames.
     */
    static boolean isTracking(Reading reading) {
        var type = reading.get(Property.OBSERVATION_TYPE);
        var tracking = reading.name("TRACKSYS");
        return !(type != null && UNTRACKED_TYPES.contains(type))
                && (tracking == null || tracking.equals("RADEC"));
    }

    private @Nullable IcrsPosition trackingRadec(Reading reading) {
        if (!isTracking(reading)) {
            var tracking = reading.name("TRACKSYS");
            if (tracking != null && !TRACKING.contains(tracking.toUpperCase(Locale.ROOT))) {
                reading.problem(
                        "TRACKSYS is '" + tracking + "'",
                        "one of " + String.join(", ", TRACKING),
                        Problem.LEFT_ABSENT);
            }
            return null;
        }
        var position =
                position(reading, new String[] {"RASTART", "DECSTART"}, new String[] {"RA", "DEC"});
        if (position == null
                && "science".equals(reading.get(Property.OBSERVATION_TYPE))
                && isOnSky(reading)) {
            reading.missing("degrees on the sky", "RASTART", "DECSTART", "RA", "DEC");
        }
        return position;
    }

    private @Nullable HorizontalPosition altaz(Reading reading, String altitude, String azimuth) {
        if (!camera.isOnMountain(reading)) {
            return null;
        }
        var elevationDeg = reading.number(altitude);
        var azimuthDeg = reading.number(Possible.DEGREES, azimuth);
        if (elevationDeg == null || azimuthDeg == null) {
            if ("science".equals(reading.get(Property.OBSERVATION_TYPE))
                    && !"H".equals(RubinIdentity.controller(reading))) {
                reading.missing("degrees above the horizon", altitude, azimuth);
            }
            return null;
        }
        return clipped(reading, altitude, elevationDeg, azimuthDeg);
    }

    private static @Nullable HorizontalPosition clipped(
            Reading reading, String keyword, double elevationDeg, double azimuthDeg) {
        if (!(azimuthDeg >= -360) || !(elevationDeg >= -90)) {
            reading.problem(
                    "%s is %s at azimuth %s".formatted(keyword, elevationDeg, azimuthDeg),
                    "a direction a telescope can look in",
                    "left absent");
            return null;
        }
        double possible = Math.clamp(elevationDeg, LOWEST_ALTITUDE_DEG, HIGHEST_ALTITUDE_DEG);
        if (possible != elevationDeg) {
            reading.problem(
                    keyword + " is " + elevationDeg,
                    "%s to %s degrees".formatted(LOWEST_ALTITUDE_DEG, HIGHEST_ALTITUDE_DEG),
                    "taken as " + possible);
        }
        return HorizontalPosition.of(azimuthDeg, possible);
    }

    private @Nullable Boolean canSeeSky(Reading reading) {
        var shutter = reading.number(Possible.SECONDS, "SHUTTIME");
        if (shutter != null && shutter == 0) {
            return false;
        }
        var vignetted = reading.name("VIGN_MIN");
        if (vignetted != null) {
            return switch (vignetted.toUpperCase(Locale.ROOT)) {
                case "FULLY" -> false;
                case "UNKNOWN" -> null;
                case "NO", "PARTIALLY" -> true;
                default -> {
                    reading.problem(
                            "VIGN_MIN is '" + vignetted + "'",
                            "NO, PARTIALLY, FULLY or UNKNOWN",
                            Problem.LEFT_ABSENT);
                    yield null;
                }
            };
        }
        return (camera.typeTellsSky() || "H".equals(RubinIdentity.controller(reading)))
                ? FitsRules.canSeeSky(reading, DARK_TYPES)
                : null;
    }
}
