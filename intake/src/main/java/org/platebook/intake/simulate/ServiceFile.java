package org.platebook.intake.simulate;

import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.model.time.DayObs;
import org.platebook.model.time.Tai;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The text of one Header Service file. */
final class ServiceFile {

    private static final double SECONDS_TO_WRITE = 3.2;
    private static final double DETECTOR_CELSIUS = -94.6;

    private final SimulatedCamera camera;
    private final DayObs night;
    private final List<DetectorIdentity> detectors;
    private final Sky sky;
    private final StringBuilder text = new StringBuilder(1 << 18);
    private final Cards cards = new Cards(text);

    ServiceFile(SimulatedCamera camera, DayObs night, List<DetectorIdentity> detectors) {
        this.camera = camera;
        this.night = night;
        this.detectors = detectors;
        this.sky = new Sky(camera.telescope().place());
    }

    /** As in "MC_O_20260115_000001". */
    String exposureName(int sequence) {
        return String.format(
                Locale.ROOT, "%s_O_%s_%06d", camera.code(), night.yyyymmdd(), sequence);
    }

    /** As in "MTHeaderService_header_MC_O_20260115_000001.yaml". */
    String fileName(int sequence) {
        return camera.service() + "_header_" + exposureName(sequence) + ".yaml";
    }

    String text(PlannedExposure exposure, Weather weather, RandomGenerator random) {
        text.setLength(0);
        cards.section("PRIMARY");
        structure();
        times(exposure, random);
        telescope();
        pointing(exposure);
        identity(exposure);
        exposed(exposure, random);
        weather(exposure, weather);
        closing(exposure);
        for (var detector : detectors) {
            detector(detector, random);
        }
        return text.toString();
    }

    private void structure() {
        cards.card("SIMPLE", true, "");
        cards.card("BITPIX", 8, "bits per data value");
        cards.card("NAXIS", 0, "number of axes");
        cards.card("EXTEND", true, "Extensions are permitted");
        cards.card("ORIGIN", "Platebook simulation", "FITS file originator");
    }

    private void times(PlannedExposure exposure, RandomGenerator random) {
        cards.heading("Date, night and basic image information");
        cards.card("TIMESYS", "TAI", "The time scale used");
        var written =
                new Tai(
                        exposure.end().plusSeconds(SECONDS_TO_WRITE + random.nextDouble()).nanos()
                                / 1_000_000
                                * 1_000_000);
        cards.card("DATE", Cards.iso(written), "Creation date and time of file");
        cards.card("MJD", written.mjd(), "Modified Julian Date that the file was written");
        cards.time("OBS", exposure.begin(), "Start of the observation");
        cards.time("BEG", exposure.begin(), "Start of integration");
        cards.time("END", exposure.end(), "End of integration");
        cards.card("OBSID", exposureName(exposure.sequence()), "Image name");
        cards.card("GROUPID", exposure.group(), "Group of exposures");
        cards.card("IMGTYPE", exposure.kind().imageType(), "BIAS, DARK, FLAT, OBJECT");
        cards.card("BUNIT", "adu", "Brightness units for pixel array");
    }

    private void telescope() {
        var telescope = camera.telescope();
        cards.heading("Telescope info, location, observer");
        cards.card("FACILITY", "Vera C. Rubin Observatory", "Facility name");
        cards.card("TELESCOP", telescope.name(), "Telescope name");
        cards.card("INSTRUME", camera.instrume(), "Instrument used to obtain these data");
        cards.card("OBSERVER", "Simulation", "Observer name(s)");
        cards.card("OBS-LONG", telescope.place().lonDeg(), "[deg] Observatory east longitude");
        cards.card("OBS-LAT", telescope.place().latDeg(), "[deg] Observatory latitude");
        cards.card("OBS-ELEV", SimulatedCamera.Telescope.HEIGHT_METRES, "[m] Elevation");
        cards.card("OBSGEO-X", telescope.xMetres(), "[m] X-axis geocentric coordinate");
        cards.card("OBSGEO-Y", telescope.yMetres(), "[m] Y-axis geocentric coordinate");
        cards.card("OBSGEO-Z", telescope.zMetres(), "[m] Z-axis geocentric coordinate");
    }

