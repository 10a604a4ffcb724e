package org.platebook.model.sky;

import java.util.List;

/**
 * The boundary of a simple region, and on which side of it a direction is.
 *
 * @param arcs the boundary, empty for the whole sky and for nothing at all
 * @param sides tells the side of a direction
 * @param isThin whether the region has no inside, only a boundary
 */
record Outline(List<Arc> arcs, Sides sides, boolean isThin) {

    /** On which side of a boundary a direction is. */
    interface Sides {
        /** 1 inside, 0 on the boundary, -1 outside. */
        int of(Direction direction);
    }

    Outline {
        arcs = List.copyOf(arcs);
    }

    int side(Direction direction) {
        return sides.of(direction);
    }
}
