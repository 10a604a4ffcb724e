package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.intake.visit.VisitDefinition;
import org.platebook.model.time.Tai;

import java.util.List;
import java.util.regex.Pattern;

/** What Rubin's cameras have in common; each camera replaces what it does otherwise. */
abstract class RubinCamera implements CameraSpecialization {

    static final String SIMONYI = "Simonyi Survey Telescope";

    /** Where the Simonyi telescope stands when a header does not say. */
    static final Location SIMONYI_LOCATION = Location.ofGeodetic(-70.749417, -30.244639, 2663.0);

    /** As in MC_O_20251002_000042; simulations (P, Q, S) share names with what they simulate. */
    private static final Pattern EXPOSURE = Pattern.compile("([A-Z]{2})_[OCH]_\\d{8}_\\d{6}");

    private static final int NOON_SECONDS = 12 * 3600;

    private final String name;
    private final Detectors detectors;
    private final Rules rules;

    RubinCamera(String name) {
        this.name = name;
        this.detectors = Detectors.of(name);
        this.rules =
                rules(RubinPointing.rules(this, RubinExposure.rules(this)))
                        .with(Property.INSTRUMENT, this::instrument);
    }

    /** This camera's rules, made from those that Rubin's cameras share. */
    abstract Rules rules(Rules rubin);

    /** Whether the camera was at the observatory, not in a laboratory. */
    boolean isOnMountain(Reading reading) {
        return !reading.header().has("TSTAND");
    }

    /** Whether the observation type may tell that the sky was seen, where nothing else does. */
    boolean typeTellsSky() {
        return true;
    }

    /** Seconds after midnight at which the observing day of a moment began. */
    int dayOffsetSeconds(Tai moment) {
        return NOON_SECONDS;
    }

    /** Where the telescope stands when the header does not say. */
    Location home() {
        return SIMONYI_LOCATION;
    }

    Detectors detectorTable() {
        return detectors;
    }

    /** What names of this camera's exposures begin with, as in "MC"; null where others share it. */
    @Nullable String exposurePrefix() {
        return null;
    }

    @Override
    public final boolean recognisesExposure(Header header) {
        var named = EXPOSURE.matcher(header.text("OBSID").orElse("").strip());
        return named.matches() && named.group(1).equals(exposurePrefix());
    }

    private String instrument(Reading reading) {
        if (!recognises(reading.header()) && recognisesExposure(reading.header())) {
            var told = reading.text("INSTRUME");
            reading.problem(
                    told == null ? "no INSTRUME" : "INSTRUME is '" + told + "'",
                    "a camera that is known",
                    "taken from OBSID");
        }
        return name;
    }

    @Override
    public final VisitDefinition visits() {
        return VisitDefinition.EACH_EXPOSURE_AND_SERIES;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Rules rules() {
        return rules;
    }

    @Override
    public final List<DetectorIdentity> detectors() {
        return detectors.all();
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.GENERIC;
    }

    @Override
    public IdLimits idLimits() {
        return new IdLimits(
                RubinIds.LARGEST_EXPOSURE,
                RubinIds.LARGEST_VISIT,
                RubinIds.LARGEST_DETECTOR_EXPOSURE);
    }

    /** Whether a card holds that text, in any case. */
    static boolean says(Header header, String keyword, String value) {
        return header.value(keyword).orNull() instanceof String text
                && text.strip().equalsIgnoreCase(value);
    }
}
