package org.platebook.model.felis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Platebook's own schemas, one for each camera, all put together from the same parts. Which there
 * are stands in cameras.txt beside them.
 */
public final class CameraSchemas {

    private static final String FOLDER = "cdb/";
    private static final String LIST = "cameras.txt";

    private final List<Schema> all;

    /**
     * Schemas of cameras.
     *
     * @param all the generic one last
     */
    public CameraSchemas(List<Schema> all) {
        this.all = List.copyOf(all);
    }

    /** Reads all of them. */
    public static CameraSchemas load() {
        var reader = new FelisReader();
        var schemas = new ArrayList<Schema>();
        present(LIST)
                .lines()
                .map(name -> name + ".yaml")
                .forEach(
                        file ->
                                schemas.add(
                                        reader.read(file, present(file), CameraSchemas::resource)));
        return new CameraSchemas(schemas);
    }

    /** All of them, the generic one last. */
    public List<Schema> all() {
        return all;
    }

    /**
     * The schema of a camera.
     *
     * @param instrument the camera's name as its headers are translated, as in "LSST-TS8"; case
     *     does not matter
     * @return its own schema, or the generic one for a camera that has none
     */
    public Schema of(String instrument) {
        return all.stream()
                .filter(schema -> instrument.equalsIgnoreCase(schema.instrument()))
                .findFirst()
                .orElseGet(all::getLast);
    }

    /** The schema of this name, as in "cdb_lsstcam". */
    public Optional<Schema> named(String name) {
        return all.stream().filter(schema -> schema.name().equals(name)).findFirst();
    }

    private static String present(String file) {
        return resource(file).orElseThrow(() -> new IllegalStateException(file));
    }

    private static Optional<String> resource(String file) {
        try (var stream = CameraSchemas.class.getResourceAsStream(FOLDER + file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
