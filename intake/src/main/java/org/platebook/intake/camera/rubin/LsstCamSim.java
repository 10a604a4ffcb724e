package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;

import java.time.YearMonth;
import java.util.List;

/**
 * Simulated images of the LSST Camera, always on the mountain.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsstCamSim.py.
 */
class LsstCamSim extends LsstCam {

    private static final YearMonth ALWAYS = YearMonth.of(1, 1);

    private final String instrume;

    LsstCamSim() {
        this("LSSTCamSim", "LSSTCamSim");
    }

    /**
     * A simulated camera.
     *
     * @param instrume what its headers call it, in any case
     */
    LsstCamSim(String name, String instrume) {
        super(name, ALWAYS, new Tai(Long.MIN_VALUE));
        this.instrume = instrume;
    }

    @Override
    Rules rules(Rules rubin) {
        return super.rules(rubin).with(Property.HAS_SIMULATED_CONTENT, PropertyRule.always(true));
    }

    @Override
    @Nullable String exposurePrefix() {
        return null;
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "INSTRUME", instrume);
    }

    @Override
    public List<HeaderFix> fixes() {
        return List.of();
    }

    @Override
    boolean isOnMountain(Reading reading) {
        return true;
    }

    @Override
    boolean typeTellsSky() {
        return true;
    }
}
