package org.platebook.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.platebook.model.failure.Unauthenticated;

import java.util.Base64;
import java.util.Locale;

/** What a request shows of its caller in the header Authorization. */
final class Credentials {

    /** The word that stands in one half of Basic where the other half is a token. */
    private static final String NO_WORD = "x-oauth-basic";

    private Credentials() {}

    /**
     * The token in a header: after Bearer (RFC 6750), or as user or password of Basic (RFC 7617),
     * as clients send it that are given an address like https://user:token@host.
     *
     * @throws Unauthenticated access.header when the header holds none
     */
    static String token(String header) {
        int blank = header.indexOf(' ');
        var scheme = blank < 0 ? header : header.substring(0, blank);
        var rest = blank < 0 ? "" : header.substring(blank + 1).strip();
        var token =
                switch (scheme.toLowerCase(Locale.ROOT)) {
                    case "bearer" -> rest;
                    case "basic" -> ofBasic(rest);
                    default -> "";
                };
        if (token.isEmpty()) {
            throw unreadable();
        }
        return token;
    }

    private static String ofBasic(String coded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(coded), UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw unreadable();
        }
        var user = pair.substring(0, colon);
        var password = pair.substring(colon + 1);
        boolean isUser =
                password.isEmpty()
                        || password.equals(NO_WORD)
                        || (user.startsWith(Tokens.PREFIX) && !password.startsWith(Tokens.PREFIX));
        return isUser ? user : password;
    }

    private static Unauthenticated unreadable() {
        return new Unauthenticated(
                AccessCode.HEADER,
                "the header Authorization must be Bearer with a token, or Basic with a token as"
                        + " password or user");
    }
}
