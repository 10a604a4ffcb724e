package org.platebook.http.watch;

import java.util.regex.Pattern;

/** Finds what could let somebody in, so that no log holds it. */
final class Secrets {

    /**
     * Tokens of ours, signed tokens (RFC 7519), what follows the schemes of Authorization, what
     * follows words that announce a secret, and what stands before the @ of an address.
     */
    private static final Pattern SECRET =
            Pattern.compile(
                    "pb-[A-Za-z0-9_-]{8,}"
                            + "|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]*"
                            + "|(?i)(?<=bearer |basic )[A-Za-z0-9+/=._~-]{8,}"
                            + "|(?<=password=|passwd=|token=|secret=)[^\\s\"&]+"
                            + "|(?<=://)[^\\s\"/@]+(?=@)");

    private Secrets() {}

    /** A text without what could be a secret in it. */
    static String masked(String text) {
        return SECRET.matcher(text).replaceAll("…");
    }
}
