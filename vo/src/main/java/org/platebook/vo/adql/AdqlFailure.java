package org.platebook.vo.adql;

import org.platebook.model.failure.Refused;
import org.platebook.vo.adql.tree.Position;

/** How a query is refused: with the place in its text. */
public final class AdqlFailure {

    private AdqlFailure() {}

    /** The text is not ADQL. */
    public static Refused syntax(Position at, String message) {
        return refused(AdqlCode.SYNTAX, at, message);
    }

    /** A name means nothing, or more than one thing. */
    public static Refused name(Position at, String message) {
        return refused(AdqlCode.NAME, at, message);
    }

    /** A value has the wrong type for its place. */
    public static Refused type(Position at, String message) {
        return refused(AdqlCode.TYPE, at, message);
    }

    /** Each part is right, but together they mean nothing. */
    public static Refused meaning(Position at, String message) {
        return refused(AdqlCode.MEANING, at, message);
    }

    /** It is ADQL, but not supported here. */
    public static Refused unsupported(Position at, String message) {
        return refused(AdqlCode.UNSUPPORTED, at, message);
    }

    private static Refused refused(AdqlCode code, Position at, String message) {
        return new Refused(code, at + ": " + message);
    }
}
