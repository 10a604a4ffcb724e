package org.platebook.intake.flag;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What somebody says of an exposure or visit.
 *
 * @param word how good it is
 * @param reason why; null where none was given
 * @param tags words by which such marks are found, in order of the alphabet
 */
public record Mark(Word word, @Nullable String reason, List<String> tags) {

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    public Mark {
        tags = List.copyOf(new TreeSet<>(tags));
        for (var tag : tags) {
            if (!TAG.matcher(tag).matches()) {
                throw new Refused(
                        FlagCode.TAG,
                        "tag \"%s\" must be letters, digits, \"_\", \".\", \":\" and \"-\", at most 64, without blanks"
                                .formatted(tag));
            }
        }
        if (reason != null && (reason.isBlank() || reason.indexOf('\0') >= 0)) {
            throw new Refused(
                    FlagCode.REASON, "reason must be a text that says something, or be left out");
        }
    }

    /** How good an exposure is. */
    public enum Word {
        /** Somebody looked, and it may be used. */
        GOOD,
        /** It may be used with care. */
        QUESTIONABLE,
        /** It must not be used. */
        BAD;

        /**
         * The word that a text is.
         *
         * @throws Refused flag.word when it is none of the three
         */
        public static Word of(String text) {
            for (var word : values()) {
                if (word.stored().equals(text.strip().toLowerCase(Locale.ROOT))) {
                    return word;
                }
            }
            throw new Refused(
                    FlagCode.WORD,
                    "flag is \"%s\", expected one of good, bad, questionable".formatted(text));
        }

        /** As tables have it. */
        public String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
