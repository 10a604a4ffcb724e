package org.platebook.rest.records;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Refused;
import org.platebook.rest.route.RestCode;
import org.platebook.store.ledger.RowVersion;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a caller demands of a row before it is written (RFC 9110, 13.1.1 and 13.1.2): that it is
 * still at a version that they know, or that it is not there yet.
 *
 * @param versions the versions that will do; null where any will
 * @param isThere whether the row must be there; null where that does not matter
 */
record Precondition(@Nullable Set<String> versions, @Nullable Boolean isThere) {

    /** Demands nothing. */
    static final Precondition NONE = new Precondition(null, null);

    private static final Pattern TAGS = Pattern.compile("\\s*\"[^\"]*\"\\s*(,\\s*\"[^\"]*\"\\s*)*");

    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");

    static Precondition of(ServerRequest request) {
        var match = header(request, HeaderNames.IF_MATCH);
        var noneMatch = header(request, HeaderNames.IF_NONE_MATCH);
        if (noneMatch.isPresent()) {
            if (match.isPresent() || !noneMatch.get().equals("*")) {
                throw new Refused(
                        RestCode.PRECONDITION,
                        "If-None-Match is %s, expected * alone, which means that the row must be new"
                                .formatted(noneMatch.get()));
            }
            return new Precondition(null, false);
        }
        if (match.isEmpty()) {
            return NONE;
        }
        return match.get().equals("*")
                ? new Precondition(null, true)
                : new Precondition(tags(match.get()), true);
    }

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name)
                ? Optional.of(request.headers().get(name).values().strip())
                : Optional.empty();
    }

    private static Set<String> tags(String text) {
        if (!TAGS.matcher(text).matches()) {
            throw new Refused(
                    RestCode.PRECONDITION,
                    "If-Match is %s, expected * or a version in quotes".formatted(text));
        }
        var tags = new HashSet<String>();
        TAG.matcher(text).results().forEach(tag -> tags.add(tag.group(1)));
        return tags;
    }

    /** Whether nothing is demanded. */
    boolean isNone() {
        return versions == null && isThere == null;
    }

    /**
     * Makes sure that a row is as it must be.
     *
     * @param version of the row; empty where it is not there
     * @throws Clash rest.version when it is not
     */
    void require(String row, Optional<RowVersion> version) {
        if (isThere != null && isThere != version.isPresent()) {
            throw new Clash(
                    RestCode.VERSION, row + (isThere ? " is not there" : " is there already"));
        }
        var held = version.map(RowVersion::recordId).map(Object::toString).orElse("none");
        if (versions != null && !versions.contains(held)) {
            throw new Clash(
                    RestCode.VERSION,
                    "%s is at version %s, and If-Match names %s".formatted(row, held, versions));
        }
    }
}
