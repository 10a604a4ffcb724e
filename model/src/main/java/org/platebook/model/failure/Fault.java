package org.platebook.model.failure;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * One thing that is wrong with a request in which several can be.
 *
 * @param place of the row in what was given, from 0; null where no row is meant
 * @param table its table, as it is called or was called; null where none is meant
 * @param field the column, or columns separated by commas; null where the whole row is meant
 * @param value what was given, a text, a number or a truth value; long texts are cut. Null where
 *     nothing was, and for what clears
 * @param rule what it breaks
 * @param line all of it in words, for people
 */
public record Fault(
        @Nullable Integer place,
        @Nullable String table,
        @Nullable String field,
        @Nullable Object value,
        Rule rule,
        String line) {

    private static final int MOST_CHARACTERS = 60;

    /** Cuts long texts. */
    public Fault {
        value = value instanceof String text ? shortened(text) : value;
    }

    /** The same of the row in another place. */
    public Fault at(int other) {
        return new Fault(other, table, field, value, rule, line);
    }

    /** Whether it is about the same value as another one. */
    boolean isOfSameAs(Fault other) {
        return field != null && field.equals(other.field()) && Objects.equals(place, other.place());
    }

    /** A text, cut where it is long. */
    public static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
