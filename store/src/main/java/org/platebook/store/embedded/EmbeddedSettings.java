package org.platebook.store.embedded;

import org.platebook.model.failure.Refused;

import java.nio.file.Path;

/**
 * Where the embedded server keeps its files, and where it listens.
 *
 * @param folder the server's own folder: data, log, password; made where it is missing
 * @param software folder for the unpacked programs, which several sites may share
 * @param port TCP port on 127.0.0.1; 0 takes one that is free
 * @param size how much it may take
 */
public record EmbeddedSettings(Path folder, Path software, int port, ServerSize size) {

    private static final int LAST_PORT = 65_535;

    public EmbeddedSettings {
        folder = folder.toAbsolutePath().normalize();
        software = software.toAbsolutePath().normalize();
        if (port < 0 || port > LAST_PORT) {
            throw new Refused(
                    EmbeddedCode.PORT, "the database port must be from 0 to 65535, not " + port);
        }
    }

    /** Settings for a server of the usual size. */
    public EmbeddedSettings(Path folder, Path software, int port) {
        this(folder, software, port, ServerSize.USUAL);
    }

    /** The same for a server of another size. */
    public EmbeddedSettings sized(ServerSize other) {
        return new EmbeddedSettings(folder, software, port, other);
    }

    /** Settings for the site whose folder is given, with the programs in the user's cache. */
    public static EmbeddedSettings of(Path site, int port) {
        var cache = System.getenv("XDG_CACHE_HOME");
        var base =
                cache == null || cache.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return new EmbeddedSettings(site.resolve("postgres"), base.resolve("platebook"), port);
    }

    /** The database itself. */
    public Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    /** The file that holds the password of its login. */
    public Path password() {
        return folder.resolve("password");
    }

    Path sockets() {
        return folder.resolve("run");
    }
}
