package org.platebook.model.cell;

import org.platebook.model.failure.Rule;
import org.platebook.model.record.Value;

/** What a given value is for a column. */
public sealed interface Cell {

    /** The column can hold it. */
    record Right(Value value) implements Cell {}

    /**
     * The column cannot hold it.
     *
     * @param rule what it breaks, as in "must be a whole number"
     */
    record Wrong(Rule rule) implements Cell {}
}
