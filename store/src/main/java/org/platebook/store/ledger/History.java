package org.platebook.store.ledger;

/** Whether versions of rows that are no longer what is known are kept. */
public enum History {
    /** They are, always. */
    KEPT,
    /** They are lost: only for measuring what keeping them costs. */
    OFF
}
