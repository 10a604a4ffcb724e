package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.HeaderFix;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.time.YearMonth;
import java.util.List;

/**
 * The commissioning camera, in the laboratory until March 2020 and on the Simonyi telescope from
 * August 2024.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/comCam.py.
 */
final class LsstComCam extends LsstCam {

    private static final Tai IN_CHILE = TimeScale.UTC.parse("2020-03-13T00:00:00");

    LsstComCam() {
        super("LSSTComCam", YearMonth.of(2020, 3), TimeScale.UTC.parse("2024-08-24T00:00:00"));
    }

    @Override
    String exposurePrefix() {
        return "CC";
    }

    @Override
    public boolean recognises(Header header) {
        return says(header, "INSTRUME", "ComCam")
                || (says(header, "INSTRUME", "LSST_CAMERA") && says(header, "TELCODE", "CC"));
    }

    @Override
    public List<PhysicalFilter> filters() {
        return RubinFilters.COMCAM;
    }

    @Override
    public List<HeaderFix> fixes() {
        return List.of(this::filter, this::serial);
    }

    private CorrectedHeader filter(CorrectedHeader header) {
        var filter = header.corrected().text("FILTER").orNull();
        if (filter == null) {
            return header.with("FILTER", "unknown", "the header tells no filter", name());
        }
        if (!(filter.isBlank() || filter.equals("r"))) {
            return header;
        }
        var begin = Reading.of(this, header).get(Property.DATETIME_BEGIN);
        return begin != null && IN_CHILE.isBefore(begin)
                ? header.with("FILTER", "empty", "the camera held no filter in Chile then", name())
                : header.with(
                        "FILTER", "r_03", "the only filter in the laboratory was r_03", name());
    }

    /** The camera's detectors were never changed. */
    private CorrectedHeader serial(CorrectedHeader header) {
        var slot = header.corrected().text("CCDSLOT").orNull();
        var detector = slot == null ? null : detectorTable().named("R22_" + slot);
        return header.corrected().has("LSST_NUM") || detector == null
                ? header
                : header.with("LSST_NUM", detector.serial(), "the detector of this slot", name());
    }
}
