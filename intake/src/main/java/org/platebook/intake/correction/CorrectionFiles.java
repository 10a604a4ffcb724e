package org.platebook.intake.correction;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads corrections.
 *
 * <p>A file whose name ends in ".jsonl" holds one correction a line: {@code instrument}; {@code
 * obs_id}, or {@code exposure_id}, or {@code first_exposure_id} and {@code last_exposure_id};
 * {@code corrections}, an object of keywords and values; and, where they are known, {@code by},
 * {@code why} and {@code at} (ISO 8601 in UTC). Any other file holds the cards of one exposure, as
 * YAML or JSON, and is named instrument-observation, as in "LSSTCam-MC_O_20251121_000156.yaml": the
 * layout of astro_metadata_translator.
 */
public final class CorrectionFiles {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** What each tells of for which exposures it holds. */
    private static final List<String> SCOPES =
            List.of("obs_id", "exposure_id", "first_exposure_id");

    private static final Set<String> KEYS =
            Set.of(
                    "instrument",
                    "obs_id",
                    "exposure_id",
                    "first_exposure_id",
                    "last_exposure_id",
                    "corrections",
                    "by",
                    "why",
                    "at");

    private CorrectionFiles() {}

    /**
     * What is said of corrections that do not say it themselves.
     *
     * @param by who says them
     * @param why in a sentence
     * @param at when
     */
    public record Origin(String by, String why, Instant at) {}

    /**
     * Reads the corrections of a file.
     *
     * @param instruments names of instruments, by which a file's name is told apart
     * @throws Refused {@code correction.file} and others of that family when any of it cannot be
     *     right; the message names file and line
     */
    public static List<Correction> read(Path file, Set<String> instruments, Origin origin) {
        if (!Files.exists(file)) {
            throw new Refused(CorrectionCode.FILE, file + " is not there");
        }
        return file.toString().endsWith(".jsonl")
                ? lines(file, origin)
                : List.of(single(file, instruments, origin));
    }

    /**
     * The files of corrections that stand with a header file: those in its folder, and in the one
     * above, whose names end in "corrections.jsonl"; by name.
     *
     * @throws Refused {@code correction.file} when a folder cannot be read
     */
    public static List<Path> beside(Path headerFile) {
        var folder = headerFile.toAbsolutePath().normalize().getParent();
        return Stream.iterate(folder, Objects::nonNull, Path::getParent)
                .limit(2)
                .flatMap(CorrectionFiles::correctionsIn)
                .toList();
    }

    private static Stream<Path> correctionsIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files
                    .filter(file -> file.getFileName().toString().endsWith("corrections.jsonl"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new Refused(
                    CorrectionCode.FILE,
                    "%s cannot be read: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static List<Correction> lines(Path file, Origin origin) {
        var corrections = new ArrayList<Correction>();
        int number = 0;
        try (var reader = Files.newBufferedReader(file)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    corrections.add(correction(MAPPER.readTree(line), origin));
                }
            }
        } catch (JacksonException e) {
            throw refused(file, number, e.getOriginalMessage(), e);
        } catch (Refused e) {
            throw refused(file, number, e.text(), e);
        } catch (IOException e) {
            throw new Refused(
                    CorrectionCode.FILE,
                    "%s cannot be read: %s".formatted(file, e.getMessage()),
                    e);
        }
        return corrections;
    }

    private static Refused refused(Path file, int line, @Nullable String why, Exception cause) {
        return new Refused(
                CorrectionCode.FILE, "%s, line %s: %s".formatted(file, line, why), cause);
    }

    private static Correction correction(JsonNode line, Origin origin) {
        if (!line.isObject()) {
            throw new Refused(CorrectionCode.LINE, "expected an object, not " + line);
        }
        for (var key : line.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new Refused(CorrectionCode.KEY, "unknown key '%s'".formatted(key));
            }
        }
        return new Correction(
                text(line, "instrument"),
                scope(line),
                cards(line.path("corrections")),
                line.has("by") ? text(line, "by") : origin.by(),
                line.has("why") ? text(line, "why") : origin.why(),
                line.has("at") ? instant(text(line, "at")) : origin.at());
    }

    private static Correction.Scope scope(JsonNode line) {
        var told = SCOPES.stream().filter(line::has).toList();
        if (told.size() > 1) {
            throw new Refused(
                    CorrectionCode.KEY,
                    "%s are there, expected one of obs_id, exposure_id, or first_exposure_id with last_exposure_id"
                            .formatted(String.join(" and ", told)));
        }
        if (line.has("obs_id")) {
            return new Correction.OfObservation(text(line, "obs_id"));
        }
        if (line.has("exposure_id")) {
            long id = whole(line, "exposure_id");
            return new Correction.OfExposures(id, id);
        }
        return new Correction.OfExposures(
                whole(line, "first_exposure_id"), whole(line, "last_exposure_id"));
    }

    private static Map<String, @Nullable Object> cards(JsonNode corrections) {
        if (!corrections.isObject()) {
            throw new Refused(
                    CorrectionCode.CARDS, "'corrections' must be an object, not " + corrections);
        }
        var cards = new LinkedHashMap<String, @Nullable Object>();
        corrections.properties().forEach(card -> cards.put(card.getKey(), value(card.getValue())));
        return cards;
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        throw new Refused(
                CorrectionCode.VALUE,
                "expected a boolean, number, text or null as a card's value, not " + value);
    }

    private static String text(JsonNode line, String key) {
        var value = line.path(key);
        if (!value.isString()) {
            throw new Refused(CorrectionCode.KEY, "'%s' must be text".formatted(key));
        }
        return value.stringValue();
    }

    private static long whole(JsonNode line, String key) {
        var value = line.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Refused(CorrectionCode.KEY, "'%s' must be a whole number".formatted(key));
        }
        return value.longValue();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Refused(
                    CorrectionCode.AT, "'at' must be as in 2026-01-15T12:00:00Z, not " + text, e);
        }
    }

    private static Correction single(Path file, Set<String> instruments, Origin origin) {
        var name = stem(file);
        var instrument = instrument(file, name, instruments);
        return new Correction(
                instrument,
                new Correction.OfObservation(name.substring(instrument.length() + 1)),
                CorrectionYaml.read(file),
                origin.by(),
                origin.why(),
                origin.at());
    }

    private static String stem(Path file) {
        var name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The longest known instrument that the name begins with, else all before the first hyphen. */
    private static String instrument(Path file, String name, Set<String> instruments) {
        var known =
                instruments.stream()
                        .filter(instrument -> name.startsWith(instrument + "-"))
                        .max(Comparator.comparingInt(String::length));
        int hyphen = name.indexOf('-');
        if (known.isEmpty() && hyphen < 1) {
            throw new Refused(
                    CorrectionCode.FILE,
                    file
                            + " must be named instrument-observation, as in LATISS-AT_O_20190308_000139");
        }
        return known.orElseGet(() -> name.substring(0, hyphen));
    }
}