    private void pointing(PlannedExposure exposure) {
        cards.heading("Pointing info");
        var position = exposure.position();
        if (position == null) {
            parked(exposure);
            return;
        }
        for (var suffix : new String[] {"", "START", "END"}) {
            cards.card("RA" + suffix, position.raDeg(), "[deg] ICRS");
            cards.card("DEC" + suffix, position.decDeg(), "[deg] ICRS");
        }
        cards.card("ROTPA", exposure.rotationDeg(), "[deg] Rotation angle relative to the sky");
        cards.card("ROTCOORD", "sky", "Telescope rotation coordinates");
        horizontal("START", position, exposure.begin());
        horizontal("END", position, exposure.end());
        cards.card("TRACKSYS", "RADEC", "Tracking coordinate system");
        cards.card("RADESYS", "ICRS", "Equatorial coordinate system");
        cards.card("FOCUSZ", -1.87, "[mm] Focus Z position");
        cards.card("OBJECT", exposure.target(), "Name of the observed object");
        cards.card("VIGNETTE", "NO", "Is the telescope vignetted?");
        cards.card("VIGN_MIN", "NO", "Minimum vignetting");
    }

    private void horizontal(String suffix, PlannedPointing position, Tai moment) {
        var altAz = sky.altAz(position, moment);
        double hourAngle = Sky.wrap(sky.siderealDeg(moment) - position.raDeg() + 180) - 180;
        cards.card("HA" + suffix, hourAngle / 15, "[h] Telescope hour angle");
        cards.card("EL" + suffix, altAz.altitudeDeg(), "[deg] Telescope altitude");
        cards.card("AZ" + suffix, altAz.azimuthDeg(), "[deg] Telescope azimuth");
        cards.card("AM" + suffix, 1 / Math.sin(Math.toRadians(altAz.altitudeDeg())), "Airmass");
    }

    /** In the dome nothing is known of the sky; an engineer's frame tells no more. */
    private void parked(PlannedExposure exposure) {
        for (var keyword :
                new String[] {
                    "RA", "DEC", "RASTART", "DECSTART", "RAEND", "DECEND", "ROTPA", "ROTCOORD"
                }) {
            cards.card(keyword, null, "");
        }
        var isEngineering = exposure.kind() == PlannedExposure.Kind.ENGINEERING;
        for (var suffix : new String[] {"START", "END"}) {
            cards.card("EL" + suffix, isEngineering ? null : (Double) 80.0, "[deg] Altitude");
            cards.card("AZ" + suffix, isEngineering ? null : (Double) 0.0, "[deg] Azimuth");
            cards.card("AM" + suffix, null, "Airmass");
        }
        cards.card("TRACKSYS", "LOCAL", "Tracking coordinate system");
        cards.card("RADESYS", null, "Equatorial coordinate system");
        cards.card("FOCUSZ", -1.87, "[mm] Focus Z position");
        cards.card("OBJECT", exposure.target().isEmpty() ? null : exposure.target(), "Object");
        cards.card("VIGNETTE", "FULLY", "Is the telescope vignetted?");
        cards.card("VIGN_MIN", "FULLY", "Minimum vignetting");
    }

    private void identity(PlannedExposure exposure) {
        cards.heading("Image-identifying used to build OBS-ID");
        cards.card("CAMCODE", camera.code(), "The code for the camera");
        cards.card("CONTRLLR", "O", "The controller");
        cards.card("DAYOBS", String.valueOf(night.yyyymmdd()), "The observing day");
        cards.card("SEQNUM", exposure.sequence(), "The sequence number from the image name");
        cards.card("TESTTYPE", exposure.kind().imageType(), "Test type");
        cards.card("PROGRAM", exposure.kind().program(), "Name of the program");
        cards.card("REASON", exposure.kind().reason(), "Reason for observation");
        cards.card("OBSANNOT", "", "Observing annotation");
        cards.card("CURINDEX", exposure.snap(), "Index number for exposure within the sequence");
        cards.card("MAXINDEX", exposure.snaps(), "Number of requested images in sequence");
        if (!camera.isLatiss()) {
            cards.card("TSTAND", "TMAMCv1_SUM", "The test stand used");
        }
    }

