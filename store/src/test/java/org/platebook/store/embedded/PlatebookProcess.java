package org.platebook.store.embedded;

import java.nio.file.Path;

/** A JVM of its own that starts the embedded server, says so, and waits to be killed. */
final class PlatebookProcess {

    private PlatebookProcess() {}

    /** Arguments: folder, folder of the programs, port. */
    public static void main(String[] arguments) throws InterruptedException {
        var settings =
                new EmbeddedSettings(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[2]));
        var server = EmbeddedServer.start(settings);
        IO.println("pid " + server.pid());
        Thread.currentThread().join();
    }
}
