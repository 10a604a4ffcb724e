package org.platebook.intake.camera.world;

import org.platebook.intake.camera.CameraCode;
import org.platebook.model.failure.Refused;

import java.util.regex.Pattern;

/** Angles written as hours or degrees, minutes and seconds. */
final class Sexagesimal {

    private static final Pattern FORM =
            Pattern.compile("([+-]?)(\\d{1,3})[: ](\\d{1,2})[: ](\\d{1,2}(?:\\.\\d*)?)");

    static final double DEGREES_PER_HOUR = 15;

    private Sexagesimal() {}

    /**
     * The number of hours or degrees.
     *
     * @param text as in "-02:24:00.5", or a plain number
     * @throws Refused header.angle where it is neither
     */
    static double parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            return plain(text);
        }
        var minutes = Integer.parseInt(match.group(3));
        var seconds = Double.parseDouble(match.group(4));
        if (minutes >= 60 || seconds > 60) {
            throw refused(text);
        }
        var value = Integer.parseInt(match.group(2)) + minutes / 60.0 + seconds / 3600.0;
        return match.group(1).equals("-") ? -value : value;
    }

    /** Whether the text has the form with minutes and seconds. */
    static boolean is(String text) {
        return FORM.matcher(text.strip()).matches();
    }

    private static double plain(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            throw refused(text);
        }
    }

    private static Refused refused(String text) {
        return new Refused(
                CameraCode.HEADER_ANGLE,
                "angle '%s' is neither a number nor of the form 12:34:56.7".formatted(text));
    }
}
