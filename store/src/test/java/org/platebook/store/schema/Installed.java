package org.platebook.store.schema;

import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Reader;
import org.platebook.store.database.Role;
import org.platebook.testkit.TestPostgres;

import java.util.List;

/** A database of a test's own, with what installs schemas into it. */
final class Installed implements AutoCloseable {

    private static final FelisReader READER = new FelisReader();

    final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    final SchemaCatalog catalog = new SchemaCatalog(database);
    final SchemaInstaller installer = new SchemaInstaller(database, catalog);

    static Schema felis(String text) {
        return READER.read("test.yaml", text, FelisReader.Library.NONE);
    }

    SchemaInstaller.Outcome install(String felis) {
        return installer.install(felis(felis));
    }

    List<String> texts(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    List<String> texts(Role role, String sql) {
        Reader reader = database.reader(role);
        return reader.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    void execute(String sql) {
        database.write(handle -> handle.execute(sql));
    }

    @Override
    public void close() {
        database.close();
    }
}
