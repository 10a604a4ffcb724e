package org.platebook.store.flex;

import org.platebook.model.failure.Refused;
import org.platebook.model.record.Value;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types that values of flexible metadata can have. */
public enum FlexType {
    BOOL,
    INT,
    FLOAT,
    STR;

    /** Its name in the database and on the wire, as in "float". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, in their order. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FlexType::word).toList();
    }

    /**
     * The type of this name.
     *
     * @throws Refused when there is none
     */
    public static FlexType named(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        FlexCode.TYPE,
                                        "the type of a key is \"%s\", expected one of %s"
                                                .formatted(word, words())));
    }

    /** Whether a value is of this type: a whole number is no float, nor the other way round. */
    public boolean holds(Value value) {
        return switch (this) {
            case BOOL -> value instanceof Value.Flag;
            case INT -> value instanceof Value.Whole;
            case FLOAT -> value instanceof Value.Real(double real) && Double.isFinite(real);
            case STR -> value instanceof Value.Text;
        };
    }

    /**
     * A value as it is stored: as JSON writes it, a text as it is.
     *
     * @throws Refused when the value is not of this type
     */
    String stored(Value value) {
        if (!holds(value)) {
            throw new Refused(FlexCode.VALUE, "%s is no value of type %s".formatted(value, word()));
        }
        return switch (value) {
            case Value.Flag(boolean flag) -> Boolean.toString(flag);
            case Value.Whole(long whole) -> Long.toString(whole);
            case Value.Real(double real) -> Double.toString(real);
            case Value.Text(String text) -> text;
            case Value.Cleared _, Value.SkyTime _, Value.Json _, Value.Reals _ ->
                    throw new IllegalStateException("no type holds " + value);
        };
    }

    /**
     * Reads what is stored; also what ConsDB stores, which is as Python writes it.
     *
     * @throws IllegalStateException when it is not of this type
     */
    public Value read(String stored) {
        try {
            return switch (this) {
                case BOOL -> new Value.Flag(Boolean.parseBoolean(stored));
                case INT -> new Value.Whole(Long.parseLong(stored));
                case FLOAT -> new Value.Real(Double.parseDouble(stored));
                case STR -> new Value.Text(stored);
            };
        } catch (NumberFormatException e) {
            throw new IllegalStateException("stored as %s: %s".formatted(word(), stored), e);
        }
    }
}
