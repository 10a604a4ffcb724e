package org.platebook.rest.camera;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.route.RestCode;
import org.platebook.store.database.Reader;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.sql.SqlText;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads what the site holds of a camera.
 *
 * <p>Within a read, tables are named without their schema: the search path is the camera's own.
 */
public final class CameraReader {

    private static final String INSTALLED =
            """
            select n.nspname
            from pg_namespace n
            join pg_class c on c.relnamespace = n.oid
            where (n.nspname, c.relname) in (select * from unnest(:names::text[], :tables::text[]))
              and has_schema_privilege(n.oid, 'usage')
              and has_any_column_privilege(c.oid, 'select')
            """;

    private final Reader reader;
    private final CameraSchemas schemas;
    private final SchemaCatalog catalog;
    private final @Nullable Instant moment;

    public CameraReader(Reader reader, CameraSchemas schemas, SchemaCatalog catalog) {
        this(reader, schemas, catalog, null);
    }

    private CameraReader(
            Reader reader, CameraSchemas schemas, SchemaCatalog catalog, @Nullable Instant moment) {
        this.reader = reader;
        this.schemas = schemas;
        this.catalog = catalog;
        this.moment = moment;
    }

    /** The same as they were known at a moment. */
    public CameraReader asOf(Instant past) {
        return new CameraReader(reader.asOf(past), schemas, catalog, past);
    }

    /** The same for a caller, who waits for connections in a queue of their own. */
    public CameraReader by(String caller) {
        return new CameraReader(reader.by(caller), schemas, catalog, moment);
    }

    /** In whose name they are read. */
    public Role role() {
        return reader.role();
    }

    /** The moment as of which they are read; null for the present. */
    public @Nullable Instant moment() {
        return moment;
    }

    /**
     * The name of a schema's camera, as addresses have it; of a schema of no one camera, what
     * stands behind the first underscore of its name.
     */
    public static String nameOf(Schema schema) {
        var instrument = schema.instrument();
        return instrument == null
                ? schema.name().substring(schema.name().indexOf('_') + 1)
                : instrument;
    }

    /**
     * Reads of one camera in one transaction.
     *
     * @throws Missing when there is none of this name that the role may see
     */
    public <R> R read(String instrument, BiFunction<Handle, Schema, R> work) {
        var schema =
                schemas.all().stream()
                        .filter(each -> nameOf(each).equals(instrument))
                        .findFirst()
                        .orElseThrow(() -> none(instrument));
        return reader.read(
                handle -> {
                    if (installed(handle, List.of(schema)).isEmpty()) {
                        throw none(instrument);
                    }
                    var known = catalog.schema(schema.name()).orElse(schema);
                    if (moment != null) {
                        enter(handle, HistoryNames.asOf(schema.name()));
                    } else {
                        enter(handle, schema);
                    }
                    return work.apply(handle, known);
                });
    }

    /** Reads of all cameras that the role may see, in one transaction. */
    public <R> R readAll(BiFunction<Handle, List<Schema>, R> work) {
        return reader.read(handle -> work.apply(handle, installed(handle, schemas.all())));
    }

    /** Whether a schema is a camera's. */
    public boolean isCamera(String schema) {
        return schemas.named(schema).isPresent();
    }

    /** The camera whose schema has this name; null when there is none. */
    public Schema named(String schema) {
        return schemas.named(schema).orElseThrow(() -> none(schema));
    }

    public static void enter(Handle handle, Schema schema) {
        enter(handle, schema.name());
    }

    private static void enter(Handle handle, String schema) {
        handle.execute("set local search_path = " + HistoryNames.quoted(schema));
    }

    private static List<Schema> installed(Handle handle, List<Schema> of) {
        var there =
                handle.createQuery(INSTALLED)
                        .bind("names", names(of, schema -> SqlText.stored(schema.name())))
                        .bind("tables", names(of, CameraReader::exposures))
                        .mapTo(String.class)
                        .set();
        return of.stream().filter(schema -> there.contains(SqlText.stored(schema.name()))).toList();
    }

    private static String exposures(Schema schema) {
        return SqlText.stored(schema.levels().first(Level.EXPOSURE).name());
    }

    private static String[] names(List<Schema> of, Function<Schema, String> name) {
        return of.stream().map(name).toArray(String[]::new);
    }

    private static Missing none(String instrument) {
        return new Missing(RestCode.INSTRUMENT, "there is no instrument " + instrument + " here");
    }
}
