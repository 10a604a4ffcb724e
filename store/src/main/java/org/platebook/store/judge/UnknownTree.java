package org.platebook.store.judge;

/** A parse tree, or a part of it, that is not understood beyond doubt. */
final class UnknownTree extends Exception {

    private static final long serialVersionUID = 1;

    UnknownTree(String part) {
        super(part);
    }
}
