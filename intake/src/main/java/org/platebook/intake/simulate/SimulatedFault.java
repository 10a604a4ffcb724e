package org.platebook.intake.simulate;

import java.util.regex.Pattern;

/** What can be wrong with a file, and what comes of it. */
enum SimulatedFault {
    /** The shutter opened on the sky and nobody wrote where. */
    NO_POINTING(Outcome.PROBLEMS, "RA, DEC and ROTPA hold nothing: stored without position") {
        @Override
        String spoil(String text) {
            return withValues(text, "RA|DEC|RASTART|DECSTART|RAEND|DECEND|ROTPA", "null");
        }
    },
    WRONG_TYPES(
            Outcome.PROBLEMS,
            "AIRTEMP and HUMIDITY hold words: stored without temperature and humidity") {
        @Override
        String spoil(String text) {
            return withValues(text, "AIRTEMP|HUMIDITY", "sensor offline");
        }
    },
    IMPOSSIBLE_DATE(Outcome.PROBLEMS, "DATE-END is February 30th: the end is not read from it") {
        @Override
        String spoil(String text) {
            return withValues(text, "DATE-END", "'2026-02-30T25:61:00.000'");
        }
    },
    NO_CLOSING_QUOTE(Outcome.REFUSED, "the quote of a comment never closes: not YAML") {
        @Override
        String spoil(String text) {
            return text.replaceFirst(
                    "comment: '---- Weather information ----'", "comment: '---- Weather");
        }
    },
    NO_NUMBER(
            Outcome.REFUSED, "OBSID, DAYOBS and SEQNUM hold nothing: nobody knows which exposure") {
        @Override
        String spoil(String text) {
            return withValues(text, "OBSID|DAYOBS|SEQNUM|FILENAME", "null");
        }
    },
    CUT_OFF(Outcome.REFUSED, "the file ends in the middle of a card") {
        @Override
        String spoil(String text) {
            var middle = text.indexOf("  comment:", text.length() / 2);
            return text.substring(0, middle);
        }
    };

    /** What a loader does with a faulty file. */
    enum Outcome {
        /** Nothing of it is stored. */
        REFUSED,
        /** It is stored, and a problem tells what is missing. */
        PROBLEMS
    }

    private final Outcome outcome;
    private final String reason;

    SimulatedFault(Outcome outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    abstract String spoil(String text);

    Outcome outcome() {
        return outcome;
    }

    /** A sentence for people. */
    String reason() {
        return reason;
    }

    private static String withValues(String text, String keywords, String value) {
        return Pattern.compile("(- keyword: (?:" + keywords + ")\n  value: )[^\n]*")
                .matcher(text)
                .replaceAll("$1" + value);
    }
}
