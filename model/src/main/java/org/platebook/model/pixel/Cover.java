package org.platebook.model.pixel;

/**
 * The pixels of a grid that cover a region.
 *
 * @param touched pixels that overlap the region, and perhaps a few that only come near it: none
 *     that overlaps is left out
 * @param inside pixels that lie wholly in the region: all of them are, but one may be left out
 */
public record Cover(RangeSet touched, RangeSet inside) {

    /** Gathers both sets while a grid is walked in the order of its pixels. */
    static final class Builder {

        private final RangeSet.Builder touched = new RangeSet.Builder();
        private final RangeSet.Builder inside = new RangeSet.Builder();

        /** Adds pixels, by what the whole of them is to the region. */
        void add(PixelRelation relation, long begin, long end) {
            if (relation != PixelRelation.OUTSIDE) {
                touched.add(begin, end);
            }
            if (relation == PixelRelation.INSIDE) {
                inside.add(begin, end);
            }
        }

        Cover build() {
            return new Cover(touched.build(), inside.build());
        }
    }
}
