package org.platebook.vo.tap;

import org.platebook.vo.table.Ending;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What to send back; whoever gets it writes the body at most once and then closes it.
 *
 * @param status of HTTP
 * @param contentType media type of the body
 * @param body what writes it; holds a database connection until it is closed
 */
public record Answer(int status, String contentType, Body body) implements AutoCloseable {

    /** Writes a document, piece by piece where it is long. */
    public interface Body {

        void writeTo(OutputStream out) throws IOException;

        /** How many rows were written. */
        default long rows() {
            return 0;
        }

        /** Whether it is a table, which may end before all of its rows are there. */
        default boolean isTable() {
            return false;
        }

        /** How a table ended; empty until it is written, and for answers without a table. */
        default Optional<Ending> ending() {
            return Optional.empty();
        }

        /** Lets go of what the body needs; nothing by default. */
        default void close() {}
    }

    static Answer of(int status, String contentType, String text) {
        return new Answer(
                status, contentType, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Answer xml(String text) {
        return of(200, "text/xml;charset=UTF-8", text);
    }

    @Override
    public void close() {
        body.close();
    }
}
