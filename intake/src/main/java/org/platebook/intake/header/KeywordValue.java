package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a header says under one keyword when a value of type T is asked for.
 *
 * @param <T> Double, Long, Boolean or String
 */
public sealed interface KeywordValue<T> {

    /** The keyword that was asked for. */
    String keyword();

    /** A value of the type asked for. */
    record Present<T>(String keyword, T value) implements KeywordValue<T> {}

    /** The card is there and holds nothing. */
    record Null<T>(String keyword) implements KeywordValue<T> {}

    /** No such card. */
    record Absent<T>(String keyword) implements KeywordValue<T> {}

    /**
     * The card holds something else.
     *
     * @param value as received
     * @param expected what was asked for, as in "a number"
     */
    record Wrong<T>(String keyword, Object value, String expected) implements KeywordValue<T> {

        /** A sentence for people: the keyword, what it holds and what was expected. */
        public String problem() {
            return "%s is %s, expected %s"
                    .formatted(
                            keyword,
                            value instanceof String text ? "'" + text + "'" : value.toString(),
                            expected);
        }
    }

    default boolean isPresent() {
        return this instanceof Present;
    }

    default @Nullable T orNull() {
        return this instanceof Present<T>(var _, var value) ? value : null;
    }

    default Optional<T> optional() {
        return Optional.ofNullable(orNull());
    }

    default T orElse(T other) {
        return this instanceof Present<T>(var _, var value) ? value : other;
    }

    /** The same field with its value converted; null, absent and wrong stay what they are. */
    default <R> KeywordValue<R> map(Function<? super T, ? extends R> conversion) {
        return switch (this) {
            case Present<T>(var keyword, var value) ->
                    new Present<>(keyword, conversion.apply(value));
            case Null<T>(var keyword) -> new Null<>(keyword);
            case Absent<T>(var keyword) -> new Absent<>(keyword);
            case Wrong<T>(var keyword, var value, var expected) ->
                    new Wrong<>(keyword, value, expected);
        };
    }
}
