package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.SchemaVersion;
import org.platebook.store.database.Database;
import org.platebook.store.sql.SqlText;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Installs the schemas that a program brings along, beside other programs on the same database.
 *
 * <p>A schema that a newer program brought is left as it is. A statement of visibility that another
 * one replaced does not come back. Both come back only where somebody {@link #adopt insists}.
 */
public final class OwnSchemas {

    /** Held from the decision to the end of the installation, whoever decides. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('platebook.own', 0))::text";

    private static final String BROUGHT =
            "select version, program from platebook.own_schema where schema_name = :schema";

    private static final String BRING =
            """
            insert into platebook.own_schema (schema_name, version, program)
            values (:schema, :version, :program)
            on conflict (schema_name) do update
            set version = excluded.version, program = excluded.program, changed_at = clock_timestamp()
            where (own_schema.version, own_schema.program)
                is distinct from (excluded.version, excluded.program)
            """;

    private static final String STATED =
            """
            select statement from platebook.visibility_stated
            where schema_name = :schema order by stated_id desc
            """;

    private static final String STATE =
            """
            insert into platebook.visibility_stated (schema_name, statement)
            values (:schema, :statement)
            """;

    private final Database database;
    private final SchemaInstaller installer;
    private final String program;
    private final Showing showing;

    /** Of this program only one waits for others: each that waits has a connection. */
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * @param program version of the program, as in "1.4.0"
     */
    public OwnSchemas(
            Database database, SchemaInstaller installer, String program, Showing showing) {
        this.database = database;
        this.installer = installer;
        this.program = program;
        this.showing = showing;
    }

    /** What became of a schema. */
    public enum Update {
        /** It is as this program and this site have it. */
        OURS,
        /** A newer program brought it; nothing was changed. */
        LEFT_TO_NEWER,
        /** It is this program's, seen by those whom another program's site named since. */
        SHOWN_AS_OTHERS_STATED
    }

    /**
     * A schema that a program brought.
     *
     * @param version of the schema; null where it has none
     * @param program version of the program
     */
    private record Brought(@Nullable String version, String program) {}

    /**
     * Brings a schema to its newest form.
     *
     * @throws org.platebook.model.failure.Refused as {@link SchemaInstaller#update} does
     */
    public Update update(Schema own) {
        return alone(
                handle -> {
                    if (isOlder(own, brought(handle, own))) {
                        return Update.LEFT_TO_NEWER;
                    }
                    var ours = showing.stated(own);
                    var stated = stated(handle, own);
                    var isReplaced = stated.indexOf(ours) > 0;
                    var holds = isReplaced ? stated.getFirst() : ours;
                    bring(own, holds, stated);
                    return isReplaced ? Update.SHOWN_AS_OTHERS_STATED : Update.OURS;
                });
    }

    /**
     * Brings a schema to this program's form and this site's visibility, though a newer program or
     * another site had the last word.
     *
     * @throws org.platebook.model.failure.Refused as {@link SchemaInstaller#update} does
     */
    public void adopt(Schema own) {
        alone(
                handle -> {
                    bring(own, showing.stated(own), stated(handle, own));
                    return true;
                });
    }

    private <R> R alone(Function<Handle, R> work) {
        turn.lock();
        try {
            return database.own(
                    handle -> {
                        handle.createQuery(LOCK).mapTo(String.class).one();
                        return work.apply(handle);
                    });
        } finally {
            turn.unlock();
        }
    }

    /**
     * It is noted first: where the installation fails, an older program leaves the schema alone,
     * which is as it was.
     */
    private void bring(Schema own, String holds, List<String> stated) {
        database.write(handle -> note(handle, own, holds, stated));
        installer.update(showing.shown(own, holds));
    }

    private boolean note(Handle handle, Schema own, String holds, List<String> stated) {
        var version = own.version();
        handle.createUpdate(BRING)
                .bind("schema", SqlText.stored(own.name()))
                .bind("version", version == null ? null : version.current())
                .bind("program", program)
                .execute();
        if (stated.isEmpty() || !stated.getFirst().equals(holds)) {
            handle.createUpdate(STATE)
                    .bind("schema", SqlText.stored(own.name()))
                    .bind("statement", holds)
                    .execute();
        }
        return true;
    }

    private boolean isOlder(Schema own, @Nullable Brought brought) {
        if (brought == null) {
            return false;
        }
        var there = version(Objects.requireNonNullElse(brought.version(), ""));
        var ours = Objects.requireNonNullElse(own.version(), version(""));
        if (ours.isBefore(there) || there.isBefore(ours)) {
            return ours.isBefore(there);
        }
        return version(program).isBefore(version(brought.program()));
    }

    /** A build between two releases counts as the second of them. */
    private static SchemaVersion version(String text) {
        return new SchemaVersion(text.replaceFirst("-SNAPSHOT$", ""), List.of(), List.of());
    }

    private static @Nullable Brought brought(Handle handle, Schema own) {
        return handle.createQuery(BROUGHT)
                .bind("schema", SqlText.stored(own.name()))
                .map((row, _) -> new Brought(row.getString(1), row.getString(2)))
                .findOne()
                .orElse(null);
    }

    private static List<String> stated(Handle handle, Schema own) {
        return handle.createQuery(STATED)
                .bind("schema", SqlText.stored(own.name()))
                .mapTo(String.class)
                .list();
    }
}
