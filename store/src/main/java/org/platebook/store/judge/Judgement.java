package org.platebook.store.judge;

import org.platebook.store.read.CopyField;

import java.sql.SQLException;
import java.util.List;

/** What the judge says of a query. */
public sealed interface Judgement {

    /**
     * It may run.
     *
     * @param sql the text that was judged and that alone may run
     * @param fields columns of the query as it was sent
     */
    record Allowed(String sql, List<CopyField> fields) implements Judgement {}

    /** The server's grammar does not take it; that depends on the text alone. */
    record NoSql(SQLException reason) implements Judgement {}

    /**
     * The server cannot make sense of it: a name is not there, or what it names does not fit. For
     * whom names are hidden, neither this nor the reason may be told from {@link Hidden}.
     */
    record Senseless(SQLException reason) implements Judgement {}

    /**
     * It refers to what is not there for this role, or asks the server to look names up.
     *
     * @param sentence why, for those from whom nothing is hidden
     */
    record Hidden(String sentence) implements Judgement {}

    /**
     * It refers to what may not be used here.
     *
     * @param sentence what that is
     */
    record NotAllowed(String sentence) implements Judgement {}
}
