package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.KeywordValue;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reading of one header by one camera's rules: the cards, the properties read so far, and the
 * problems met.
 *
 * <p>A rule may ask for other properties; each is read once. Not for use by two threads.
 */
public final class Reading {

    private static final Tai EARLIEST = TimeScale.TAI.parse("1960-01-01");
    private static final Tai LATEST = TimeScale.TAI.parse("2200-01-01");

    private record Told(int place, Problem problem) {}

    private enum State {
        UNREAD,
        BEING_READ,
        READ
    }

    private final CameraSpecialization camera;
    private final CorrectedHeader corrected;
    private final Rules rules;
    private final State[] states = new State[Property.ALL.size()];
    private final @Nullable Object[] values;
    private final List<Told> problems = new ArrayList<>();
    private @Nullable Property<?> current;

    private Reading(CameraSpecialization camera, CorrectedHeader corrected) {
        this.camera = camera;
        this.corrected = corrected;
        this.rules = camera.rules();
        this.values = new @Nullable Object[Property.ALL.size()];
        Arrays.fill(states, State.UNREAD);
    }

    /** A reading by a camera's own rules, as a fix needs it to see what a header says so far. */
    public static Reading of(CameraSpecialization camera, CorrectedHeader header) {
        return new Reading(camera, header);
    }

    /** The camera whose rules read the header. */
    public CameraSpecialization camera() {
        return camera;
    }

    /** The header as received beside what has been corrected in it. */
    public CorrectedHeader corrected() {
        return corrected;
    }

    /** The header with all corrections made. */
    public Header header() {
        return corrected.corrected();
    }

    /**
     * Another property of the same observation, null where it is absent.
     *
     * @throws IllegalStateException when two rules ask for each other
     */
    public <T> @Nullable T get(Property<T> property) {
        int place = property.place();
        if (states[place] == State.BEING_READ) {
            throw new IllegalStateException(
                    "the rule of " + property + " of " + camera.name() + " needs itself");
        }
        if (states[place] == State.UNREAD) {
            var outer = current;
            current = property;
            states[place] = State.BEING_READ;
            values[place] = readOrTell(property);
            states[place] = State.READ;
            current = outer;
        }
        return property.type().cast(values[place]);
    }

    /** The first of these cards that holds a value, as text; numbers in their shortest form. */
    public @Nullable String text(String... keywords) {
        for (var keyword : keywords) {
            var value = value(header().anyText(keyword));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /**
     * The first of these cards that holds more than blanks, without those around it: for names,
     * which an empty card does not give.
     */
    public @Nullable String name(String... keywords) {
        for (var keyword : keywords) {
            var value = value(header().anyText(keyword));
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    /** The first of these cards that holds a number; text that is none becomes a problem. */
    public @Nullable Double number(String... keywords) {
        for (var keyword : keywords) {
            var value = value(header().number(keyword));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /**
     * The first of these cards that holds a number between limits; text, NaN and numbers beyond
     * them become problems.
     */
    public @Nullable Double number(CardLimits limits, String... keywords) {
        for (var keyword : keywords) {
            var value = value(header().number(keyword));
            if (value != null && limits.hold(value)) {
                return value;
            }
            if (value != null) {
                problem(keyword + " is " + value, limits.toString(), "not used");
            }
        }
        return null;
    }

    /** The first of these cards that holds a whole number; anything else becomes a problem. */
    public @Nullable Long integer(String... keywords) {
        for (var keyword : keywords) {
            var value = value(header().integer(keyword));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** What the card says, true or false; anything else becomes a problem. */
    public @Nullable Boolean flag(String keyword) {
        return value(header().flag(keyword));
    }

    /** The first of these cards that holds a number, which is in that unit. */
    public @Nullable Quantity quantity(HeaderUnit unit, String... keywords) {
        var value = number(keywords);
        return value == null ? null : new Quantity(value, unit);
    }

    /** The first of these cards that holds a number in that unit, between limits. */
    public @Nullable Quantity quantity(HeaderUnit unit, CardLimits limits, String... keywords) {
        var value = number(limits, keywords);
        return value == null ? null : new Quantity(value, unit);
    }

    /**
     * The first of these cards that holds a time: a modified Julian date where the keyword begins
     * with MJD, a date and time otherwise. One that cannot be read, or was before any camera with
     * such headers, becomes a problem: a clock that stands at 0 tells MJD 0.
     */
    public @Nullable Tai time(TimeScale scale, String... keywords) {
        for (var keyword : keywords) {
            var time = time(scale, keyword);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    private @Nullable Tai time(TimeScale scale, String keyword) {
        try {
            var time = anyTime(scale, keyword);
            if (time == null || (EARLIEST.isBefore(time) && time.isBefore(LATEST))) {
                return time;
            }
            problem(keyword + " is " + time, "a time from 1960 to 2200", "not used");
            return null;
        } catch (Refused e) {
            problem(keyword + ": " + e.text(), "a time", "not used");
            return null;
        }
    }

    private @Nullable Tai anyTime(TimeScale scale, String keyword) {
        if (keyword.startsWith("MJD")) {
            var mjd = value(header().number(keyword));
            return mjd == null ? null : scale.ofMjd(mjd);
        }
        var text = value(header().text(keyword));
        return text == null || text.isBlank() ? null : scale.parse(text.strip());
    }

    /** Whether each of these cards holds a value. */
    public boolean areValued(String... keywords) {
        for (var keyword : keywords) {
            if (!header().isValued(keyword)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of these cards holds a value. */
    public boolean isValued(String... keywords) {
        for (var keyword : keywords) {
            if (header().isValued(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** Tells a problem with the property that is being read. */
    public void problem(String found, String expected, String action) {
        var property = current;
        if (property == null) {
            throw new IllegalStateException("a problem is told while no property is read");
        }
        problems.add(
                new Told(property.place(), new Problem(property.name(), found, expected, action)));
    }

    /** Tells that none of these cards holds a value, so that the property is left absent. */
    public void missing(String expected, String... keywords) {
        var found =
                Stream.of(keywords)
                        .map(
                                keyword ->
                                        header().has(keyword)
                                                ? keyword + " is null"
                                                : "no " + keyword)
                        .collect(Collectors.joining(", "));
        problem(found, expected, Problem.LEFT_ABSENT);
    }

    /**
     * Reads properties; all others are absent.
     *
     * @param wanted which, in the order of their places
     * @param earlier problems that were met before
     */
    Observation observation(List<Property<?>> wanted, List<Problem> earlier) {
        var builder = Observation.builder(camera.name(), corrected);
        earlier.forEach(builder::problem);
        for (var property : wanted) {
            set(builder, property);
        }
        problems.sort(Comparator.comparingInt(Told::place));
        problems.forEach(told -> builder.problem(told.problem()));
        return builder.build();
    }

    private <T> void set(Observation.Builder builder, Property<T> property) {
        builder.set(property, get(property));
    }

    private <T> @Nullable T readOrTell(Property<T> property) {
        try {
            return rules.read(property, this);
        } catch (Refused e) {
            problem(e.text(), "a value that can be", Problem.LEFT_ABSENT);
            return null;
        }
    }

    private <T> @Nullable T value(KeywordValue<T> field) {
        if (field instanceof KeywordValue.Wrong<T>(var keyword, var value, var expected)) {
            problem(keyword + " is '" + value + "'", expected, "not used");
        }
        return field.orNull();
    }
}
