package org.platebook.store.wide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.TestPostgres;

import java.util.List;

/** What wide views yield, on a night of three exposures in two visits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WideRowsTest {

    private static final String NIGHT =
            """
            insert into cdb_lsstcam.exposure (exposure_id, day_obs, seq_num, s_ra, s_dec, sky_rotation,
                obs_start, obs_end, exp_midpt_mjd)
            values
                (1, 20260115, 1, 150, -30, 10, '2026-01-16T02:00:00', '2026-01-16T02:00:30', 61056.0835),
                (2, 20260115, 2, null, null, null, '2026-01-16T02:00:37.5', '2026-01-16T02:01:07.5', 61056.0839),
                (3, 20260116, 1, 150, -30, 10, '2026-01-16T14:00:00', '2026-01-16T14:00:30', 61056.5835);
            insert into cdb_lsstcam.visit1 (visit_id, visit_name, visit_system, exposure_count, day_obs)
            values (12, 'both', 'one-to-one', 2, 20260115), (3, 'three', 'one-to-one', 1, 20260116);
            insert into cdb_lsstcam.visit1_exposure (visit_id, exposure_id) values (12, 1), (12, 2), (3, 3);
            insert into cdb_lsstcam.visit1_quicklook (visit_id, day_obs, seq_num, psf_sigma_median, pixel_scale_median,
                zero_point_median, sky_noise_median, psf_area_median)
            values (12, 20260115, 1, 2, 0.2, 31.8, 35, 60);
            insert into cdb_lsstcam.exposure_flag (exposure_id, flag, flag_reason, flag_author, flag_said_at)
            values
                (1, 'questionable', 'messy PSF', 'me', now()),
                (2, 'bad', 'trailed', 'me', now()),
                (99, 'bad', 'not here yet', 'me', now());
            """;

    private Database database;

    @BeforeAll
    void install() {
        database = Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
        new SchemaInstaller(database, new SchemaCatalog(database))
                .install(CameraSchemas.load().of("LSSTCam"));
        database.write(
                handle ->
                        handle.execute(
                                "create table cdb_lsstcam.ccdvisit1_202601 partition of cdb_lsstcam.ccdvisit1"
                                        + " for values from (20260101) to (20260201)"));
        database.write(handle -> handle.createScript(NIGHT).execute());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void every_row_of_the_first_table_is_there_once_whatever_is_known_of_it() {
        assertThat(texts("select exposure_id::text from cdb_lsstcam.exposure_wide order by 1"))
                .containsExactly("1", "2", "3");
        assertThat(texts("select visit_id::text from cdb_lsstcam.visit1_wide order by 1"))
                .containsExactly("12", "3");
    }

    @Test
    void a_mark_of_an_exposure_shows_with_it_and_the_worst_one_with_its_visit() {
        assertThat(
                        texts(
                                "select concat_ws(' ', exposure_id, flag, flag_reason)"
                                        + " from cdb_lsstcam.exposure_wide order by exposure_id"))
                .containsExactly("1 questionable messy PSF", "2 bad trailed", "3");
        assertThat(
                        texts(
                                "select concat_ws(' ', visit_id, flag, exposure_flag)"
                                        + " from cdb_lsstcam.visit1_wide order by visit_id"))
                .containsExactly("3", "12 bad");
    }

    @Test
    void a_mark_that_came_before_its_exposure_shows_when_the_exposure_comes() {
        execute("insert into cdb_lsstcam.exposure (exposure_id, day_obs) values (99, 20270101)");

        assertThat(
                        texts(
                                "select flag_reason from cdb_lsstcam.exposure_wide where exposure_id = 99"))
                .containsExactly("not here yet");
        execute("delete from cdb_lsstcam.exposure where exposure_id = 99");
    }

    @Test
    void as_of_a_moment_it_is_the_same_view_of_what_was_known_then() {
        assertThat(
                        texts(
                                "select concat_ws(' ', exposure_id, flag, round(gap_since_previous))"
                                        + " from cdb_lsstcam_history.exposure_wide_at(now()) order by exposure_id"))
                .containsExactly("1 questionable", "2 bad 8", "3");
        assertThat(
                        texts(
                                "select exposure_id::text from"
                                        + " cdb_lsstcam_history.exposure_wide_at('2020-01-01T00:00:00Z')"))
                .isEmpty();
        assertThat(
                        texts(
                                "select exposure_flag from cdb_lsstcam_history.visit1_wide_at(now())"
                                        + " where visit_id = 12"))
                .containsExactly("bad");
    }

    @Test
    void a_detector_has_the_moon_of_its_visit_at_its_own_place() {
        execute(
                "update cdb_lsstcam.visit1 set exp_midpt_mjd = 61056.0835, s_ra = 150, s_dec = -30 where visit_id = 3");
        execute(
                "insert into cdb_lsstcam.ccdvisit1 (ccdvisit_id, visit_id, detector, day_obs, seq_num, s_region)"
                        + " values (3094, 3, 94, 20260116, 1, '{149,-30,150,-31,151,-30,150,-29}'), (3095, 3, 95, 20260116, 1, '{151,-30,152,-31,153,-30,152,-29}')");
        var visit = "visit1_wide where visit_id = 3";
        var detector = "ccdvisit1_wide where detector = 94";
        var before = "cdb_lsstcam_history.ccdvisit1_wide_at(now()) where detector = 94";

        for (var column :
                List.of("moon_separation", "sun_altitude", "hour_angle", "galactic_lat")) {
            double there = number(column, "cdb_lsstcam." + visit);
            assertThat(number(column, "cdb_lsstcam." + detector))
                    .as(column)
                    .isEqualTo(there, within(0.02))
                    .isEqualTo(number(column, before));
        }
        assertThat(number("hour_angle", "cdb_lsstcam.ccdvisit1_wide where detector = 95"))
                .isLessThan(number("hour_angle", "cdb_lsstcam." + detector) - 1.9);
    }

    @Test
    void what_several_columns_need_is_worked_out_once_and_only_for_who_asks() {
        assertThat(moons("select * from cdb_lsstcam.exposure_wide where exposure_id = 1"))
                .isEqualTo(1);
        assertThat(
                        moons(
                                "select moon_separation from cdb_lsstcam.exposure_wide where exposure_id = 1"))
                .isEqualTo(1);
        assertThat(
                        moons(
                                "select galactic_lat from cdb_lsstcam.exposure_wide where exposure_id = 1"))
                .isZero();
        assertThat(plan("select detector_name from cdb_lsstcam.ccdvisit1_wide"))
                .doesNotContain("Join", "Nested Loop", "sky.");
    }

    @Test
    void the_gap_is_counted_within_a_night() {
        assertThat(
                        texts(
                                "select concat_ws(' ', exposure_id, gap_since_previous)"
                                        + " from cdb_lsstcam.exposure_wide order by exposure_id"))
                .containsExactly("1", "2 7.5", "3");
    }

    @Test
    void an_exposure_without_a_position_has_a_moon_but_no_separation_from_it() {
        assertThat(
                        texts(
                                "select concat_ws(' ', moon_altitude is null, moon_separation is null,"
                                        + " galactic_lat is null, rotator_angle is null)"
                                        + " from cdb_lsstcam.exposure_wide where exposure_id = 2"))
                .containsExactly("f t t t");
    }

    @Test
    void the_rotator_stands_at_the_parallactic_angle_less_that_of_the_sky_and_a_quarter_turn() {
        double parallactic = number("parallactic_angle");
        double rotator = number("rotator_angle");

        double turns = (parallactic - 10 - 90 - rotator) / 360;
        assertThat(turns - Math.rint(turns)).isCloseTo(0, within(1e-9));
    }

    @Test
    void width_and_depth_come_from_the_quick_look() {
        assertThat(
                        texts(
                                "select round(psf_fwhm::numeric, 4) || ' ' || round(five_sigma_depth::numeric, 2)"
                                        + " from cdb_lsstcam.visit1_wide where visit_id = 12"))
                .containsExactly("0.9419 23.96");
    }

    @Test
    void tables_that_a_query_does_not_ask_for_are_not_read() {
        var plan = plan("select visit_id, day_obs from cdb_lsstcam.visit1_wide");
        assertThat(plan).contains("visit1").doesNotContain("quicklook").doesNotContain("flag");
        var detectors =
                plan(
                        "select ccdvisit_id, detector from cdb_lsstcam.ccdvisit1_wide"
                                + " where day_obs = 20260115");
        assertThat(detectors).contains("ccdvisit1").doesNotContain("quicklook");
    }

    @Test
    void one_exposure_is_found_through_the_key() {
        var plan =
                String.join(
                        "\n",
                        database.<List<String>>write(
                                handle -> {
                                    handle.execute("set local enable_seqscan = off");
                                    return handle.createQuery(
                                                    "explain (costs off) select * from"
                                                            + " cdb_lsstcam.exposure_wide where exposure_id = 2")
                                            .mapTo(String.class)
                                            .list();
                                }));
        assertThat(plan).contains("exposure_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void readers_read_them_through_their_own_rights() {
        int found =
                database.reader(Role.STAFF)
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        "select count(*) from cdb_lsstcam.exposure_wide"
                                                                + " where moon_separation > 0")
                                                .mapTo(Integer.class)
                                                .one());

        assertThat(found).isEqualTo(2);
    }

    private double number(String column) {
        return number(column, "cdb_lsstcam.exposure_wide where exposure_id = 1");
    }

    private double number(String column, String place) {
        return database.write(
                handle ->
                        handle.createQuery("select %s from %s".formatted(column, place))
                                .mapTo(Double.class)
                                .one());
    }

    private String plan(String sql) {
        return String.join("\n", texts("explain (costs off) " + sql));
    }

    /** How often a query works out where the Moon is. */
    private long moons(String sql) {
        return database.write(
                handle -> {
                    handle.execute("set local track_functions = 'all'");
                    long before = moons(handle);
                    handle.createQuery(sql).mapToMap().list();
                    return moons(handle) - before;
                });
    }

    private static long moons(Handle handle) {
        return handle.createQuery(
                        """
                        select coalesce(sum(calls), 0) from pg_stat_xact_user_functions
                        where funcid = 'sky.moon(float8, float8, float8)'::regprocedure
                        """)
                .mapTo(Long.class)
                .one();
    }

    private void execute(String sql) {
        database.write(handle -> handle.execute(sql));
    }

    private List<String> texts(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
