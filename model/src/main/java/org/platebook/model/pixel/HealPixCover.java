package org.platebook.model.pixel;

import org.platebook.model.sky.Circle;
import org.platebook.model.sky.Polygon;
import org.platebook.model.sky.Region;

/** Finds the HEALPix pixels of a region, from the twelve base pixels down. */
final class HealPixCover {

    /**
     * How far the edge of a pixel may bulge over the great circle between its corners, in parts of
     * the square root of its area. Found numerically: 0.077 in order 0, 0.064 in all finer ones.
     */
    private static final double BULGE = 0.08;

    private final int order;
    private final Test test;
    private final Cover.Builder cover = new Cover.Builder();

    /** Tells what a pixel is to the region. */
    private interface Test {
        PixelRelation of(HealPix grid, long pixel);
    }

    private HealPixCover(Region region, int order) {
        this.order = order;
        if (region instanceof Polygon polygon && polygon.isConvex()) {
            var convex = new ConvexRegion(polygon);
            this.test =
                    (grid, pixel) ->
                            convex.relation(
                                    grid.corners(pixel), BULGE * Math.sqrt(grid.pixelAreaSr()));
        } else {
            this.test = (grid, pixel) -> relation(region, around(grid, pixel));
        }
    }

    static Cover of(Region region, int order) {
        var search = new HealPixCover(region, order);
        for (int face = 0; face < new HealPix(0).pixelCount(); face++) {
            search.descend(0, face);
        }
        return search.cover.build();
    }

    private void descend(int level, long pixel) {
        var relation = test.of(new HealPix(level), pixel);
        if (relation == PixelRelation.PARTLY && level < order) {
            for (int child = 0; child < 4; child++) {
                descend(level + 1, 4 * pixel + child);
            }
            return;
        }
        int shift = 2 * (order - level);
        cover.add(relation, pixel << shift, (pixel + 1) << shift);
    }

    /** The circle around a pixel, through its farthest corner. */
    private static Circle around(HealPix grid, long pixel) {
        var centre = grid.centre(pixel);
        double radius =
                grid.corners(pixel).stream().mapToDouble(centre::separationRad).max().orElseThrow();
        return Circle.ofRadians(centre, radius);
    }

    private static PixelRelation relation(Region region, Circle around) {
        if (!region.overlaps(around)) {
            return PixelRelation.OUTSIDE;
        }
        return region.contains(around) ? PixelRelation.INSIDE : PixelRelation.PARTLY;
    }
}
