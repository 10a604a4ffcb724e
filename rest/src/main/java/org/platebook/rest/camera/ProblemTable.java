package org.platebook.rest.camera;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Schema;
import org.platebook.store.sql.LevelSql;

/**
 * Where the problems of headers are read from: nowhere for whom a site hides them, who sees all the
 * rest all the same.
 */
public final class ProblemTable {

    private static final String TABLE = "{exposure_problem}";

    /** For whom there are no problems. */
    private static final String NONE =
            """
            (select null::bigint as {exposure_problem:exposure_id}, null::text as part,
                null::integer as problem_index, null::text as field, null::text as found,
                null::text as expected, null::text as action_taken
            where false)""";

    private static final String IS_SEEN =
            "select coalesce(has_table_privilege(to_regclass(:table), 'select'), false)";

    private ProblemTable() {}

    /**
     * The query with its tables, "{problems}" among them, and columns filled in for the camera that
     * was entered.
     */
    public static String in(Handle handle, Schema schema, String query) {
        var sql = LevelSql.inPath(schema);
        var problems = isSeen(handle, sql.text(TABLE)) ? TABLE : NONE;
        return sql.text(query.replace("{problems}", problems));
    }

    /** Whether the problems of a camera may be read. */
    public static boolean isSeen(Handle handle, Schema schema) {
        return isSeen(handle, LevelSql.of(schema).text(TABLE));
    }

    private static boolean isSeen(Handle handle, String table) {
        return handle.createQuery(IS_SEEN).bind("table", table).mapTo(Boolean.class).one();
    }
}
