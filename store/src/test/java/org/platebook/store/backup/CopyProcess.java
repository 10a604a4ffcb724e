package org.platebook.store.backup;

import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Takes or restores a backup in a process of its own, which is killed on the way. */
final class CopyProcess {

    private CopyProcess() {}

    /**
     * Arguments: "backup" with folder of the database and of its programs, or "restore" with the
     * new folder and "-"; the folder of the backup; after how many files to be killed; the port of
     * the database.
     */
    public static void main(String[] arguments) {
        var backup = Path.of(arguments[3]);
        var progress = killedAfter(Integer.parseInt(arguments[4]));
        if (arguments[0].equals("restore")) {
            new Restore(backup).to(Path.of(arguments[1]), progress);
            return;
        }
        var embedded =
                new EmbeddedSettings(
                        Path.of(arguments[1]),
                        Path.of(arguments[2]),
                        Integer.parseInt(arguments[5]));
        new Backup(
                        embedded,
                        EmbeddedServer.running(embedded).orElseThrow(),
                        "platebook test",
                        InstantSource.system())
                .to(backup, Map.of(), progress);
    }

    private static Progress killedAfter(int files) {
        var copied = new int[1];
        return (_, _) -> {
            if (++copied[0] == files) {
                kill();
            }
        };
    }

    private static void kill() {
        var pid = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-9", pid).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
