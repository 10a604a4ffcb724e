package org.platebook.model.pixel;

import org.platebook.model.sky.Circle;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Region;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys at which a query has to look for what overlaps a region: numbers that the database keeps
 * beside each stored region and point ({@code sky.region_key}, {@code sky.point_key}).
 *
 * <p>A key is a class of sizes and a HEALPix pixel: of a point the one it lies in, of a region the
 * one in which the middle of the circle about its vertices lies. What a query overlaps has that
 * middle no farther from it than the largest radius of its class, so each class has its own few
 * pixels, and no region is lost at a pole, at longitude 0 or at a pixel's edge.
 *
 * @param single keys, ascending
 * @param ranges of keys, ascending, none of which holds a single one
 */
public record SkyKeys(List<Long> single, List<Range> ranges) {

    /** Of what may be anywhere: −2 a larger region than any class holds, −1 not yet known. */
    private static final List<Long> ANYWHERE = List.of(-2L, -1L);

    private static final SizeClass POINTS = new SizeClass(0, 0, 8);

    private static final List<SizeClass> REGIONS =
            List.of(
                    new SizeClass(1, 0.2, 8),
                    new SizeClass(2, 0.8, 6),
                    new SizeClass(3, 3.2, 4),
                    new SizeClass(4, 12.8, 2));

    private static final int CLASS_SHIFT = 40;

    /** More than every error of rounding, much less than any pixel. */
    private static final double MARGIN_RAD = Math.toRadians(1e-6);

    /** With more single keys of one class, ranges of coarser pixels are planned and read sooner. */
    private static final int MOST_SINGLE = 160;

    /** Each range is planned by itself. */
    private static final int MOST_RANGES = 8;

    public SkyKeys {
        single = List.copyOf(single);
        ranges = List.copyOf(ranges);
    }

    /**
     * Keys that follow each other.
     *
     * @param first of them
     * @param last of them, which belongs to them
     */
    public record Range(long first, long last) {}

    /**
     * @param number of the class
     * @param radiusDeg the largest radius of the circle about a region
     * @param order of its pixels
     */
    private record SizeClass(int number, double radiusDeg, int order) {}

    /** Where all points have their keys that lie in a region or touch it. */
    public static SkyKeys ofPointsIn(Region region) {
        return of(region, List.of(POINTS));
    }

    /** Where all regions have their keys that overlap a region or touch it. */
    public static SkyKeys ofRegionsNear(Region region) {
        return of(region, REGIONS);
    }

    private static SkyKeys of(Region region, List<SizeClass> classes) {
        var single = new ArrayList<Long>(ANYWHERE);
        var ranges = new ArrayList<Range>();
        for (var one : classes) {
            new Search(region, one).addTo(single, ranges);
        }
        return new SkyKeys(single, ranges);
    }

    /** Whether a key is among them. */
    public boolean contains(long key) {
        return single.contains(key)
                || ranges.stream().anyMatch(range -> range.first() <= key && key <= range.last());
    }

    /** Looks, from the twelve base pixels down, for those near a region. */
    private record Search(Region region, SizeClass sizeClass) {

        private record Pixel(int order, long number, boolean isInside) {}

        void addTo(List<Long> single, List<Range> ranges) {
            List<Pixel> pixels = new ArrayList<>();
            for (int face = 0; face < new HealPix(0).pixelCount(); face++) {
                add(0, face, pixels);
            }
            var few = ranges(pixels);
            for (int order = 1; order <= sizeClass.order(); order++) {
                pixels = finer(pixels, order);
                if (pixels.size() > MOST_SINGLE) {
                    break;
                }
                var next = ranges(pixels);
                few = next.size() > MOST_RANGES ? few : next;
            }
            long keys =
                    ranges(pixels).stream().mapToLong(one -> one.last() - one.first() + 1).sum();
            if (keys <= MOST_SINGLE) {
                ranges(pixels).forEach(range -> addEach(range, single));
            } else {
                ranges.addAll(few);
            }
        }

        private static void addEach(Range range, List<Long> single) {
            for (long key = range.first(); key <= range.last(); key++) {
                single.add(key);
            }
        }

        private List<Pixel> finer(List<Pixel> pixels, int order) {
            var finer = new ArrayList<Pixel>();
            for (var pixel : pixels) {
                if (pixel.isInside()) {
                    finer.add(pixel);
                } else {
                    for (int child = 0; child < 4; child++) {
                        add(order, 4 * pixel.number() + child, finer);
                    }
                }
            }
            return finer;
        }

        private void add(int order, long number, List<Pixel> to) {
            var grid = new HealPix(order);
            var centre = grid.centre(number);
            double radius =
                    grid.corners(number).stream()
                            .mapToDouble(centre::separationRad)
                            .max()
                            .orElseThrow();
            double reach = Math.toRadians(sizeClass.radiusDeg());
            if (region.overlaps(circle(centre, radius + reach + MARGIN_RAD))) {
                to.add(new Pixel(order, number, isInside(centre, radius, reach)));
            }
        }

        private boolean isInside(Direction centre, double radius, double reach) {
            return radius > reach
                    ? region.contains(circle(centre, radius - reach))
                    : region.overlaps(circle(centre, reach - radius));
        }

        private static Circle circle(Direction centre, double radiusRad) {
            return Circle.ofRadians(centre, Math.min(radiusRad, Math.PI));
        }

        /**
         * Pixels come in the order of their numbers; those that follow each other are one range.
         */
        private List<Range> ranges(List<Pixel> pixels) {
            var ranges = new ArrayList<Range>();
            for (var pixel : pixels) {
                int shift = 2 * (sizeClass.order() - pixel.order());
                long base = (long) sizeClass.number() << CLASS_SHIFT;
                long first = base + (pixel.number() << shift);
                long last = base + ((pixel.number() + 1) << shift) - 1;
                if (!ranges.isEmpty() && ranges.getLast().last() + 1 == first) {
                    ranges.set(ranges.size() - 1, new Range(ranges.getLast().first(), last));
                } else {
                    ranges.add(new Range(first, last));
                }
            }
            return ranges;
        }
    }
}
