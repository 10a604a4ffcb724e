package org.platebook.model.failure;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is said of a failure's code.
 *
 * @param kinds the kinds of failures that can have it, in their order; at least one
 * @param code the word that never changes, as in "config.site"
 * @param means what it means, in Markdown; where there are several kinds it names each
 * @param remedy what to do about it, in Markdown
 */
public record Explanation(Set<FailureKind> kinds, String code, String means, String remedy) {

    public Explanation {
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** Of a code that failures of one kind alone have. */
    public Explanation(FailureKind kind, String code, String means, String remedy) {
        this(Set.of(kind), code, means, remedy);
    }
}
