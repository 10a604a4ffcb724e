package org.platebook.model.camera;

import org.platebook.model.failure.Refused;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A camera: its detectors, and how its optics map them to the sky. */
public final class Camera {

    /** How many pixels around a detector its region in the registry of a Butler takes in. */
    public static final int REGISTRY_PADDING_PIXELS = 250;

    private final String name;
    private final double plateScaleArcsecPerMm;
    private final Parity parity;
    private final FieldAngle optics;
    private final List<Detector> detectors;
    private final FocalPlane registryPlane;

    /**
     * Makes a camera.
     *
     * @param name the instrument's name, as in "LSSTCam"
     * @param plateScaleArcsecPerMm nominal scale at the centre
     * @param parity whether the optics mirror the x axis
     * @param optics from focal plane to sky, before the parity is applied
     * @param detectors one or more, with ids and names of their own, ascending by id
     */
    public Camera(
            String name,
            double plateScaleArcsecPerMm,
            Parity parity,
            FieldAngle optics,
            List<Detector> detectors) {
        this.name = name;
        this.plateScaleArcsecPerMm = plateScaleArcsecPerMm;
        this.parity = parity;
        this.optics = optics;
        this.detectors = List.copyOf(detectors);
        checkDetectors();
        this.registryPlane = FocalPlane.of(this, REGISTRY_PADDING_PIXELS);
    }

    private void checkDetectors() {
        var names = new HashSet<String>();
        int last = Integer.MIN_VALUE;
        for (var detector : detectors) {
            if (detector.id() <= last || !names.add(detector.fullName())) {
                throw new Refused(
                        GeometryCode.DETECTORS,
                        "%s: detector %s (%s) is out of order or repeated"
                                .formatted(name, detector.id(), detector.fullName()));
            }
            last = detector.id();
        }
        if (detectors.isEmpty()) {
            throw new Refused(GeometryCode.DETECTORS, name + " needs a detector");
        }
    }

    public String name() {
        return name;
    }

    /** Nominal scale at the centre, arcsec/mm. */
    public double plateScaleArcsecPerMm() {
        return plateScaleArcsecPerMm;
    }

    public Parity parity() {
        return parity;
    }

    public List<Detector> detectors() {
        return detectors;
    }

    public Optional<Detector> detector(int id) {
        return detectors.stream().filter(detector -> detector.id() == id).findFirst();
    }

    /** The detector of a full name, as in "R22_S11". */
    public Optional<Detector> detector(String fullName) {
        return detectors.stream().filter(d -> d.fullName().equals(fullName)).findFirst();
    }

    /**
     * What the camera sees, with {@link #REGISTRY_PADDING_PIXELS} around each detector: the regions
     * that the registry of a Butler stores, generous enough to hold the true ones.
     *
     * @throws Refused {@code camera.pointing} when an angle is not a number or out of range
     */
    public CameraRegions regions(double raDeg, double decDeg, double skyAngleDeg) {
        return registryPlane.regions(new Pointing(raDeg, decDeg, skyAngleDeg));
    }

    /**
     * The camera's detectors with another padding, to be kept and used for many pointings.
     *
     * @param paddingPixels pixels added on each side of a detector; 0 gives its own edges
     */
    public FocalPlane focalPlane(double paddingPixels) {
        return FocalPlane.of(this, paddingPixels);
    }

    /** The same optics with some of the detectors under another name. */
    Camera subset(String otherName, Predicate<Detector> keep) {
        return new Camera(
                otherName,
                plateScaleArcsecPerMm,
                parity,
                optics,
                detectors.stream().filter(keep).toList());
    }

    PlanePoint fieldAngle(PlanePoint mm) {
        var angle = optics.at(mm);
        return new PlanePoint(parity.xSign() * angle.x(), angle.y());
    }

    @Override
    public String toString() {
        return "%s with %s detectors".formatted(name, detectors.size());
    }
}
