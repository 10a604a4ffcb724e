package org.platebook.model.felis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The unified content descriptors of the UCD1+ controlled vocabulary, version 1.6: words separated
 * by semicolons, of which some may only come first and others only later.
 *
 * @see <a href="https://www.ivoa.net/documents/UCD1+/">UCD1+ controlled vocabulary</a>
 */
public final class UcdSyntax {

    private static final String RESOURCE = "ucd-words.txt";
    private static final String FIRST_PLACE = "PQEVC";
    private static final String LATER_PLACE = "SQEVC";
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*");
    private static final String NAMESPACE = "ivoa:";

    private final Set<String> first = new HashSet<>();
    private final Set<String> later = new HashSet<>();

    private UcdSyntax() {}

    /** Reads the vocabulary. */
    public static UcdSyntax load() {
        var syntax = new UcdSyntax();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        UcdSyntax.class.getResourceAsStream(RESOURCE), RESOURCE),
                                StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(syntax::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return syntax;
    }

    /** What is wrong with a descriptor; empty where nothing is. */
    public Optional<String> problem(String ucd) {
        var words = ucd.split(";", -1);
        for (int i = 0; i < words.length; i++) {
            var problem = problem(words[i], i == 0);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(String word, boolean isFirst) {
        var bare = word.startsWith(NAMESPACE) ? word.substring(NAMESPACE.length()) : word;
        if (!WORD.matcher(bare).matches()) {
            return Optional.of("\"%s\" is not a word".formatted(word));
        }
        var known = bare.toLowerCase(Locale.ROOT);
        if ((isFirst ? first : later).contains(known)) {
            return Optional.empty();
        }
        if ((isFirst ? later : first).contains(known)) {
            return Optional.of(
                    "\"%s\" may %s"
                            .formatted(word, isFirst ? "not come first" : "only come first"));
        }
        return Optional.of("unknown word \"%s\"".formatted(word));
    }

    private void add(String line) {
        var place = line.substring(0, 1);
        var word = line.substring(2).toLowerCase(Locale.ROOT);
        if (FIRST_PLACE.contains(place)) {
            first.add(word);
        }
        if (LATER_PLACE.contains(place)) {
            later.add(word);
        }
    }
}
