package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hidden keys on the sky of tables with rules for their rows, in new databases and old ones. */
class SkyKeyTest {

    private static final String RULES = "rows: {public: {days: 730}, rights: {days: 3}}";

    private static final String FELIS =
            """
            name: sky1
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.exposure_id"
              platebook: {%s}
              indexes:
              - {name: exposure_region, expressions: [sky.bound(s_region)]}
              - {name: exposure_place, expressions: ["sky.point(s_ra, s_dec)"]}
              columns:
              - {name: exposure_id, datatype: long}
              - {name: day_obs, datatype: int}
              - {name: s_ra, datatype: double}
              - {name: s_dec, datatype: double}
              - {name: s_region, datatype: double, "votable:arraysize": "*", platebook: {visibility: rights}}
            - name: detector
              primaryKey: ["#detector.day_obs", "#detector.detector_id"]
              platebook: {%s, partition: {by: day_obs, every: month}}
              indexes:
              - {name: detector_region, expressions: [sky.bound(s_region)]}
              columns:
              - {name: day_obs, datatype: int}
              - {name: detector_id, datatype: long}
              - {name: s_region, datatype: double, "votable:arraysize": "*"}
            """
                    .formatted(RULES, RULES);

    private static final String OPEN = FELIS.replace(RULES, "visibility: public");

    private static final String ROWS =
            """
            insert into sky1.exposure (exposure_id, day_obs, s_ra, s_dec, s_region)
            values (1, 20200101, 10, 20, '{10,20,10,21,11,21}'), (2, 20200101, null, null, null);
            insert into sky1.detector (day_obs, detector_id, s_region)
            values (20200101, 1, '{10,20,10,21,11,21}'), (20200201, 2, '{50,20,50,21,51,21}')
            """;

    private static final String WRONG =
            """
            select 'exposure ' || exposure_id from sky1.exposure
            where _sky_s_region is distinct from sky.region_key(s_region)
                or _sky_s_ra_s_dec is distinct from sky.point_key(s_ra, s_dec)
            union all select 'detector ' || detector_id from sky1.detector
            where _sky_s_region is distinct from sky.region_key(s_region)
            """;

    private static final String KEYS =
            """
            select format('%s.%s', attrelid::regclass, attname) from pg_attribute
            where starts_with(attname::text, '_sky_') and not attisdropped
                and attrelid in (select oid from pg_class where relkind in ('r', 'p', 'v') and not relispartition)
            order by 1
            """;

    private static final String INDEXES =
            """
            select c.relname::text from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relname in ('exposure_sky_s_region', 'exposure_sky_s_ra_s_dec', 'detector_sky_s_region') and i.indisvalid
            order by 1
            """;

    @Test
    void a_table_with_rules_has_keys_that_follow_its_regions() {
        try (var site = installed(FELIS)) {
            site.execute(ROWS);
            assertThat(site.texts(WRONG)).isEmpty();
            assertThat(site.texts("select _sky_s_region::text from sky1.exposure order by 1"))
                    .hasSize(2)
                    .containsNull();

            site.execute(
                    "update sky1.exposure set s_region = '{1,2,3,4,5,2}', s_ra = 7, s_dec = 8");
            assertThat(site.texts(WRONG)).isEmpty();
            site.execute("update sky1.exposure set s_region = null, s_ra = null");
            assertThat(site.texts(WRONG)).isEmpty();
            assertThat(site.texts(INDEXES)).hasSize(3);
        }
    }

    @Test
    void keys_are_in_no_history_and_seen_by_those_alone_who_see_the_region() {
        try (var site = installed(FELIS)) {
            assertThat(site.texts(KEYS))
                    .containsExactly(
                            "sky1.detector._sky_s_region",
                            "sky1.exposure._sky_s_ra_s_dec",
                            "sky1.exposure._sky_s_region");
            assertThat(
                            site.texts(
                                    """
                                    select role || ' ' || key || ' ' || has_column_privilege(role, 'sky1.exposure', key, 'select')
                                    from unnest(array['platebook_public', 'platebook_rights']) role,
                                        unnest(array['_sky_s_region', '_sky_s_ra_s_dec']) key
                                    order by 1
                                    """))
                    .containsExactly(
                            "platebook_public _sky_s_ra_s_dec true",
                            "platebook_public _sky_s_region false",
                            "platebook_rights _sky_s_ra_s_dec true",
                            "platebook_rights _sky_s_region true");
        }
    }

