package org.platebook.model.record;

import org.platebook.model.failure.Refused;

import java.util.regex.Pattern;

/**
 * Where records come from.
 *
 * @param source the source that owns the tables written, as in "headers"
 * @param software name and version of the program that made them
 * @param user on whose behalf
 * @param requestId names the request that brought them
 * @param runKind {@link #SCIENCE}, or the kind of trial run whose results must not be taken for
 *     science, as in "test": lower-case letters, digits and dashes
 */
public record Provenance(
        String source, String software, String user, String requestId, String runKind) {

    /** The run kind of all that counts. */
    public static final String SCIENCE = "science";

    private static final Pattern RUN_KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Provenance {
        if (!RUN_KIND.matcher(runKind).matches()) {
            throw new Refused(
                    RecordCode.RUN_KIND,
                    "run_kind must be a lower-case letter and up to 31 letters, digits or dashes,"
                            + " not '%s'".formatted(runKind));
        }
    }

    /** Of a run that counts. */
    public Provenance(String source, String software, String user, String requestId) {
        this(source, software, user, requestId, SCIENCE);
    }

    /** Whether what it brings must not be taken for science. */
    public boolean isTrial() {
        return !runKind.equals(SCIENCE);
    }
}
