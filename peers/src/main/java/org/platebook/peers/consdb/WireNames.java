package org.platebook.peers.consdb;

import org.platebook.model.felis.Schema;
import org.platebook.store.sql.SqlText;

import java.util.Locale;
import java.util.Optional;

/**
 * The names that the protocol of ConsDB has for schemas and columns, whatever they are called here.
 * They are those of Rubin's ConsDB (repository lsst-dm/consdb, pqserver.py and cdb_schema.py): the
 * tables of an instrument are in a schema called after it, what is known of it from telemetry in
 * another.
 */
final class WireNames {

    /** What the messages of ConsDB call the number of an exposure. */
    static final String EXPOSURE = "exposure_id";

    /** What the messages of ConsDB call the number of a detector of an exposure. */
    static final String DETECTOR = "ccdexposure_id";

    private static final String OBSERVATIONS = "cdb_";
    private static final String TELEMETRY = "efd_";

    private WireNames() {}

    /**
     * What clients call the instrument of a schema: what stands behind "cdb_" in its name, or else
     * the instrument that it states; empty where it is no schema of an instrument.
     */
    static Optional<String> instrument(Schema schema) {
        var name = SqlText.stored(schema.name());
        if (name.startsWith(OBSERVATIONS)) {
            return Optional.of(name.substring(OBSERVATIONS.length()));
        }
        return Optional.ofNullable(schema.instrument()).map(one -> one.toLowerCase(Locale.ROOT));
    }

    /** The schema of what is known of an instrument from telemetry. */
    static String telemetry(String instrument) {
        return TELEMETRY + instrument;
    }

    /** The table of what is known of a kind of observations from telemetry. */
    static String telemetry(String instrument, String type) {
        return TELEMETRY + instrument + "." + type + "_efd";
    }
}
