package org.platebook.bench;

import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Questions about places on the sky asked of a million detector images, each in SQL and in ADQL;
 * what the second takes longer is Platebook's own.
 */
final class SkyBench {

    private static final int WARM = 100;
    private static final int ROUNDS = 300;
    private static final double BAR_MILLIS = 3;

    /** Squares of the size of a detector, evenly over the sky that Rubin surveys. */
    private static final String MILLION =
            """
            insert into cdb_lsstcam.ccdexposure (day_obs, ccdexposure_id, exposure_id, detector, s_region)
            select 20260115, id, id / 205, id %% 205, array[
                ra - width, "dec" - 0.11, ra - width, "dec" + 0.11,
                ra + width, "dec" + 0.11, ra + width, "dec" - 0.11]
            from (
                select
                    id,
                    mod(id * 137.50776405, 360)::double precision as ra,
                    "dec",
                    0.11 / cosd("dec") as width
                from generate_series(1, %1$d) as id, lateral (select asind(1.2 * id / %1$d - 0.95) as "dec")
            )
            """
                    .formatted(1_000_000);

    /** The three questions, each with one place left open: right ascension and declination. */
    private enum Question {
        POINT(
                "point in region",
                "sky.region_contains_point(s_region, %1$f, %2$f)",
                "CONTAINS(POINT(%1$f, %2$f), s_region) = 1"),
        CONE(
                "cone of 0.5 deg overlaps",
                "sky.region_overlaps_circle(s_region, %1$f, %2$f, 0.5)",
                "INTERSECTS(s_region, CIRCLE(%1$f, %2$f, 0.5)) = 1"),
        POLYGON(
                "polygon of 0.8 by 0.8 deg overlaps",
                "sky.region_overlaps_polygon(s_region, array[%3$f, %5$f, %3$f, %6$f, %4$f, %6$f, %4$f, %5$f])",
                "INTERSECTS(s_region, POLYGON(%3$f, %5$f, %3$f, %6$f, %4$f, %6$f, %4$f, %5$f)) = 1");

        private static final String SELECT =
                "select ccdexposure_id from cdb_lsstcam.ccdexposure where ";

        private final String text;
        private final String sql;
        private final String adql;

        Question(String text, String sql, String adql) {
            this.text = text;
            this.sql = SELECT + sql;
            this.adql = SELECT + adql;
        }

        private static String at(String question, double raDeg, double decDeg) {
            double half = 0.4;
            return question.formatted(
                    raDeg, decDeg, raDeg - half, raDeg + half, decDeg - half, decDeg + half);
        }
    }

    private SkyBench() {}

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        try (var site = new LedgerBenchSite(Files.createTempDirectory("platebook-bench"))) {
            var to = site.database.settings();
            try (var connection = DriverManager.getConnection(to.url(), to.user(), to.password())) {
                fill(site, connection);
                var tap =
                        new TapService(
                                site.database,
                                new TapLimits(2000, 10_000, Duration.ofSeconds(60)),
                                InstantSource.system());
                for (var question : Question.values()) {
                    requireIndex(connection, question);
                    ask(connection, tap, question);
                }
            }
        }
    }

    private static void fill(LedgerBenchSite site, Connection connection) throws SQLException {
        site.ledger.write(
                LedgerBenchSite.HEADERS, List.of(site.exposure(1), site.ccdExposure(1, 0)));
        execute(connection, "set jit = off");
        execute(connection, "truncate cdb_lsstcam.ccdexposure cascade");
        execute(connection, "set session_replication_role = replica");
        execute(connection, MILLION);
        execute(connection, "reset session_replication_role");
        execute(connection, "vacuum analyze cdb_lsstcam.ccdexposure");
    }

    private static void requireIndex(Connection connection, Question question) throws SQLException {
        var plan = new StringBuilder();
        try (var statement = connection.createStatement();
                var lines =
                        statement.executeQuery("explain " + Question.at(question.sql, 100, -20))) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        if (plan.indexOf("Index Cond") < 0 || plan.indexOf("Seq Scan") >= 0) {
            throw new IllegalStateException(question + " does not use the index:\n" + plan);
        }
    }

    private static void ask(Connection connection, TapService tap, Question question)
            throws IOException, SQLException, InterruptedException {
        var random = new SplittableRandom(7);
        var places = new double[WARM + ROUNDS][];
        for (int i = 0; i < places.length; i++) {
            places[i] = new double[] {random.nextDouble(1, 359), random.nextDouble(-60, 10)};
        }
        var rows = new long[1];
        var inSql =
                Times.of(
                        WARM,
                        ROUNDS,
                        i ->
                                rows[0] +=
                                        count(
                                                connection,
                                                Question.at(
                                                        question.sql, places[i][0], places[i][1])));
        var inAdql =
                Times.of(
                        WARM,
                        ROUNDS,
                        i -> drain(tap, Question.at(question.adql, places[i][0], places[i][1])));
        IO.println(
                "%s, 1,000,000 regions, index used, %.1f rows found: in SQL %s; in ADQL %s; ours %.2f ms (bar %.0f)"
                        .formatted(
                                question.text,
                                (double) rows[0] / places.length,
                                inSql,
                                inAdql,
                                inAdql.median() - inSql.median(),
                                BAR_MILLIS));
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            long count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private static void drain(TapService tap, String adql) throws IOException {
        try (var answer = tap.query(adql, "csv", Identity.site(Role.STAFF), null)) {
            answer.body().writeTo(OutputStream.nullOutputStream());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
