package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A table in a file, read from its first row to its last; for one thread. */
interface TableFile extends AutoCloseable {

    /**
     * A column of the file.
     *
     * @param name as the file has it
     * @param unit null where the file tells none
     */
    record FileColumn(String name, @Nullable String unit) {}

    /** Its columns; empty where each row names its own. */
    List<FileColumn> columns();

    /** Names of columns whose values cannot be read; they are not among the others. */
    default List<String> unreadable() {
        return List.of();
    }

    /** How many rows it has; -1 where only reading tells. */
    long rowCount();

    /**
     * The next row, column by column: null for what is not there, else a Boolean, a Number, a
     * String or an array.
     *
     * @return null after the last
     */
    @Nullable Map<String, @Nullable Object> next() throws IOException;

    @Override
    void close() throws IOException;
}
