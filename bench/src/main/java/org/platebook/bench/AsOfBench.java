package org.platebook.bench;

import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;
import org.platebook.store.history.Twins;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A table of a million rows, each of which was known in ten versions, one a day: read as of a
 * moment between them, against the present.
 */
final class AsOfBench {

    private static final int ROWS = 1_000_000;
    private static final int VERSIONS = 10;
    private static final int SCANS = 5;
    private static final int LOOKUPS = 2000;

    private static final String MAKE =
            """
            create schema bench;
            create table bench.measured (
                exposure_id bigint primary key, day_obs integer not null, band text, airmass double precision)
            """;

    private static final String PRESENT =
            """
            insert into bench.measured (exposure_id, day_obs, band, airmass, _known_from, _source)
            select i, 20260115, substr('ugrizy', 1 + i %% 6, 1), 1 + random(), '2026-02-%02d'::timestamptz, 'bench'
            from generate_series(1, %d) i
            """
                    .formatted(VERSIONS, ROWS);

    /** The key is made when all is there: row by row it would take longer. */
    private static final String KEYLESS =
            "alter table bench_history.measured_closed drop constraint measured_closed_pkey";

    private static final String CLOSED =
            """
            insert into bench_history.measured_closed
                (exposure_id, day_obs, band, airmass, _source, _ended_source, known)
            select i, 20260115, substr('ugrizy', 1 + i % 6, 1), 1 + random(), 'bench', 'bench', tstzrange(?::timestamptz, ?::timestamptz)
            from generate_series(1, ?) i
            """;

    private static final String KEYED =
            """
            alter table bench_history.measured_closed
                add primary key (exposure_id, known without overlaps)
            """;

    private AsOfBench() {}

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        var folder = Files.createTempDirectory("platebook-bench");
        try (var server = EmbeddedServer.start(EmbeddedSettings.of(folder, 0));
                var database = Database.open(server.database())) {
            database.write(handle -> handle.execute(MAKE));
            database.write(handle -> Twins.ensure(handle, new TableName("bench", "measured")));
            var to = database.settings();
            try (var connection = DriverManager.getConnection(to.url(), to.user(), to.password())) {
                fill(connection);
                scans(connection);
                lookups(connection);
            }
        }
    }

    private static void fill(Connection connection) throws SQLException {
        execute(connection, PRESENT);
        execute(connection, KEYLESS);
        for (int day = 1; day < VERSIONS; day++) {
            try (var statement = connection.prepareStatement(CLOSED)) {
                statement.setString(1, "2026-02-%02d".formatted(day));
                statement.setString(2, "2026-02-%02d".formatted(day + 1));
                statement.setInt(3, ROWS);
                statement.execute();
            }
        }
        execute(connection, "set maintenance_work_mem = '1GB'");
        execute(connection, KEYED);
        execute(connection, "vacuum analyze bench.measured");
        execute(connection, "vacuum analyze bench_history.measured_closed");
    }

    private static void scans(Connection connection)
            throws IOException, SQLException, InterruptedException {
        var present = scan(connection, "bench.measured");
        var now = scan(connection, "bench_history.measured_at(now())");
        var middle = scan(connection, "bench_history.measured_at('2026-02-05 12:00')");
        IO.println(
                "count and mean of %,d rows: present %s; as of now %s, times %.2f; as of five versions ago %s, times %.2f"
                        .formatted(
                                ROWS,
                                present,
                                now,
                                now.median() / present.median(),
                                middle,
                                middle.median() / present.median()));
    }

    private static Times scan(Connection connection, String from)
            throws IOException, SQLException, InterruptedException {
        return Times.of(
                2,
                SCANS,
                _ -> {
                    try (var statement = connection.createStatement();
                            var row =
                                    statement.executeQuery(
                                            "select count(*), avg(airmass) from " + from)) {
                        row.next();
                        if (row.getLong(1) != ROWS) {
                            throw new IllegalStateException(from + ": " + row.getLong(1));
                        }
                    }
                });
    }

    private static void lookups(Connection connection)
            throws IOException, SQLException, InterruptedException {
        var present = lookup(connection, "bench.measured");
        var middle = lookup(connection, "bench_history.measured_at('2026-02-05 12:00')");
        IO.println(
                "one row by its key: present %s; as of five versions ago %s, times %.2f"
                        .formatted(present, middle, middle.median() / present.median()));
    }

    private static Times lookup(Connection connection, String from)
            throws IOException, SQLException, InterruptedException {
        try (var statement =
                connection.prepareStatement(
                        "select airmass from " + from + " where exposure_id = ?")) {
            return Times.of(
                    LOOKUPS / 4,
                    LOOKUPS,
                    round -> {
                        statement.setLong(1, 1 + round * 397L % ROWS);
                        try (var row = statement.executeQuery()) {
                            if (!row.next() || row.next()) {
                                throw new IllegalStateException(from + ": not one row");
                            }
                        }
                    });
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
