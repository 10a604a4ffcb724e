package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.sql.SqlText;

import java.time.Instant;
import java.util.List;

/** Every change of a schema, kept as it was made. */
public final class SchemaEvents {

    private static final String RECORD =
            """
            insert into platebook.schema_change (changed_by, software, schema_name, from_version,
                to_version, from_installed_id, to_installed_id, statements, forced)
            select :by, :software, :schema, :from, :to,
                (select max(installed_id) from platebook.schema_installed
                    where schema_name = :schema and installed_id < newest.id),
                newest.id, :statements, :forced
            from (select max(installed_id) as id from platebook.schema_installed
                where schema_name = :schema) as newest
            """;

    private static final String FINISHED =
            """
            update platebook.schema_change set statements = statements || :more
            where change_id = (
                select max(change_id) from platebook.schema_change where schema_name = :schema)
            """;

    private static final String ALL =
            """
            select changed_at, changed_by, software, schema_name, from_version, to_version,
                statements, forced
            from platebook.schema_change
            where cast(:schema as text) is null or schema_name = :schema
            order by change_id desc
            limit :limit
            """;

    private final Database database;

    public SchemaEvents(Database database) {
        this.database = database;
    }

    /**
     * One change.
     *
     * @param fromVersion null for an installation, and where the schema said no version
     * @param toVersion null where the schema says no version
     * @param statements what the database was told, but for comments and grants
     * @param forced what was done though it takes something away
     */
    public record SchemaEvent(
            Instant changedAt,
            String changedBy,
            String software,
            String schema,
            @Nullable String fromVersion,
            @Nullable String toVersion,
            List<String> statements,
            List<String> forced) {}

    /** The newest changes, of one schema or of all. */
    public List<SchemaEvent> newest(@Nullable String schema, int limit) {
        return database.own(
                handle ->
                        handle.createQuery(ALL)
                                .bind("schema", schema)
                                .bind("limit", limit)
                                .map(
                                        (row, _) ->
                                                new SchemaEvent(
                                                        row.getTimestamp("changed_at").toInstant(),
                                                        row.getString("changed_by"),
                                                        row.getString("software"),
                                                        row.getString("schema_name"),
                                                        row.getString("from_version"),
                                                        row.getString("to_version"),
                                                        List.of(
                                                                (String[])
                                                                        row.getArray("statements")
                                                                                .getArray()),
                                                        List.of(
                                                                (String[])
                                                                        row.getArray("forced")
                                                                                .getArray())))
                                .list());
    }

    void record(
            Handle handle,
            @Nullable Schema before,
            Schema schema,
            List<String> statements,
            SchemaChangeRequest change) {
        handle.createUpdate(RECORD)
                .bind("by", change.by())
                .bind("software", change.software())
                .bind("schema", SqlText.stored(schema.name()))
                .bind("from", before == null ? null : version(before))
                .bind("to", version(schema))
                .bind("statements", statements.toArray(String[]::new))
                .bind("forced", change.forced().stream().sorted().toArray(String[]::new))
                .execute();
    }

    /** Adds what was done after the change itself. */
    static void finished(Handle handle, Schema schema, List<String> statements) {
        if (!statements.isEmpty()) {
            handle.createUpdate(FINISHED)
                    .bind("more", statements.toArray(String[]::new))
                    .bind("schema", SqlText.stored(schema.name()))
                    .execute();
        }
    }

    private static @Nullable String version(Schema schema) {
        var version = schema.version();
        return version == null ? null : version.current();
    }
}
