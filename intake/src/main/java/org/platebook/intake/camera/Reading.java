package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Field;
import org.platebook.intake.header.Header;
import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.List;

/**
 * The reading of one header by one camera's rules: the cards, the properties read so far, and the
 * problems met.
 *
 * <p>A rule may ask for other properties; each is read once. Not for use by two threads.
 */
public final class Reading {

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
    private final List<List<Problem>> problems = new ArrayList<>();
    private @Nullable Property<?> current;

    Reading(CameraSpecialization camera, CorrectedHeader corrected) {
        this.camera = camera;
        this.corrected = corrected;
        this.rules = camera.rules();
        this.values = new @Nullable Object[Property.ALL.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = State.UNREAD;
            problems.add(List.of());
        }
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

    /** The first of these cards that holds a number, which is in that unit. */
    public @Nullable Quantity quantity(Unit unit, String... keywords) {
        var value = number(keywords);
        return value == null ? null : new Quantity(value, unit);
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
        var place = property.place();
        var more = new ArrayList<>(problems.get(place));
        more.add(new Problem(property.name(), found, expected, action));
        problems.set(place, more);
    }

    /** Reads every property. */
    Observation observation() {
        var builder = Observation.builder(camera.name(), corrected);
        for (var property : Property.ALL) {
            set(builder, property);
        }
        problems.forEach(found -> found.forEach(builder::problem));
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

    private <T> @Nullable T value(Field<T> field) {
        if (field instanceof Field.Wrong<T>(var keyword, var value, var expected)) {
            problem(keyword + " is '" + value + "'", expected, "not used");
        }
        return field.orNull();
    }
}
