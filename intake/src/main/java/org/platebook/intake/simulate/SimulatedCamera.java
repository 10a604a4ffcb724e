package org.platebook.intake.simulate;

import org.platebook.model.failure.Refused;
import org.platebook.model.time.EarthLocation;

import java.util.List;
import java.util.stream.Collectors;

/** A camera that nights can be simulated of. */
public final class SimulatedCamera {

    private static final Telescope SIMONYI =
            new Telescope(
                    "Simonyi Survey Telescope",
                    new EarthLocation(-70.749417, -30.244639),
                    1_818_938.94,
                    -5_208_470.95,
                    -3_195_172.08);

    private static final Telescope AUXILIARY =
            new Telescope(
                    "LSST AuxTelescope",
                    new EarthLocation(-70.747698, -30.244728),
                    1_819_093.52,
                    -5_208_408.1,
                    -3_195_186.45);

    static final SimulatedCamera LSSTCAM =
            new SimulatedCamera(
                    "LSSTCam",
                    "MC",
                    "lsstCam",
                    SIMONYI,
                    List.of("u_24", "g_6", "r_57", "i_39", "z_20", "y_10"));

    static final SimulatedCamera LSSTCOMCAM =
            new SimulatedCamera(
                    "LSSTComCam", "CC", "ComCam", SIMONYI, List.of("g_01", "r_03", "i_06"));

    static final SimulatedCamera LATISS =
            new SimulatedCamera(
                    "LATISS",
                    "AT",
                    "LATISS",
                    AUXILIARY,
                    List.of("SDSSg_65mm", "SDSSr_65mm", "SDSSi_65mm"));

    static final List<SimulatedCamera> ALL = List.of(LSSTCAM, LSSTCOMCAM, LATISS);

    private final String instrument;
    private final String code;
    private final String instrume;
    private final Telescope telescope;
    private final List<String> filters;

    private SimulatedCamera(
            String instrument,
            String code,
            String instrume,
            Telescope telescope,
            List<String> filters) {
        this.instrument = instrument;
        this.code = code;
        this.instrume = instrume;
        this.telescope = telescope;
        this.filters = filters;
    }

    /**
     * Where a camera hangs.
     *
     * @param xMetres geocentric, as headers give it
     */
    record Telescope(
            String name, EarthLocation place, double xMetres, double yMetres, double zMetres) {

        static final double HEIGHT_METRES = 2663.0;
    }

    /**
     * The camera of that name, in any case.
     *
     * @throws Refused {@code simulate.instrument} when nights of it cannot be simulated
     */
    public static SimulatedCamera named(String instrument) {
        return ALL.stream()
                .filter(camera -> camera.instrument.equalsIgnoreCase(instrument))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        SimulationCode.INSTRUMENT,
                                        "nights of '%s' cannot be simulated, expected one of %s"
                                                .formatted(instrument, names())));
    }

    private static String names() {
        return ALL.stream().map(SimulatedCamera::instrument).collect(Collectors.joining(", "));
    }

    /** As in "LSSTCam". */
    public String instrument() {
        return instrument;
    }

    /** As in "MC", the beginning of exposure names. */
    String code() {
        return code;
    }

    /** Name of the service that writes its headers. */
    String service() {
        return switch (code) {
            case "MC" -> "MTHeaderService";
            default -> code + "HeaderService";
        };
    }

    /** The card INSTRUME. */
    String instrume() {
        return instrume;
    }

    /** Whether it has a grating, a shutter without test stand and one detector. */
    boolean isLatiss() {
        return code.equals("AT");
    }

    Telescope telescope() {
        return telescope;
    }

    /** What it holds that night; the first letter of each is its band, after "SDSS" for LATISS. */
    List<String> filters() {
        return filters;
    }

    /** The card FILTBAND of a filter. */
    static String band(String filter) {
        return filter.replace("SDSS", "").substring(0, 1);
    }
}
