package org.platebook.model.camera;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The cameras whose geometry travels with Platebook, each read when it is first asked for.
 *
 * <p>How far their regions have been checked:
 *
 * <ul>
 *   <li>LSSTCam, LSSTCamSim: all 205 detectors and the visit equal the regions that Rubin's
 *       registry stores, within 1e-6 arcsec.
 *   <li>HSC: 33 stored regions are met equally well.
 *   <li>DECam: the corners of a raw image agree with the WCS in its header within 16 arcsec, which
 *       fixes parity and orientation (sky angle 90 degrees for the usual mounting); there is no
 *       stored region to compare with.
 *   <li>LSSTComCam, LSSTComCamSim and LATISS: same formulas, no stored region to compare with; for
 *       LATISS the mirrored x axis rests on its camera definition alone.
 *   <li>LSSTCam-imSim and LSSTCam-PhoSim: the simulators place rafts up to 1 mm elsewhere, so
 *       regions are off by up to 20 arcsec, well inside the padding. Their 189 science detectors
 *       are here.
 * </ul>
 */
public final class CameraGeometries {

    private static final Map<String, Supplier<Camera>> KNOWN =
            Map.ofEntries(
                    Map.entry("LSSTCam", () -> CameraFile.read("LSSTCam")),
                    Map.entry("LSSTComCam", () -> CameraFile.read("LSSTComCam")),
                    Map.entry("LATISS", () -> CameraFile.read("LATISS")),
                    Map.entry("HSC", () -> CameraFile.read("HSC")),
                    Map.entry("DECam", () -> CameraFile.read("DECam")),
                    Map.entry("LSSTCamSim", () -> renamed("LSSTCam", "LSSTCamSim")),
                    Map.entry("LSSTComCamSim", () -> renamed("LSSTComCam", "LSSTComCamSim")),
                    Map.entry("LSSTCam-imSim", () -> science("LSSTCam-imSim")),
                    Map.entry("LSSTCam-PhoSim", () -> science("LSSTCam-PhoSim")));

    private static final Map<String, Camera> READ = new ConcurrentHashMap<>();

    private CameraGeometries() {}

    /** The camera of an instrument's name, as in "LSSTCam"; empty when none is known. */
    public static Optional<Camera> of(String instrument) {
        var camera = READ.get(instrument);
        if (camera == null && KNOWN.containsKey(instrument)) {
            camera = KNOWN.get(instrument).get();
            READ.put(instrument, camera);
        }
        return Optional.ofNullable(camera);
    }

    /** The instruments whose geometry is known, in alphabetical order. */
    public static List<String> names() {
        return KNOWN.keySet().stream().sorted().toList();
    }

    private static Camera renamed(String original, String name) {
        return of(original).orElseThrow().subset(name, _ -> true);
    }

    private static Camera science(String name) {
        return of("LSSTCam").orElseThrow().subset(name, d -> d.purpose() == Purpose.SCIENCE);
    }
}
