package org.platebook.store.check;

import java.util.Map;
import java.util.TreeMap;

/** What was found not to be as the journal says, each with how often. */
final class Discrepancies {

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String sentence) {
        add(sentence, 1);
    }

    void add(String sentence, long count) {
        if (count != 0) {
            counts.merge(sentence, count, Long::sum);
        }
    }

    Map<String, Long> counts() {
        return counts;
    }
}
