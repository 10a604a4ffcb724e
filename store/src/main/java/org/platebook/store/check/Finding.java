package org.platebook.store.check;

/**
 * Something in the database that cannot be right.
 *
 * @param subject the table or other thing, as in "cdb_lsstcam.exposure"
 * @param count how many rows, or the like, are concerned
 * @param sentence what is wrong with them, as in "versions of one row overlap"
 */
public record Finding(String subject, long count, String sentence) {

    /** As in "cdb_lsstcam.exposure: 3 × versions of one row overlap". */
    @Override
    public String toString() {
        return "%s: %s × %s".formatted(subject, count, sentence);
    }
}
