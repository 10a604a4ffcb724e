package org.platebook.intake.load;

import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.TablePartitions;

import java.io.IOException;
import java.nio.file.Path;

/** A load in a process of its own, which is killed on the way or has little memory. */
final class LoadProcess {

    private LoadProcess() {}

    /**
     * Arguments: the file, and then the database, the table and after how many rows to be killed;
     * without these the file is only read. Prints how many rows there were.
     */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        IO.println(
                arguments.length == 1
                        ? read(file)
                        : load(file, arguments[1], arguments[2], Long.parseLong(arguments[3])));
    }

    private static long read(Path file) throws IOException {
        long rows = 0;
        try (var table = TableFiles.open(file)) {
            while (table.next() != null) {
                rows++;
            }
        }
        return rows;
    }

    private static long load(Path file, String url, String table, long most) {
        try (var database = Database.open(DatabaseSettings.of(url, "postgres", null))) {
            var load =
                    new TableLoad(
                            new PostgresLedger(database, TablePartitions::ensureAll),
                            new SchemaCatalog(database));
            var name = table.split("\\.", -1);
            return load.load(
                            new TableName(name[0], name[1]),
                            file,
                            new TableLoad.Manner(
                                    LoadMap.NONE, Provenance.SCIENCE, "tester", "tests", false),
                            (rows, _) -> killAfter(rows, most))
                    .rows();
        }
    }

    private static void killAfter(long rows, long most) {
        if (rows < most) {
            return;
        }
        var pid = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-9", pid).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
