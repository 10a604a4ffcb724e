package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Region;

import java.util.List;

/**
 * The HEALPix grid of one order with nested numbering (Górski et al. 2005, ApJ 622, 759).
 *
 * @param order 0 (12 pixels of 58.6 degrees) to 29 (0.4 milliarcsec)
 */
public record HealPix(int order) {

    /** The finest order whose numbers a MOC can hold. */
    public static final int MAX_ORDER = 29;

    private static final int FACES = 12;

    /** Where |z| is less, pixels lie in the belt, else in a polar cap. */
    private static final double CAP_Z = 2.0 / 3;

    /** Rows between the north pole and the southern corner of a face, in face heights. */
    private static final int[] FACE_ROW = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};

    /** Longitude of the middle of a face, in units of 45 degrees. */
    private static final int[] FACE_COLUMN = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

    public HealPix {
        if (order < 0 || order > MAX_ORDER) {
            throw new Refused(PixelCode.HEALPIX_ORDER, "a HEALPix order is 0 to 29, not " + order);
        }
    }

    /** How many pixels cover the sky. */
    public long pixelCount() {
        return (long) FACES << (2 * order);
    }

    /** Pixels along the side of one of the 12 faces. */
    public long nside() {
        return 1L << order;
    }

    /** Area of each pixel in steradians. */
    public double pixelAreaSr() {
        return 4 * Math.PI / pixelCount();
    }

    /** The pixel that a direction lies in, numbered from 0. */
    public long pixel(Direction direction) {
        return pixel(
                Math.atan2(direction.y(), direction.x()),
                direction.z(),
                Math.hypot(direction.x(), direction.y()));
    }

    /**
     * The pixel that a position lies in, numbered from 0.
     *
     * @param lonRad longitude in radians, any finite number
     * @param latRad latitude in radians, within ±π/2
     */
    public long pixel(double lonRad, double latRad) {
        if (!Double.isFinite(lonRad) || !(Math.abs(latRad) <= Math.PI / 2)) {
            throw new Refused(
                    PixelCode.HEALPIX_POSITION,
                    "a position needs a longitude and a latitude within π/2, not (%s, %s)"
                            .formatted(lonRad, latRad));
        }
        return pixel(lonRad, Math.sin(latRad), Math.cos(latRad));
    }

    /** The middle of a pixel. */
    public Direction centre(long pixel) {
        return at(pixel, 0.5, 0.5);
    }

    /**
     * The corners of a pixel: north, west (smaller longitude), south, east; counter-clockwise as
     * seen from outside the sphere.
     */
    public List<Direction> corners(long pixel) {
        return List.of(at(pixel, 1, 1), at(pixel, 0, 1), at(pixel, 0, 0), at(pixel, 1, 0));
    }

    /**
     * The pixels that cover a region.
     *
     * <p>For a convex polygon they are told apart to 8% of a pixel's side; for other regions by the
     * circle around each pixel.
     *
     * @throws Refused when the region holds an ellipse
     */
    public Cover cover(Region region) {
        return HealPixCover.of(region, order);
    }

    /**
     * A direction inside a pixel.
     *
     * @param towardsNorthEast 0 at its south-western edge to 1 at its north-eastern one
     * @param towardsNorthWest 0 at its south-eastern edge to 1 at its north-western one
     */
    Direction at(long pixel, double towardsNorthEast, double towardsNorthWest) {
        if (pixel < 0 || pixel >= pixelCount()) {
            throw new Refused(
                    PixelCode.HEALPIX_PIXEL,
                    "order %s has pixels 0 to %s, not %s"
                            .formatted(order, pixelCount() - 1, pixel));
        }
        int face = (int) (pixel >>> (2 * order));
        long inFace = pixel & ((1L << (2 * order)) - 1);
        double side = nside();
        return onFace(
                face,
                (everyOther(inFace) + towardsNorthEast) / side,
                (everyOther(inFace >>> 1) + towardsNorthWest) / side);
    }

    private long pixel(double lonRad, double z, double cosLat) {
        double quadrants = lonRad / (Math.PI / 2);
        quadrants -= 4 * Math.floor(quadrants / 4);
        if (quadrants >= 4) {
            quadrants = 0; // a tiny negative longitude rounds up to a whole turn
        }
        return Math.abs(z) <= CAP_Z ? inBelt(quadrants, z) : inCap(quadrants, z, cosLat);
    }

    private long inBelt(double quadrants, double z) {
        long side = nside();
        double along = side * (0.5 + quadrants);
        double up = side * z * 0.75;
        // Lines of pixels: rising and falling diagonals across the belt.
        long rising = (long) Math.floor(along - up);
        long falling = (long) Math.floor(along + up);
        long risingFace = rising >> order;
        long fallingFace = falling >> order;
        long face;
        if (risingFace == fallingFace) {
            face = 4 + (risingFace & 3);
        } else if (risingFace < fallingFace) {
            face = risingFace & 3;
        } else {
            face = 8 + (fallingFace & 3);
        }
        return number(face, falling & (side - 1), side - 1 - (rising & (side - 1)));
    }

    private long inCap(double quadrants, double z, double cosLat) {
        long side = nside();
        int quadrant = (int) quadrants;
        double within = quadrants - quadrant;
        // sqrt(3 (1 - |z|)), written so that it keeps its digits near the pole.
        double fromPole = side * cosLat * Math.sqrt(3 / (1 + Math.abs(z)));
        long east = Math.min((long) (within * fromPole), side - 1);
        long west = Math.min((long) ((1 - within) * fromPole), side - 1);
        return z > 0
                ? number(quadrant, side - 1 - west, side - 1 - east)
                : number(quadrant + 8, east, west);
    }

    private long number(long face, long x, long y) {
        return (face << (2 * order)) | spread(x) | (spread(y) << 1);
    }

    /** A direction on a face, x towards north-east and y towards north-west, both 0 to 1. */
    private static Direction onFace(int face, double x, double y) {
        double row = FACE_ROW[face] - x - y;
        double ring; // length of the row of pixels, 1 in the belt
        double z;
        double cosLat;
        if (row < 1 || row > 3) {
            ring = row < 1 ? Math.max(row, 0) : Math.max(4 - row, 0);
            double below = ring * ring / 3; // 1 - |z|
            z = row < 1 ? 1 - below : below - 1;
            cosLat = Math.sqrt(below * (2 - below));
        } else {
            ring = 1;
            z = (2 - row) * CAP_Z;
            cosLat = Math.sqrt((1 - z) * (1 + z));
        }
        double lon = ring == 0 ? 0 : Math.PI / 4 * (FACE_COLUMN[face] + (x - y) / ring);
        return Direction.towards(cosLat * Math.cos(lon), cosLat * Math.sin(lon), z);
    }

    /** Moves bit n to place 2n. */
    private static long spread(long bits) {
        return Long.expand(bits, 0x5555_5555_5555_5555L);
    }

    /** Moves bit 2n to place n, leaving out the odd ones. */
    private static long everyOther(long bits) {
        return Long.compress(bits, 0x5555_5555_5555_5555L);
    }
}
