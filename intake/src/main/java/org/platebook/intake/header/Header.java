package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All cards of one header, in order and as received, with fast lookup by keyword.
 *
 * <p>Nothing is lost: duplicates, HIERARCH names, blank, COMMENT and HISTORY cards and cards
 * without a value stay where they were. Lookup is by exact keyword; the first card of that keyword
 * answers. Immutable and safe for use by many threads.
 */
public final class Header implements Iterable<Card> {

    private static final Header EMPTY = new Header(List.of());

    private final List<Card> cards;

    /** Made at the first lookup: most detector headers are stored and never asked. */
    private volatile @Nullable Map<String, Card> firstCards;

    private Header(List<Card> cards) {
        this.cards = cards;
    }

    public static Header of(List<Card> cards) {
        return cards.isEmpty() ? EMPTY : new Header(List.copyOf(cards));
    }

    public static Header of(Card... cards) {
        return of(List.of(cards));
    }

    public List<Card> cards() {
        return cards;
    }

    @Override
    public Iterator<Card> iterator() {
        return cards.iterator();
    }

    public Stream<Card> stream() {
        return cards.stream();
    }

    public int size() {
        return cards.size();
    }

    public boolean isEmpty() {
        return cards.isEmpty();
    }

    /** Whether there is a card of that keyword, even one without a value. */
    public boolean has(String keyword) {
        return first(keyword) != null;
    }

    /** Whether there is a card of each of these keywords, even ones without a value. */
    public boolean hasAll(String... keywords) {
        for (var keyword : keywords) {
            if (!has(keyword)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the card is there and holds nothing; false when there is no such card. */
    public boolean isNull(String keyword) {
        var card = first(keyword);
        return card != null && card.value() == null;
    }

    /** Whether the card is there and holds a value. */
    public boolean isValued(String keyword) {
        var card = first(keyword);
        return card != null && card.value() != null;
    }

    /** The first card of that keyword. */
    public Optional<Card> card(String keyword) {
        return Optional.ofNullable(first(keyword));
    }

    /** Every card of that keyword, in order. */
    public List<Card> all(String keyword) {
        return cards.stream().filter(card -> card.keyword().equals(keyword)).toList();
    }

    /** The value under that keyword whatever its type: Boolean, Long, Double or String. */
    public KeywordValue<Object> value(String keyword) {
        var card = first(keyword);
        if (card == null) {
            return new KeywordValue.Absent<>(keyword);
        }
        var value = card.value();
        return value == null
                ? new KeywordValue.Null<>(keyword)
                : new KeywordValue.Present<>(keyword, value);
    }

    /** Text as received, blanks included; a number or boolean is wrong. */
    public KeywordValue<String> text(String keyword) {
        return field(keyword, HeaderValues::text, "text");
    }

    /**
     * Any value as text: text as received, numbers in the shortest decimal form that gives the same
     * number back, booleans as T or F.
     */
    public KeywordValue<String> anyText(String keyword) {
        return field(keyword, HeaderValues::anyText, "a value");
    }

    /**
     * A number, also where it was written as text ("1.5", "1.5D3", "nan"); a boolean or other text
     * is wrong.
     */
    public KeywordValue<Double> number(String keyword) {
        return field(keyword, HeaderValues::number, "a number");
    }

    /** A whole number, also where it was written as text or as "3.0"; anything else is wrong. */
    public KeywordValue<Long> integer(String keyword) {
        return field(keyword, HeaderValues::integer, "a whole number");
    }

    /** A boolean, also where it was written as text (T, F, true, false, in any case). */
    public KeywordValue<Boolean> flag(String keyword) {
        return field(keyword, HeaderValues::flag, "true or false");
    }

    /**
     * This header with another laid over it, as an extension's is laid over its primary header:
     * where both have a keyword, the other's cards stand in this one's place, even when they hold
     * nothing.
     *
     * <p>Order: this header's cards, each shared keyword at its first place here; then the rest of
     * the other's, in its order. Commentary of both stays. For single cards this is
     * astro_metadata_translator's merge_headers in the mode "overwrite".
     */
    public Header overlaidBy(Header over) {
        if (over.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return over;
        }
        var theirs = new HashMap<String, List<Card>>();
        for (var card : over.cards) {
            if (!card.isCommentary() && has(card.keyword())) {
                theirs.computeIfAbsent(card.keyword(), _ -> new ArrayList<>(1)).add(card);
            }
        }
        var placed = new HashSet<String>();
        var merged = new ArrayList<Card>(cards.size() + over.cards.size());
        for (var card : cards) {
            var replacement = card.isCommentary() ? null : theirs.get(card.keyword());
            if (replacement == null) {
                merged.add(card);
            } else if (placed.add(card.keyword())) {
                merged.addAll(replacement);
            }
        }
        for (var card : over.cards) {
            if (card.isCommentary() || !placed.contains(card.keyword())) {
                merged.add(card);
            }
        }
        return new Header(List.copyOf(merged));
    }

    /** All cards of this header, then all of another. */
    public Header followedBy(Header other) {
        var all = new ArrayList<>(cards);
        all.addAll(other.cards);
        return of(all);
    }

    /**
     * This header with one value changed at the keyword's first place, or a card added at the end.
     *
     * @param value Boolean, Long, Double, String or null
     */
    public Header with(String keyword, @Nullable Object value) {
        var changed = new ArrayList<>(cards);
        var old = first(keyword);
        if (old == null) {
            changed.add(Card.of(keyword, value));
        } else {
            changed.set(cards.indexOf(old), new Card(keyword, value, old.comment()));
        }
        return of(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header header && cards.equals(header.cards);
    }

    @Override
    public int hashCode() {
        return cards.hashCode();
    }

    @Override
    public String toString() {
        return "Header" + cards;
    }

    private <T> KeywordValue<T> field(String keyword, Conversion<T> conversion, String expected) {
        var card = first(keyword);
        if (card == null) {
            return new KeywordValue.Absent<>(keyword);
        }
        var value = card.value();
        if (value == null) {
            return new KeywordValue.Null<>(keyword);
        }
        var converted = conversion.of(value);
        return converted == null
                ? new KeywordValue.Wrong<>(keyword, value, expected)
                : new KeywordValue.Present<>(keyword, converted);
    }

    private @Nullable Card first(String keyword) {
        var index = firstCards;
        if (index == null) {
            index = HashMap.newHashMap(cards.size());
            for (var card : cards) {
                index.putIfAbsent(card.keyword(), card);
            }
            firstCards = index;
        }
        return index.get(keyword);
    }

    /** Gives the value as T, or null where it is none. */
    private interface Conversion<T> {
        @Nullable T of(Object value);
    }
}
