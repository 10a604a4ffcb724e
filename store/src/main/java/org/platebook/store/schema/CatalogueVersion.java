package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.platebook.store.database.Database;

/** A number that changes whenever what queries can name, or roles may see, changes. */
public final class CatalogueVersion {

    private static final String NOW = "select version from platebook.catalogue";

    private static final String CHANGED = "select platebook.catalogue_changed(:schema)::text";

    private final Database database;

    public CatalogueVersion(Database database) {
        this.database = database;
    }

    /**
     * The number now; one short query.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public long now() {
        return database.own(handle -> handle.createQuery(NOW).mapTo(Long.class).one());
    }

    /** Says that something of a schema changed; others hear of it when the transaction ends. */
    static void changed(Handle handle, String schema) {
        handle.createQuery(CHANGED).bind("schema", schema).mapTo(String.class).one();
    }
}
