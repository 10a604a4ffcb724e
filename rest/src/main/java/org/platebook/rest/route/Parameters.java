package org.platebook.rest.route;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;
import org.platebook.http.server.PublicAddress;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What a request asks for, by its path and its query. */
public final class Parameters {

    private final ServerRequest request;
    private final UriQuery query;

    /**
     * Reads a request.
     *
     * @param known the names that its query may have
     * @throws Refused when the query has another name
     */
    public Parameters(ServerRequest request, Set<String> known) {
        this.request = request;
        this.query = request.query();
        for (var name : query.names()) {
            if (!known.contains(name)) {
                throw new Refused(
                        RestCode.PARAMETER,
                        "there is no parameter " + name + " here; there are " + known);
            }
        }
    }

    /** The address under which the caller knows the site. */
    public PublicAddress address() {
        return PublicAddress.of(request);
    }

    /** A part of the path, as in "LSSTCam". */
    public String part(String name) {
        return request.path().pathParameters().get(name);
    }

    /**
     * A number in the path; what is no number names nothing.
     *
     * @param missing the failure of what names nothing
     */
    public long partNumber(String name, RestCode missing) {
        var text = part(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Missing(missing, "there is no " + name + " " + text);
        }
    }

    public int dayObs() {
        return Math.toIntExact(
                Math.clamp(
                        partNumber("day_obs", RestCode.DAY_OBS),
                        Integer.MIN_VALUE,
                        Integer.MAX_VALUE));
    }

    public @Nullable String text(String name) {
        var value = query.first(name).orElse("");
        return value.isEmpty() ? null : value;
    }

    /** Values separated by commas; null when the query says nothing of them. */
    public String @Nullable [] texts(String name) {
        var text = text(name);
        return text == null ? null : text.split(",", -1);
    }

    public Long @Nullable [] numbers(String name) {
        var texts = texts(name);
        return texts == null
                ? null
                : Arrays.stream(texts).map(text -> number(name, text)).toArray(Long[]::new);
    }

    public @Nullable Integer dayObs(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        long day = number(name, text);
        if (day != (int) day) {
            throw refused(name, text, "an observing day as yyyymmdd");
        }
        return (int) day;
    }

    public boolean flag(String name) {
        var text = text(name);
        if (text == null || text.equals("no")) {
            return false;
        }
        if (text.equals("yes")) {
            return true;
        }
        throw refused(name, text, "yes or no");
    }

    /** A number between zero and a greatest one. */
    public int upTo(String name, int greatest, int unlessGiven) {
        var text = text(name);
        if (text == null) {
            return unlessGiven;
        }
        long value = number(name, text);
        if (value < 0 || value > greatest) {
            throw refused(name, text, "a number between 0 and " + greatest);
        }
        return (int) value;
    }

    /** One of several words, each with what it stands for. */
    public <T> T oneOf(
            String name, List<String> words, String unlessGiven, Function<String, T> meaning) {
        var text = text(name);
        var word = text == null ? unlessGiven : text;
        if (!words.contains(word)) {
            throw refused(name, word, "one of " + words);
        }
        return meaning.apply(word);
    }

    private static Long number(String name, String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw refused(name, text, "a whole number");
        }
    }

    private static Refused refused(String name, String value, String expected) {
        return new Refused(
                RestCode.PARAMETER, name + " is \"" + value + "\", expected " + expected);
    }
}
