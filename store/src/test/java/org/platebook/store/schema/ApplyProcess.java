package org.platebook.store.schema;

import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;

import java.util.Set;

/** A Platebook of its own that applies a schema, until it is done or killed. */
final class ApplyProcess {

    private ApplyProcess() {}

    /** Arguments: JDBC URL of the database, the schema in Felis. */
    public static void main(String[] arguments) {
        try (var database = Database.open(DatabaseSettings.of(arguments[0], "postgres", null))) {
            new SchemaInstaller(database, new SchemaCatalog(database))
                    .apply(
                            Installed.felis(arguments[1]),
                            new SchemaChangeRequest("test", "test", Set.of()));
        }
    }
}
