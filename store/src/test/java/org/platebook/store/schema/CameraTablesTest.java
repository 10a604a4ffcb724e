package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.database.Role;

import java.util.List;

/** The tables of a camera, as the database has them. */
@TestInstance(Lifecycle.PER_CLASS)
class CameraTablesTest {

    private final Installed site = new Installed();

    @BeforeAll
    void install() {
        site.installer.install(CameraSchemas.load().of("DECam"));
        site.execute("insert into cdb_decam.exposure (exposure_id) values (1)");
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void an_exposure_of_which_nothing_but_its_number_is_known_can_be_kept() {
        assertThat(
                        site.texts(
                                "select num_nonnulls(day_obs, s_ra, obs_start)::text from cdb_decam.exposure"))
                .containsExactly("0");
    }

    @Test
    void a_header_is_read_card_by_card_with_nulls_repetitions_and_odd_numbers() {
        site.execute(
                """
                insert into cdb_decam.exposure_header
                    (exposure_id, file_sha256, part_index, part, file, format, card_count, received_at, cards)
                values (1, repeat('0', 64), 0, 'PRIMARY', 'a.fits', 'fits', 5, now(), '[
                    ["RA", 12.5, "degrees"], ["RA", null, null], ["OBJECT", "M 31", ""],
                    ["SIMULATE ATDOME", false, null], ["BAD", {"number": "NaN"}, null]]')
                """);
        assertThat(
                        site.texts(
                                Role.STAFF,
                                """
                                select concat_ws('|', card_index, keyword, value_type, card_value, comment)
                                from cdb_decam.exposure_header_card order by card_index
                                """))
                .containsExactly(
                        "0|RA|number|12.5|degrees",
                        "1|RA|null",
                        "2|OBJECT|string|M 31|",
                        "3|SIMULATE ATDOME|boolean|false",
                        "4|BAD|number|NaN");
    }

    @Test
    void a_position_off_the_sky_is_refused() {
        for (var wrong : new String[] {"s_ra = 360", "s_ra = -1", "s_dec = 90.1"}) {
            assertThatThrownBy(() -> site.execute("update cdb_decam.exposure set " + wrong))
                    .as(wrong)
                    .hasMessageContaining("exposure_s_");
        }
    }

    @Test
    void a_correction_holds_for_an_exposure_or_a_range_that_runs_forward() {
        correction("'one', 'c4d_1', null, null");
        correction("'range', null, 5, 9");
        correction("'one of a range', null, 5, 5");
        assertThatThrownBy(() -> correction("'nothing', null, null, null"))
                .hasMessageContaining("correction_holds_for_something");
        assertThatThrownBy(() -> correction("'open', null, 5, null"))
                .hasMessageContaining("correction_holds_for_something");
        assertThatThrownBy(() -> correction("'backward', null, 5, 4"))
                .hasMessageContaining("correction_range_is_forward");
    }

    @Test
    void a_visit_and_its_exposures_may_be_written_in_either_order() {
        site.execute(
                """
                insert into cdb_decam.visit1_exposure values (1, 1);
                insert into cdb_decam.visit1 (visit_id, visit_name, visit_system, exposure_count, day_obs)
                values (1, 'c4d_1', 'one-to-one', 1, 20260101)
                """);
        assertThatThrownBy(
                        () -> site.execute("insert into cdb_decam.visit1_exposure values (2, 1)"))
                .hasMessageContaining("visit1_exposure_visit");
    }

    @Test
    void a_cone_on_detector_regions_uses_their_sky_index() {
        assertThat(
                        site.database.<List<String>>write(
                                handle -> {
                                    handle.execute("set local enable_seqscan = off");
                                    return handle.createQuery(
                                                    "explain select exposure_id from"
                                                            + " cdb_decam.exposure where"
                                                            + " sky.region_contains_point(s_region, 10,"
                                                            + " 20)")
                                            .mapTo(String.class)
                                            .list();
                                }))
                .anySatisfy(line -> assertThat(line).contains("exposure_s_region"));
    }

    private void correction(String values) {
        site.execute(
                """
                insert into cdb_decam.correction (correction_id, exposure_name, exposure_id_first,
                    exposure_id_last, fields, reason, author, source, said_at, loaded_at)
                values (%s, '{}', 'r', 'a', 's', now(), now())
                """
                        .formatted(values));
    }
}
