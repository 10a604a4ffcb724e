package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;

/**
 * The test stand at UC Davis.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsst_ucdcam.py.
 */
final class UcdCam extends RubinCamera {

    UcdCam() {
        super("LSST-UCDCam");
    }

    @Override
    Rules rules(Rules rubin) {
        return TestStand.rules(rubin)
                .with(Property.DETECTOR_GROUP, PropertyRule.name("RAFTBAY"))
                .with(Property.DETECTOR_NAME, PropertyRule.name("CCDSLOT"))
                .with(Property.SCIENCE_PROGRAM, PropertyRule.text("RUNNUM").orElse("unknown"));
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "INSTRUME", name()) || says(header, "INSTRUME", name() + "-ITL");
    }

    @Override
    int dayOffsetSeconds(Tai moment) {
        return 0;
    }
}
