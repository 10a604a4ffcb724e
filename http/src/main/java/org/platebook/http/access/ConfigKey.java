package org.platebook.http.access;

import org.platebook.model.failure.FailureCode;

/** The key of {@code site.yaml} that a failure's code is about. */
public final class ConfigKey {

    private static final String CONFIG = "config.";

    private ConfigKey() {}

    /**
     * The key of a code, as in "http.port" of {@code config.http.port}.
     *
     * @throws IllegalArgumentException when the code is about something else
     */
    public static String of(FailureCode code) {
        if (!code.code().startsWith(CONFIG)) {
            throw new IllegalArgumentException(code.code() + " is about no key of site.yaml");
        }
        return code.code().substring(CONFIG.length());
    }
}
