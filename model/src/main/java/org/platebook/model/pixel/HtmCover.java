package org.platebook.model.pixel;

import org.platebook.model.sky.Polygon;
import org.platebook.model.sky.Region;

import java.util.function.Function;

/** Finds the HTM trixels of a region, from the eight roots down. */
final class HtmCover {

    /** Up to this level a trixel and a region may together span more than half the sky. */
    private static final int WIDE_LEVEL = 1;

    private final int level;
    private final Function<Htm.Trixel, PixelRelation> test;
    private final Cover.Builder cover = new Cover.Builder();

    private HtmCover(Region region, int level) {
        this.level = level;
        if (level > WIDE_LEVEL && region instanceof Polygon polygon && polygon.isConvex()) {
            var convex = new ConvexRegion(polygon);
            this.test = trixel -> convex.relation(trixel.corners(), 0);
        } else {
            this.test = trixel -> relation(region, trixel);
        }
    }

    static Cover of(Region region, int level) {
        var search = new HtmCover(region, level);
        Htm.roots().forEach(root -> search.descend(0, root));
        return search.cover.build();
    }

    private void descend(int depth, Htm.Trixel trixel) {
        var relation = test.apply(trixel);
        if (relation == PixelRelation.PARTLY && depth < level) {
            for (int child = 0; child < 4; child++) {
                descend(depth + 1, trixel.child(child));
            }
            return;
        }
        int shift = 2 * (level - depth);
        cover.add(relation, trixel.index() << shift, (trixel.index() + 1) << shift);
    }

    private static PixelRelation relation(Region region, Htm.Trixel trixel) {
        var triangle = Polygon.wound(trixel.corners().reversed());
        if (!region.overlaps(triangle)) {
            return PixelRelation.OUTSIDE;
        }
        return region.contains(triangle) ? PixelRelation.INSIDE : PixelRelation.PARTLY;
    }
}
