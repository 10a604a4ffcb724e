package org.platebook.model.pixel;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of pixels of the sky and coverage. */
public enum PixelCode implements FailureCode {
    HEALPIX_ORDER("healpix.order", "a HEALPix order is not from 0 to 29", "give one that is"),
    HEALPIX_POSITION(
            "healpix.position",
            "a longitude or latitude is no position",
            "give radians, latitude within π/2"),
    HEALPIX_PIXEL(
            "healpix.pixel",
            "the order has no pixel of this number",
            "see that number and order belong together, in the nested scheme"),
    HTM_LEVEL("htm.level", "an HTM level is not from 0 to 24", "give one that is"),
    HTM_INDEX(
            "htm.index",
            "the level has no trixel of this number",
            "see that number and level belong together"),
    HTM_NAME("htm.name", "a text is no name of a trixel", "write it as in `N012`"),
    MOC_CELL(
            "moc.cell",
            "an order has no cell of this number, or a NUNIQ number is below 4",
            "see that number and order belong together"),
    MOC_ORDER("moc.order", "a cell is finer than the MOC", "give the MOC a higher order"),
    MOC_TEXT("moc.text", "a text is not a MOC of the sky", "write it as in `1/1 2 4 2/12-14 8/`"),
    MOC_JSON(
            "moc.json",
            "a JSON document is not a MOC of the sky",
            "write orders with lists of whole numbers"),
    MOC_FITS(
            "moc.fits",
            "a file is not a FITS file with a MOC of the sky",
            "MOCs of time cannot be read; the message says what else is wrong"),
    RANGE_ORDER(
            "range.order",
            "a range of numbers ends before it begins, or ranges are out of order",
            "swap or sort them");

    private final Explanation explanation;

    PixelCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