    @Test
    void rules_that_come_later_give_the_rows_there_are_their_keys_and_rules_that_go_take_them() {
        try (var site = installed(OPEN)) {
            site.execute(ROWS);
            assertThat(site.texts(KEYS)).isEmpty();

            site.install(FELIS);
            assertThat(site.texts(WRONG)).isEmpty();
            assertThat(site.texts(INDEXES)).hasSize(3);

            site.install(OPEN);
            assertThat(site.texts(KEYS)).isEmpty();
            site.execute("update sky1.exposure set s_region = null");
        }
    }

    @Test
    void a_site_of_an_earlier_version_gets_its_keys_at_the_next_start() {
        try (var site = installed(FELIS)) {
            site.execute(ROWS);
            for (var table : List.of("exposure", "detector")) {
                site.execute("drop trigger _sky_keys on sky1." + table);
            }
            site.execute(
                    "alter table sky1.exposure drop column _sky_s_region, drop column _sky_s_ra_s_dec");
            site.execute("alter table sky1.detector drop column _sky_s_region");

            assertThat(site.install(FELIS)).isEqualTo(SchemaInstaller.Outcome.UNCHANGED);

            assertThat(site.texts(WRONG)).isEmpty();
            assertThat(site.texts(INDEXES)).hasSize(3);
        }
    }

    @Test
    void what_was_interrupted_is_done_at_the_next_start_and_loses_no_row_meanwhile() {
        try (var site = installed(FELIS)) {
            site.execute("set local session_replication_role = replica;" + ROWS);
            site.execute("drop index sky1.exposure_sky_s_region");
            assertThat(site.texts("select distinct _sky_s_region::text from sky1.exposure"))
                    .containsExactly("-1");

            site.install(FELIS);

            assertThat(
                            site.texts(
                                    """
                                    select exposure_id::text from sky1.exposure
                                    where _sky_s_region is distinct from sky.region_key(s_region)
                                    """))
                    .isEmpty();
            assertThat(site.texts(INDEXES)).hasSize(3);
        }
    }

    @Test
    void a_key_whose_trigger_or_index_is_lost_is_reported() {
        try (var site = installed(FELIS)) {
            site.execute("drop trigger _sky_keys on sky1.detector");
            site.execute("drop index sky1.exposure_sky_s_region");
            var heard = new ArrayList<String>();

            site.database.write(
                    handle -> {
                        SchemaAgreement.look(
                                handle, (place, _, what) -> heard.add(place + ": " + what));
                        return heard;
                    });

            assertThat(heard)
                    .containsExactlyInAnyOrder(
                            "sky1._sky_keys: triggers that are not there",
                            "sky1.exposure_sky_s_region: indexes that are not there");
        }
    }

    @Test
    void no_column_may_have_the_name_of_a_key() {
        var felis =
                OPEN.replace("{name: s_ra,", "{name: _sky_s_ra,")
                        .replace("point(s_ra", "point(_sky_s_ra");
        assertThatThrownBy(() -> installed(felis))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no column may be called _sky_s_ra");
    }

    private static Partitioning.Part month(int dayObs) {
        return new Partitioning.ByDate("day_obs", Partitioning.Width.MONTH)
                .part(new Value.Whole(dayObs))
                .orElseThrow();
    }

    private static Installed installed(String felis) {
        var site = new Installed();
        try {
            site.install(felis);
            site.database.write(
                    handle -> {
                        var table = new TableName("sky1", "detector");
                        TablePartitions.ensureAll(
                                handle, table, Set.of(month(20200101), month(20200201)));
                        return table;
                    });
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }
}
