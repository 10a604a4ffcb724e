package org.platebook.model.pixel;

/** What a pixel is to a region. */
enum PixelRelation {
    OUTSIDE,
    PARTLY,
    INSIDE
}
