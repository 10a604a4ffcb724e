package org.platebook.bench;

import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.vo.adql.AdqlReader;
import org.platebook.vo.adql.bind.Translator;
import org.platebook.vo.catalogue.CatalogueReader;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Questions about places on the sky asked of a million detector regions with rules for their rows
 * and without, in a database whose owner is a superuser and in one whose owner is not; and what the
 * keys for them cost when rows are written, and when a site gets them.
 */
final class SkyRulesBench {

    private static final int WARM = 30;
    private static final int ROUNDS = 100;
    private static final int SLOW_ROUNDS = 3;
    private static final int EXPOSURES = 100;
    private static final double NANOS = 1e9;

    private static final String FELIS =
            """
            name: cdb_bench
            platebook: {visibility: public}
            tables:
            - name: written
              primaryKey: "#written.id"
              platebook: {rows: {public: {released: released_at}, rights: all}}
              indexes:
              - {name: written_region, expressions: [sky.bound(s_region)]}
              columns:
              - {name: id, datatype: long, description: Number.}
              - {name: released_at, datatype: timestamp, description: Released.}
              - {name: s_region, datatype: double, votable:arraysize: "*", votable:xtype: polygon, description: Outline.}
            - name: free
              primaryKey: "#free.id"
              indexes:
              - {name: free_region, expressions: [sky.bound(s_region)]}
              columns:
              - {name: id, datatype: long, description: Number.}
              - {name: released_at, datatype: timestamp, description: Released.}
              - {name: s_region, datatype: double, votable:arraysize: "*", votable:xtype: polygon, description: Outline.}
            - name: ruled
              primaryKey: "#ruled.id"
              platebook: {rows: {public: {released: released_at}, rights: all}}
              indexes:
              - {name: ruled_region, expressions: [sky.bound(s_region)]}
              columns:
              - {name: id, datatype: long, description: Number.}
              - {name: released_at, datatype: timestamp, description: Released.}
              - {name: s_region, datatype: double, votable:arraysize: "*", votable:xtype: polygon, description: Outline.}
            """;

    private static final String SQUARES =
            """
            select
                id,
                array[
                    ra - width, "dec" - 0.11, ra - width, "dec" + 0.11,
                    ra + width, "dec" + 0.11, ra + width, "dec" - 0.11] as region
            from (
                select
                    id,
                    mod(id * 137.50776405, 360)::double precision as ra,
                    "dec",
                    0.11 / cosd("dec") as width
                from generate_series(%d, %d) as id, lateral (select asind(1.2 * mod(id, 1000000) / 1000000 - 0.95) as "dec")
            )
            """;

    private enum Question {
        POINT(
                "sky.region_contains_point(s_region, %1$f, %2$f)",
                "CONTAINS(POINT(%1$f, %2$f), s_region) = 1"),
        CONE(
                "sky.region_overlaps_circle(s_region, %1$f, %2$f, 0.5)",
                "INTERSECTS(s_region, CIRCLE(%1$f, %2$f, 0.5)) = 1"),
        POLYGON(
                "sky.region_overlaps_polygon(s_region, array[%3$f, %5$f, %3$f, %6$f, %4$f, %6$f, %4$f, %5$f])",
                "INTERSECTS(s_region, POLYGON(%3$f, %5$f, %3$f, %6$f, %4$f, %6$f, %4$f, %5$f)) = 1");

        private final String sql;
        private final String adql;

        Question(String sql, String adql) {
            this.sql = sql;
            this.adql = adql;
        }

        private static String at(String question, double[] place) {
            double half = 0.4;
            return question.formatted(
                    place[0],
                    place[1],
                    place[0] - half,
                    place[0] + half,
                    place[1] - half,
                    place[1] + half);
        }
    }

