package org.platebook.model.felis;

/**
 * A line of a file.
 *
 * @param file name of the file
 * @param line counted from 1
 */
record FileLine(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
