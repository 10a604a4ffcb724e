package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Region;

import java.util.List;

/**
 * The Hierarchical Triangular Mesh of one level (Kunszt, Szalay and Thakar 2001): trixels numbered
 * from {@code 8·4^level}, the southern half first.
 *
 * @param level 0 (8 trixels of 90 degrees) to 24 (0.02 arcsec)
 */
public record Htm(int level) {

    public static final int MAX_LEVEL = 24;

    private static final int ROOTS = 8;

    private static final Direction NORTH = new Direction(0, 0, 1);
    private static final Direction SOUTH = new Direction(0, 0, -1);
    private static final Direction LON_0 = new Direction(1, 0, 0);
    private static final Direction LON_90 = new Direction(0, 1, 0);
    private static final Direction LON_180 = new Direction(-1, 0, 0);
    private static final Direction LON_270 = new Direction(0, -1, 0);

    /** S0 to S3 and N0 to N3: each is counter-clockwise as seen from outside the sphere. */
    private static final List<Trixel> ROOT_TRIXELS =
            List.of(
                    new Trixel(8, LON_0, SOUTH, LON_90),
                    new Trixel(9, LON_90, SOUTH, LON_180),
                    new Trixel(10, LON_180, SOUTH, LON_270),
                    new Trixel(11, LON_270, SOUTH, LON_0),
                    new Trixel(12, LON_0, NORTH, LON_270),
                    new Trixel(13, LON_270, NORTH, LON_180),
                    new Trixel(14, LON_180, NORTH, LON_90),
                    new Trixel(15, LON_90, NORTH, LON_0));

    public Htm {
        if (level < 0 || level > MAX_LEVEL) {
            throw new Refused(PixelCode.HTM_LEVEL, "an HTM level is 0 to 24, not " + level);
        }
    }

    /** The number of the trixel that a direction lies in. */
    public long index(Direction direction) {
        var trixel = root(direction);
        for (int i = 0; i < level; i++) {
            trixel = trixel.childAt(direction);
        }
        return trixel.index;
    }

    /**
     * The trixel of a number.
     *
     * @throws Refused {@code htm.index} when this level has no trixel of that number
     */
    public Trixel trixel(long index) {
        if (index >>> (2 * level) < ROOTS || index >>> (2 * level) >= 2 * ROOTS) {
            throw new Refused(
                    PixelCode.HTM_INDEX,
                    "level %s has trixels %s to %s, not %s"
                            .formatted(level, firstIndex(), 2 * firstIndex() - 1, index));
        }
        var trixel = ROOT_TRIXELS.get((int) (index >>> (2 * level)) - ROOTS);
        for (int shift = 2 * (level - 1); shift >= 0; shift -= 2) {
            trixel = trixel.child((int) ((index >>> shift) & 3));
        }
        return trixel;
    }

    /** The lowest number of this level; the numbers end before twice it. */
    public long firstIndex() {
        return (long) ROOTS << (2 * level);
    }

    /** The name of a trixel of any level, as in "N012": its root, then the children on the way. */
    public static String name(long index) {
        int level = level(index);
        var name = new StringBuilder();
        int root = (int) (index >>> (2 * level)) - ROOTS;
        name.append(root < 4 ? 'S' : 'N').append(root & 3);
        for (int shift = 2 * (level - 1); shift >= 0; shift -= 2) {
            name.append((index >>> shift) & 3);
        }
        return name.toString();
    }

    /** The number that a name like "N012" stands for; its level is its length less two. */
    public static long index(String name) {
        if (!name.matches("[SN][0-3]{1,25}")) {
            throw new Refused(
                    PixelCode.HTM_NAME,
                    "an HTM name is S or N and 1 to 25 digits 0-3, not '" + name + "'");
        }
        long index = name.charAt(0) == 'S' ? 2 : 3;
        for (int i = 1; i < name.length(); i++) {
            index = (index << 2) | (name.charAt(i) - '0');
        }
        return index;
    }

    /** The level that a trixel's number belongs to. */
    public static int level(long index) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(index);
        if (bits < 4 || bits % 2 != 0 || bits > 4 + 2 * MAX_LEVEL) {
            throw new Refused(PixelCode.HTM_INDEX, "no level has a trixel of number " + index);
        }
        return (bits - 4) / 2;
    }

    /**
     * The trixels that cover a region, exactly: a touch is enough to overlap.
     *
     * @throws Refused when the region holds an ellipse
     */
    public Cover cover(Region region) {
        return HtmCover.of(region, level);
    }

    static List<Trixel> roots() {
        return ROOT_TRIXELS;
    }

    private static Trixel root(Direction direction) {
        boolean south = direction.z() < 0;
        int quadrant;
        if (direction.y() > 0) {
            quadrant = direction.x() > 0 ? 0 : 1;
        } else if (direction.y() < 0) {
            quadrant = direction.x() < 0 ? 2 : 3;
        } else {
            quadrant = direction.x() >= 0 ? 0 : 2;
        }
        return ROOT_TRIXELS.get(south ? quadrant : ROOTS - 1 - quadrant);
    }

    /**
     * A spherical triangle of the mesh.
     *
     * @param index its number, which also tells its level
     * @param v0 first corner; they are counter-clockwise as seen from outside the sphere
     * @param v1 second corner
     * @param v2 third corner
     */
    public record Trixel(long index, Direction v0, Direction v1, Direction v2) {

        public List<Direction> corners() {
            return List.of(v0, v1, v2);
        }

        /** Child 0 to 2 is at the corner of that number, child 3 in the middle. */
        Trixel child(int number) {
            long child = (index << 2) | number;
            return switch (number) {
                case 0 -> new Trixel(child, v0, middle(v0, v1), middle(v0, v2));
                case 1 -> new Trixel(child, v1, middle(v1, v2), middle(v0, v1));
                case 2 -> new Trixel(child, v2, middle(v0, v2), middle(v1, v2));
                default -> new Trixel(child, middle(v1, v2), middle(v0, v2), middle(v0, v1));
            };
        }

        private Trixel childAt(Direction direction) {
            var w0 = middle(v1, v2);
            var w1 = middle(v0, v2);
            var w2 = middle(v0, v1);
            if (!leftOf(w1, w2, direction)) {
                return new Trixel(index << 2, v0, w2, w1);
            }
            if (!leftOf(w2, w0, direction)) {
                return new Trixel((index << 2) | 1, v1, w0, w2);
            }
            if (!leftOf(w0, w1, direction)) {
                return new Trixel((index << 2) | 2, v2, w1, w0);
            }
            return new Trixel((index << 2) | 3, w0, w1, w2);
        }
    }

    private static Direction middle(Direction a, Direction b) {
        return Direction.towards(a.x() + b.x(), a.y() + b.y(), a.z() + b.z());
    }

    /** True when a direction is on the left of the arc from a to b, seen from outside, or on it. */
    private static boolean leftOf(Direction a, Direction b, Direction p) {
        // (a + b) x (b - a) = 2 a x b, which keeps its digits for corners close to each other.
        double sumX = a.x() + b.x();
        double sumY = a.y() + b.y();
        double sumZ = a.z() + b.z();
        double difX = b.x() - a.x();
        double difY = b.y() - a.y();
        double difZ = b.z() - a.z();
        double side =
                (sumY * difZ - sumZ * difY) * p.x()
                        + (sumZ * difX - sumX * difZ) * p.y()
                        + (sumX * difY - sumY * difX) * p.z();
        return side >= 0;
    }
}
