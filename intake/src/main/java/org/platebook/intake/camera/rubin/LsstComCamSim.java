package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.correction.CorrectedHeader;

import java.util.List;

/**
 * Simulated images of the commissioning camera.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/comCamSim.py.
 */
final class LsstComCamSim extends LsstCamSim {

    LsstComCamSim() {
        super("LSSTComCamSim", "ComCamSim");
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.COMCAM;
    }

    @Override
    public List<HeaderFix> fixes() {
        return List.of(LsstComCamSim::pointedAsAsked, LsstComCamSim::frame);
    }

    /** A simulated telescope points where it is told to. */
    private static CorrectedHeader pointedAsAsked(CorrectedHeader header) {
        var mended = header;
        for (var keyword : List.of("RA", "DEC")) {
            var asked = header.corrected().number(keyword).orNull();
            for (var end : List.of("START", "END")) {
                var told = header.corrected().number(keyword + end).orNull();
                if (asked != null && asked != 0 && (told == null || told == 0)) {
                    mended =
                            mended.with(
                                    keyword + end,
                                    asked,
                                    "a simulated telescope points where it is told to",
                                    "LSSTComCamSim");
                }
            }
        }
        return mended;
    }

    private static CorrectedHeader frame(CorrectedHeader header) {
        var cards = header.corrected();
        var frame = cards.text("RADESYS").orElse("");
        return frame.isBlank() && cards.isValued("RA") && cards.isValued("DEC")
                ? header.with("RADESYS", "ICRS", "simulations are made in ICRS", "LSSTComCamSim")
                : header;
    }
}
