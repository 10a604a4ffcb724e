package org.platebook.app;

import org.platebook.app.access.SiteVisibility;
import org.platebook.intake.ingest.CameraTables;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.schema.SchemaInstaller;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cameras whose tables a site has: those that its file names, and each other one from its first
 * header on. May be used by many threads.
 */
final class InstalledCameras implements CameraTables {

    private static final String INSTALLED =
            "select distinct schema_name from platebook.schema_installed";

    private final Database database;
    private final CameraSchemas schemas;
    private final SchemaInstaller installer;
    private final SiteVisibility visibility;
    private final Map<String, Boolean> ready = new ConcurrentHashMap<>();

    InstalledCameras(
            Database database,
            CameraSchemas schemas,
            SchemaInstaller installer,
            SiteVisibility visibility) {
        this.database = database;
        this.schemas = schemas;
        this.installer = installer;
        this.visibility = visibility;
    }

    /** Brings the tables that are there up to date, and makes those of these cameras. */
    void begin(List<String> instruments) {
        var wanted = instruments.stream().map(this::named).toList();
        var there = there();
        schemas.all().stream()
                .filter(schema -> there.contains(schema.name()) || wanted.contains(schema))
                .forEach(this::ready);
    }

    @Override
    public void ready(Schema schema) {
        ready.computeIfAbsent(
                schema.name(),
                _ -> {
                    installer.update(visibility.of(schema));
                    return true;
                });
    }

    /** The schemas of cameras that are there, by another process too. */
    List<Schema> all() {
        var there = there();
        return schemas.all().stream().filter(schema -> there.contains(schema.name())).toList();
    }

    private Set<String> there() {
        return database.own(handle -> handle.createQuery(INSTALLED).mapTo(String.class).set());
    }

    private Schema named(String instrument) {
        return schemas.all().stream()
                .filter(schema -> instrument.equalsIgnoreCase(schema.instrument()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        "config.instruments",
                                        "instruments names '%s', which is none of %s"
                                                .formatted(
                                                        instrument,
                                                        schemas.all().stream()
                                                                .map(Schema::instrument)
                                                                .toList())));
    }
}
