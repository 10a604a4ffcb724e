package org.platebook.intake.ingest;

import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.store.schema.OwnSchemas;
import org.platebook.store.schema.OwnSchemas.Update;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cameras whose tables a site has: those that its file names, and each other one from its first
 * header on. May be used by many threads.
 */
public final class InstalledCameras implements CameraTables {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledCameras.class);

    private static final String INSTALLED =
            "select distinct schema_name from platebook.schema_installed";

    private final Database database;
    private final CameraSchemas schemas;
    private final OwnSchemas own;
    private final Map<String, Update> ready = new ConcurrentHashMap<>();

    public InstalledCameras(Database database, CameraSchemas schemas, OwnSchemas own) {
        this.database = database;
        this.schemas = schemas;
        this.own = own;
    }

    /** Brings the tables that are there up to date, and makes those of these cameras. */
    public void begin(List<String> instruments) {
        var wanted = instruments.stream().map(this::named).toList();
        var there = there();
        schemas.all().stream()
                .filter(schema -> there.contains(schema.name()) || wanted.contains(schema))
                .forEach(this::ready);
        tell(Update.LEFT_TO_NEWER, "schemas that a newer program brought are left as they are");
        tell(
                Update.SHOWN_AS_OTHERS_STATED,
                "access.visibility of site.yaml was replaced by that of another program and is ignored;"
                        + " to apply it: platebook schema adopt");
    }

    private void tell(Update update, String sentence) {
        var names = named(update);
        if (!names.isEmpty()) {
            LOG.atWarn().addKeyValue("schemas", names).log(sentence);
        }
    }

    /** Schemas of which this became, by their names. */
    public List<String> named(Update update) {
        return ready.entrySet().stream()
                .filter(each -> each.getValue() == update)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Brings every camera that is there to this program's schema and this site's visibility. */
    public List<String> adopt() {
        var there = all();
        there.forEach(own::adopt);
        return there.stream().map(Schema::name).toList();
    }

    @Override
    public void ready(Schema schema) {
        ready.computeIfAbsent(schema.name(), _ -> own.update(schema));
    }

    /** The schemas of cameras that are there, by another process too. */
    public List<Schema> all() {
        var there = there();
        return schemas.all().stream().filter(schema -> there.contains(schema.name())).toList();
    }

    private Set<String> there() {
        return database.own(handle -> handle.createQuery(INSTALLED).mapTo(String.class).set());
    }

    /**
     * Makes the tables of a camera where the site does not have them yet.
     *
     * @param instrument the camera, as in "LSSTCam"; case does not matter
     * @return its schema as the program knows it
     * @throws Missing site.camera when there is no such camera
     */
    public Schema camera(String instrument) {
        var schema =
                known(instrument)
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                IngestCode.SITE_CAMERA,
                                                "there is no camera " + instrument));
        ready(schema);
        return schema;
    }

    /** Makes the tables of a camera that Platebook knows, where the site does not have them yet. */
    public void readyIfKnown(String instrument) {
        known(instrument).ifPresent(this::ready);
    }

    /** Whether no camera has an exposure yet. */
    public boolean isEmpty() {
        return all().stream().map(Schema::name).noneMatch(this::hasExposures);
    }

    private boolean hasExposures(String schema) {
        return database.reader(Role.STAFF)
                .read(
                        handle ->
                                handle.createQuery(
                                                "select exists (select from %s.exposure)"
                                                        .formatted(schema))
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private Optional<Schema> known(String instrument) {
        return schemas.all().stream()
                .filter(schema -> instrument.equalsIgnoreCase(schema.instrument()))
                .findFirst();
    }

    private Schema named(String instrument) {
        return known(instrument)
                .orElseThrow(
                        () ->
                                new Refused(
                                        IngestCode.CONFIG_INSTRUMENTS,
                                        "instruments names '%s', which is none of %s"
                                                .formatted(
                                                        instrument,
                                                        schemas.all().stream()
                                                                .map(Schema::instrument)
                                                                .toList())));
    }
}
