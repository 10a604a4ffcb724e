package org.platebook.model.camera;

import org.platebook.model.sky.Direction;

import java.util.ArrayList;
import java.util.List;

/**
 * A camera's detectors as seen on a tangent plane of the sky, ready to be turned and placed.
 *
 * <p>Great circles are straight lines in the gnomonic projection, so convex hulls are found once,
 * in the plane, for all pointings. It never changes and may be used by many threads.
 */
public final class FocalPlane {

    private final List<Detector> detectors;

    /** Corners of each detector in radians, counter-clockwise in the plane. */
    private final List<List<PlanePoint>> outlines;

    private final List<PlanePoint> hull;

    private FocalPlane(
            List<Detector> detectors, List<List<PlanePoint>> outlines, List<PlanePoint> hull) {
        this.detectors = detectors;
        this.outlines = outlines;
        this.hull = hull;
    }

    static FocalPlane of(Camera camera, double paddingPixels) {
        var outlines = new ArrayList<List<PlanePoint>>();
        var all = new ArrayList<PlanePoint>();
        for (var detector : camera.detectors()) {
            var corners = new ArrayList<PlanePoint>();
            for (var corner : detector.cornersMm(paddingPixels)) {
                corners.add(camera.fieldAngle(corner));
            }
            // Mirrored corners run the other way round.
            outlines.add(camera.parity() == Parity.SAME ? corners : corners.reversed());
            all.addAll(corners);
        }
        return new FocalPlane(
                camera.detectors(), List.copyOf(outlines), PlanePoint.convexHull(all));
    }

    /** What the camera sees at a pointing. */
    public CameraRegions regions(Pointing pointing) {
        var tangent = new TangentPlane(pointing);
        var regions = new ArrayList<CameraRegions.OfDetector>(detectors.size());
        for (int i = 0; i < detectors.size(); i++) {
            regions.add(
                    new CameraRegions.OfDetector(
                            detectors.get(i), tangent.footprint(outlines.get(i))));
        }
        return new CameraRegions(regions, tangent.footprint(hull));
    }

    /** What all detectors together see at a pointing: their convex hull. */
    public Footprint visit(Pointing pointing) {
        return new TangentPlane(pointing).footprint(hull);
    }

    /**
     * The plane that touches the sky where a camera points.
     *
     * <p>A field angle (p, q) lies at ξ = −p cos a + q sin a towards east and η = p sin a + q cos a
     * towards north, where a is the sky angle: what is counter-clockwise in the focal plane is so
     * on the sky as seen from below.
     */
    private static final class TangentPlane {

        private final double[] centre;
        private final double[] alongP;
        private final double[] alongQ;

        TangentPlane(Pointing pointing) {
            double ra = Math.toRadians(pointing.raDeg());
            double dec = Math.toRadians(pointing.decDeg());
            double angle = Math.toRadians(pointing.skyAngleDeg());
            double[] east = {-Math.sin(ra), Math.cos(ra), 0};
            double[] north = {
                -Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)
            };
            centre =
                    new double[] {
                        Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)
                    };
            alongP = sum(east, -Math.cos(angle), north, Math.sin(angle));
            alongQ = sum(east, Math.sin(angle), north, Math.cos(angle));
        }

        Footprint footprint(List<PlanePoint> outline) {
            return new Footprint(outline.stream().map(this::direction).toList());
        }

        private Direction direction(PlanePoint at) {
            return Direction.towards(
                    centre[0] + at.x() * alongP[0] + at.y() * alongQ[0],
                    centre[1] + at.x() * alongP[1] + at.y() * alongQ[1],
                    centre[2] + at.x() * alongP[2] + at.y() * alongQ[2]);
        }

        private static double[] sum(double[] a, double timesA, double[] b, double timesB) {
            var sum = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                sum[i] = a[i] * timesA + b[i] * timesB;
            }
            return sum;
        }
    }
}