    private SkyRulesBench() {}

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Files.createTempDirectory("platebook-bench");
        try (var server = EmbeddedServer.start(EmbeddedSettings.of(folder, 0))) {
            try (var database = Database.open(server.database())) {
                measure("owner is a superuser", database, server.database());
            }
            var plain = withoutSuperuser(server.database());
            try (var database = Database.open(plain)) {
                measure("owner is no superuser", database, plain);
            }
        }
    }

    private static DatabaseSettings withoutSuperuser(DatabaseSettings server) throws SQLException {
        try (var connection = connect(server)) {
            execute(connection, "create role plain login createrole password 'plain'");
            execute(
                    connection,
                    "grant platebook_public, platebook_rights, platebook_staff to plain with admin option");
            execute(connection, "create database plain owner plain");
        }
        return DatabaseSettings.of(
                server.url().replaceAll("/platebook$", "/plain"), "plain", "plain");
    }

    private static void measure(String title, Database database, DatabaseSettings settings)
            throws IOException, SQLException, InterruptedException {
        var schema = new FelisReader().read("bench.yaml", FELIS, FelisReader.Library.NONE);
        var installer = new SchemaInstaller(database, new SchemaCatalog(database));
        installer.install(schema);
        IO.println(title);
        try (var connection = connect(settings)) {
            execute(connection, "set jit = off");
            fill(connection);
            var tap =
                    new TapService(
                            database,
                            new TapLimits(2000, 10_000, Duration.ofSeconds(60)),
                            InstantSource.system());
            for (var question : Question.values()) {
                inSql(connection, question, "none", ROUNDS);
                inSql(connection, question, "platebook_public", roundsOf(connection));
                requireKey(database, question);
                inAdql(tap, question);
            }
            writes(connection);
            upgrade(connection, installer, schema);
        }
    }

    private static void fill(Connection connection) throws SQLException {
        var squares = SQUARES.formatted(1, 1_000_000);
        execute(
                connection,
                "insert into cdb_bench.ruled (id, released_at, s_region)"
                        + " select id, '2020-01-01', region from (%s)".formatted(squares));
        execute(connection, "vacuum analyze cdb_bench.ruled");
    }

    /** The index of boxes is asked under rules only where its functions are leakproof. */
    private static int roundsOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select proleakproof from pg_proc where oid = 'sky.point'::regproc")) {
            row.next();
            return row.getBoolean(1) ? ROUNDS : SLOW_ROUNDS;
        }
    }

    private static double[][] places(int count) {
        var random = new SplittableRandom(7);
        var places = new double[count][];
        for (int i = 0; i < count; i++) {
            places[i] = new double[] {random.nextDouble(1, 359), random.nextDouble(-60, 10)};
        }
        return places;
    }

    /** As the owner, whom no rules bind, or as the public. */
    private static void inSql(Connection connection, Question question, String role, int rounds)
            throws IOException, SQLException, InterruptedException {
        int warm = Math.min(WARM, rounds - 1);
        var places = places(warm + rounds);
        execute(connection, "set role " + role);
        var times =
                Times.of(
                        warm,
                        rounds,
                        i ->
                                drain(
                                        connection,
                                        "select id from cdb_bench.ruled where "
                                                + Question.at(question.sql, places[i])));
        execute(connection, "reset role");
        IO.println("  %s, boxes in SQL, role %s: %s".formatted(question, role, times));
    }

    /** A superuser's database may ask the index of boxes as well; none is to read all rows. */
    private static void requireKey(Database database, Question question) {
        var reader = database.reader(Role.PUBLIC);
        var sql =
                new Translator()
                        .translate(
                                new AdqlReader().read(adql(question, places(1)[0])),
                                new CatalogueReader().read(reader),
                                1000)
                        .sql()
                        .replace(":", "\\:");
        var plan =
                reader.read(
                        handle ->
                                String.join(
                                        "\n",
                                        handle.createQuery("explain " + sql)
                                                .mapTo(String.class)
                                                .list()));
        if (!plan.contains("Index Cond") || plan.contains("Seq Scan")) {
            throw new IllegalStateException(question + " does not use an index:\n" + plan);
        }
    }

    private static String adql(Question question, double[] place) {
        return "select id from cdb_bench.ruled where " + Question.at(question.adql, place);
    }

    private static void drain(TapService tap, Role role, String adql) throws IOException {
        try (var answer = tap.query(adql, "csv", Identity.site(role), null)) {
            answer.body().writeTo(OutputStream.nullOutputStream());
        }
    }

    private static void inAdql(TapService tap, Question question)
            throws IOException, SQLException, InterruptedException {
        var places = places(WARM + ROUNDS);
        for (var role : new Role[] {Role.PUBLIC, Role.STAFF}) {
            var times = Times.of(WARM, ROUNDS, i -> drain(tap, role, adql(question, places[i])));
            IO.println("  %s, ADQL, role %s: %s".formatted(question, role, times));
        }
    }

    /** Rows of one exposure after the other, each in its own transaction. */
    private static void writes(Connection connection)
            throws IOException, SQLException, InterruptedException {
        for (var table : new String[] {"free", "written", "free", "written"}) {
            int from = table.equals("free") ? 0 : 1;
            var times =
                    Times.of(
                            WARM,
                            EXPOSURES,
                            i -> {
                                long first = 2_000_000L + 205L * i;
                                execute(
                                        connection,
                                        "insert into cdb_bench.%s (id, s_region) %s"
                                                .formatted(
                                                        table,
                                                        SQUARES.formatted(first, first + 204)));
                            });
            execute(connection, "truncate cdb_bench." + table);
            IO.println(
                    "  205 rows in, %s: %s"
                            .formatted(from == 0 ? "boxes" : "boxes and keys", times));
        }
    }

    /** What a site of an earlier version does at its first start with keys. */
    private static void upgrade(Connection connection, SchemaInstaller installer, Schema schema)
            throws SQLException {
        execute(connection, "drop trigger _sky_keys on cdb_bench.ruled");
        execute(connection, "alter table cdb_bench.ruled drop column _sky_s_region");
        long begun = System.nanoTime();
        installer.install(schema);
        IO.println(
                "  keys for a million rows that were there: %.1f s"
                        .formatted((System.nanoTime() - begun) / NANOS));
    }

    private static Connection connect(DatabaseSettings to) throws SQLException {
        return DriverManager.getConnection(to.url(), to.user(), to.password());
    }

    private static void drain(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getLong(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
