package org.platebook.http.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a proxy was asked, as it says in headers of the request that it passes on.
 *
 * <p>A proxy adds what it knows behind what it was told, so of several values the last is its own.
 * Where there is one of the headers X-Forwarded-Proto, -Host, -Port and -Prefix, the header
 * Forwarded (RFC 7239) does not count: a proxy that sets the former lets the latter through.
 *
 * @param scheme http or https
 * @param host name or address, with a port where it is not the usual one
 * @param port for a host that was told without one
 * @param prefix path that the proxy took away, as in "/platebook"
 */
record Forwarded(
        @Nullable String scheme,
        @Nullable String host,
        @Nullable String port,
        @Nullable String prefix) {

    private static final Forwarded NOTHING = new Forwarded(null, null, null, null);
    private static final HeaderName STANDARD = HeaderNames.create("Forwarded");
    private static final HeaderName PROTO = HeaderNames.create("X-Forwarded-Proto");
    private static final HeaderName HOST = HeaderNames.create("X-Forwarded-Host");
    private static final HeaderName PORT = HeaderNames.create("X-Forwarded-Port");
    private static final HeaderName PREFIX = HeaderNames.create("X-Forwarded-Prefix");

    private static final Pattern SCHEME = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

    /** A name or an IP address, with or without a port (RFC 3986, 3.2.2). */
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]";

    /** A parameter of an element, and what ends it (RFC 7239, 4). */
    private static final Pattern PAIR =
            Pattern.compile(
                    "\\s*(%s+)=(?:(%s*)|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*([;,]|$)"
                            .formatted(TOKEN, TOKEN));

    /** What the headers say; a value that cannot be right is not taken. */
    static Forwarded of(Headers headers) {
        var plain = List.of(PROTO, HOST, PORT, PREFIX);
        if (plain.stream().anyMatch(headers::contains)) {
            return new Forwarded(
                    fitting(SCHEME, last(headers, PROTO)),
                    fitting(AUTHORITY, last(headers, HOST)),
                    fitting(DIGITS, last(headers, PORT)),
                    fitting(PATH, withoutSlash(last(headers, PREFIX))));
        }
        if (!headers.contains(STANDARD)) {
            return NOTHING;
        }
        var element = lastElement(String.join(",", headers.get(STANDARD).allValues()));
        return new Forwarded(
                fitting(SCHEME, element.get("proto")),
                fitting(AUTHORITY, element.get("host")),
                null,
                null);
    }

    /** Whether a text is a host with or without a port. */
    static boolean isAuthority(String text) {
        return AUTHORITY.matcher(text).matches();
    }

    private static @Nullable String last(Headers headers, HeaderName name) {
        if (!headers.contains(name)) {
            return null;
        }
        var values = headers.get(name).allValues().getLast();
        return values.substring(values.lastIndexOf(',') + 1).strip();
    }

    private static @Nullable String withoutSlash(@Nullable String path) {
        return path != null && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static @Nullable String fitting(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    /**
     * The parameters of the last element, names in lower case; none where the header is no such.
     */
    private static Map<String, String> lastElement(String header) {
        Map<String, String> element = new HashMap<>();
        var pair = PAIR.matcher(header);
        int from = 0;
        while (from < header.length()) {
            if (!pair.region(from, header.length()).lookingAt()) {
                return Map.of();
            }
            var quoted = pair.group(3);
            element.put(
                    pair.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? pair.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
            from = pair.end();
            if (pair.group(4).equals(",")) {
                element.clear();
            }
        }
        return element;
    }
}
