package org.platebook.intake.header;

import java.util.List;
import java.util.Set;

/** Tells a header from other mappings of names to values. */
final class Recognition {

    static final String NOT_A_HEADER =
            "is not a header: expected FITS keywords, among them at least one that every camera"
                    + " writes, as INSTRUME, TELESCOP, DATE-OBS or EXPTIME";

    /** Keywords of which nearly every header of an exposure has at least one. */
    private static final Set<String> USUAL =
            Set.of(
                    "SIMPLE",
                    "XTENSION",
                    "BITPIX",
                    "NAXIS",
                    "EXTEND",
                    "INSTRUME",
                    "TELESCOP",
                    "DATE-OBS",
                    "DATE-BEG",
                    "MJD-OBS",
                    "MJD",
                    "DATE",
                    "EXPTIME",
                    "OBSID",
                    "IMGTYPE",
                    "DETECTOR",
                    "OBSTYPE",
                    "CAMERA");

    private static final int FEWEST_CARDS = 5;

    private Recognition() {}

    /** Whether these cards are a header: FITS keywords, enough of them, and a usual one. */
    static boolean isHeader(List<Card> cards) {
        if (cards.size() < FEWEST_CARDS) {
            return false;
        }
        var strange = cards.stream().filter(c -> !isKeyword(c.keyword())).count();
        return strange * 4 < cards.size()
                && cards.stream().anyMatch(c -> USUAL.contains(c.keyword()));
    }

    private static boolean isKeyword(String keyword) {
        return keyword.chars().allMatch(Recognition::isOfKeyword);
    }

    private static boolean isOfKeyword(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || " -_.".indexOf(c) >= 0;
    }
}
