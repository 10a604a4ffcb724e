package org.platebook.rest.camera;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Schema;

/**
 * Where the problems of headers are read from: nowhere for whom a site hides them, who sees all the
 * rest all the same.
 */
public final class ProblemTable {

    private static final String NAME = "intake_problem";

    /** For whom there are no problems. */
    private static final String NONE =
            """
            (select null::bigint as exposure_id, null::text as part, null::integer as problem_index,
                null::text as field, null::text as found, null::text as expected,
                null::text as action_taken
            where false)""";

    private static final String IS_SEEN =
            "select coalesce(has_table_privilege(to_regclass(:table), 'select'), false)";

    private ProblemTable() {}

    /** The query with "{problems}" filled in for the camera that was entered. */
    public static String in(Handle handle, String query) {
        return query.replace("{problems}", isSeen(handle, NAME) ? NAME : NONE);
    }

    /** Whether the problems of a camera may be read. */
    public static boolean isSeen(Handle handle, Schema schema) {
        return isSeen(handle, schema.name() + "." + NAME);
    }

    private static boolean isSeen(Handle handle, String table) {
        return handle.createQuery(IS_SEEN).bind("table", table).mapTo(Boolean.class).one();
    }
}