    private void exposed(PlannedExposure exposure, RandomGenerator random) {
        cards.heading("Filter and exposure");
        cards.card("FILTBAND", SimulatedCamera.band(exposure.filter()), "Name of the filter band");
        cards.card("FILTER", exposure.filter(), "Name of the physical filter");
        if (camera.isLatiss()) {
            cards.card("GRATING", "empty_1", "Name of physical grating");
        }
        double seconds = exposure.exposureSeconds();
        cards.card("EXPTIME", seconds, "[s] Exposure time");
        cards.card(
                "SHUTTIME",
                exposure.kind().opensShutter() ? seconds + random.nextDouble(0.002) : 0.0,
                "[s] Shutter exposure time");
        cards.card("DARKTIME", seconds + random.nextDouble(0.1, 0.9), "[s] Dark time");
    }

    private void weather(PlannedExposure exposure, Weather weather) {
        cards.heading("Weather information");
        cards.card("AIRTEMP", weather.airCelsius(), "[degC] Air temperature");
        cards.card("PRESSURE", weather.pressurePascal(), "[Pa] Atmospheric pressure");
        cards.card("HUMIDITY", weather.humidityPercent(), "Percentage of relative humidity");
        cards.card("WINDSPD", weather.windMetresPerSecond(), "[m/s] Wind speed");
        cards.card("WINDDIR", weather.windDeg(), "[deg] Wind direction");
        cards.card(
                "SEEING",
                exposure.kind().seesSky() && exposure.position() != null
                        ? (Double) weather.seeingArcsec()
                        : null,
                "[arcsec] Seeing from DIMM measurement");
    }

    private void closing(PlannedExposure exposure) {
        cards.heading("Header information");
        cards.card("FILENAME", exposureName(exposure.sequence()) + ".fits", "Original file name");
        cards.card("HEADVER", "3.4.5", "Version of header");
        for (var part :
                camera.isLatiss()
                        ? List.of("ATMCS", "ATHEXAPOD", "ATPNEUMATICS", "ATDOME", "ATSPECTROGRAPH")
                        : List.of(
                                "MTMOUNT",
                                "MTM1M3",
                                "MTM2",
                                "CAMHEXAPOD",
                                "M2HEXAPOD",
                                "MTROTATOR",
                                "MTDOME",
                                "MTDOMETRAJECTORY")) {
            cards.card("HIERARCH SIMULATE " + part, 0, part + " Simulation Mode (False=0)");
        }
    }

    private void detector(DetectorIdentity detector, RandomGenerator random) {
        var raft = detector.group() == null || camera.isLatiss() ? "R00" : detector.group();
        var slot = detector.name();
        var serial = String.valueOf(detector.serial());
        var maker = serial.startsWith("E2V") ? "E2V" : "ITL";
        cards.section(raft + slot + "_PRIMARY");
        cards.card("CCD_MANU", maker, "CCD manufacturer");
        cards.card("CCD_TYPE", maker.equals("E2V") ? "CCD250" : "3800C", "CCD model number");
        cards.card("LSST_NUM", serial, "LSST assigned CCD number");
        cards.card("CCDSLOT", slot, "Name of the CCD slot");
        cards.card("RAFTBAY", raft, "Name of the raft bay");
        cards.card(
                "CCDTEMP",
                Math.round((DETECTOR_CELSIUS + random.nextDouble(-0.4, 0.4)) * 1000) / 1000.0,
                "[degC] Measured temperature");
    }
}
