package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.store.database.Role;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Rows under embargo, and all the ways around it that do not lead anywhere. */
@TestInstance(Lifecycle.PER_CLASS)
class RowPoliciesTest {

    private static final String FELIS =
            """
            name: sky1
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.exposure_id"
              platebook:
                rows:
                  public: {days: 730}
                  rights: {days: 3, by: day_obs}
              indexes:
              - {name: exposure_region, expressions: [sky.bound(s_region)]}
              columns:
              - {name: exposure_id, datatype: long}
              - {name: day_obs, datatype: int}
              - {name: seeing, datatype: double}
              - {name: s_region, datatype: double, "votable:arraysize": "*"}
            - name: detector
              primaryKey: ["#detector.day_obs", "#detector.detector_id"]
              platebook: {rows: {as: exposure, by: exposure_id}, partition: {by: day_obs, every: month}}
              columns:
              - {name: day_obs, datatype: int}
              - {name: detector_id, datatype: long}
              - {name: exposure_id, datatype: long}
            - name: product
              primaryKey: "#product.product_id"
              platebook: {rows: {public: {released: released_at}, rights: all}}
              columns:
              - {name: product_id, datatype: int}
              - {name: released_at, datatype: timestamp}
            - name: both
              platebook:
                view: select e.exposure_id, d.detector_id from exposure e join detector d using (exposure_id)
              columns:
              - {name: exposure_id, datatype: long}
              - {name: detector_id, datatype: long}
            """;

    private static final String REGION = "array[10,10, 11,10, 11,11, 10,11]::double precision[]";

    private final Installed site = new Installed();

    @BeforeAll
    void install() {
        site.install(FELIS);
        site.execute(
                """
                insert into sky1.exposure (exposure_id, day_obs, seeing, s_region)
                values (1, %d, 0, %4$s), (2, %d, 1, %4$s), (3, %d, 1, %4$s), (4, null, 1, %4$s)
                """
                        .formatted(dayObs(0), dayObs(3), dayObs(730), REGION));
        site.database.write(
                handle -> {
                    for (int age : List.of(0, 3, 730)) {
                        var table = new TableName("sky1", "detector");
                        var months = new Partitioning.ByDate("day_obs", Partitioning.Width.MONTH);
                        var part = months.part(new Value.Whole(dayObs(age))).orElseThrow();
                        TablePartitions.ensureAll(handle, table, Set.of(part));
                    }
                    return handle.execute(
                            """
                            insert into sky1.detector (day_obs, detector_id, exposure_id)
                            select day_obs, exposure_id * 10, exposure_id
                            from sky1.exposure where day_obs is not null
                            """);
                });
        site.execute(
                """
                insert into sky1.product (product_id, released_at)
                values (1, null), (2, now() at time zone 'UTC' + interval '1 hour'),
                    (3, now() at time zone 'UTC')
                """);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void each_role_sees_the_rows_whose_embargo_is_over_for_it() {
        var ids = "select exposure_id::text from sky1.exposure order by 1";
        assertThat(site.texts(Role.STAFF, ids)).containsExactly("1", "2", "3", "4");
        assertThat(site.texts(Role.RIGHTS, ids)).containsExactly("2", "3");
        assertThat(site.texts(Role.PUBLIC, ids)).containsExactly("3");
    }

    @Test
    void rows_of_other_tables_are_seen_with_those_they_belong_to() {
        for (var ids :
                List.of(
                        "select detector_id::text from sky1.detector order by 1",
                        "select detector_id::text from sky1.both order by 1")) {
            assertThat(site.texts(Role.STAFF, ids)).containsExactly("10", "20", "30");
            assertThat(site.texts(Role.RIGHTS, ids)).containsExactly("20", "30");
            assertThat(site.texts(Role.PUBLIC, ids)).containsExactly("30");
        }
    }

    @Test
    void what_is_released_is_seen_from_its_moment_on() {
        var ids = "select product_id::text from sky1.product order by 1";
        assertThat(site.texts(Role.RIGHTS, ids)).containsExactly("1", "2", "3");
        assertThat(site.texts(Role.PUBLIC, ids)).containsExactly("3");
    }

    @Test
    void no_count_join_order_or_error_tells_of_a_hidden_row() {
        assertThat(site.texts(Role.PUBLIC, "select count(*)::text from sky1.exposure"))
                .containsExactly("1");
        assertThat(site.texts(Role.PUBLIC, "select max(exposure_id)::text from sky1.exposure"))
                .containsExactly("3");
        assertThat(
                        site.texts(
                                Role.PUBLIC,
                                "select e.exposure_id::text from sky1.detector d"
                                        + " full join sky1.exposure e using (exposure_id)"))
                .containsExactly("3");
        // The seeing of the hidden row 1 is zero: dividing by it would tell that it is there.
        assertThat(
                        site.texts(
                                Role.PUBLIC,
                                "select exposure_id::text from sky1.exposure where 1 / seeing > 0"))
                .containsExactly("3");
        assertThat(
                        site.texts(
                                Role.PUBLIC,
                                "select (select exposure_id::text from sky1.exposure"
                                        + " order by exposure_id limit 1)"))
                .containsExactly("3");
    }

    @Test
    void partitions_and_closed_versions_are_no_way_around() {
        var month = dayObs(0) / 100;
        assertThatThrownBy(
                        () ->
                                site.texts(
                                        Role.STAFF,
                                        "select detector_id::text from sky1.detector_" + month))
                .isInstanceOf(Missing.class);
        site.execute(
                """
                insert into sky1_history.exposure_closed
                    (exposure_id, day_obs, seeing, _source, known)
                select exposure_id, day_obs, 5, 'headers', tstzrange('2020-01-01', '2020-01-02')
                from (values (1, 20200101), (2, 20200101), (3, 20200101), (9, 20200101))
                    as closed (exposure_id, day_obs)
                """);
        for (var versions :
                List.of(
                        "select exposure_id::text from sky1_history.exposure_closed order by 1",
                        "select exposure_id::text from sky1_history.exposure where seeing = 5 order by 1",
                        "select exposure_id::text from sky1_history.exposure_at('2020-01-01T12:00Z') order by 1")) {
            assertThat(site.texts(Role.STAFF, versions)).containsExactly("1", "2", "3", "9");
            assertThat(site.texts(Role.RIGHTS, versions)).containsExactly("2", "3");
            assertThat(site.texts(Role.PUBLIC, versions)).containsExactly("3");
        }
        var asOf = "select exposure_id::text from sky1_as_of.exposure where seeing = 5 order by 1";
        var then = Instant.parse("2020-01-01T12:00:00Z");
        assertThat(asOf(Role.STAFF, then, asOf)).containsExactly("1", "2", "3", "9");
        assertThat(asOf(Role.PUBLIC, then, asOf)).containsExactly("3");
    }

    private List<String> asOf(Role role, Instant moment, String sql) {
        return site.database
                .reader(role)
                .asOf(moment)
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void a_place_on_the_sky_is_still_found_by_its_index() {
        var plan =
                site.database
                        .reader(Role.PUBLIC)
                        .read(
                                handle -> {
                                    handle.execute("set local enable_seqscan = off");
                                    return String.join(
                                            "\n",
                                            handle.createQuery(
                                                            "explain select exposure_id from sky1.exposure where"
                                                                    + " sky.region_contains_point(s_region, 10.5, 10.5)")
                                                    .mapTo(String.class)
                                                    .list());
                                });
        assertThat(plan).contains("exposure_region").contains("Index Cond");
    }

    @Test
    void rules_can_be_taken_away_again_and_are_written_as_they_were_read() {
        try (var other = new Installed()) {
            other.install(FELIS);
            var schema = Installed.felis(FELIS);
            assertThat(Installed.felis(FelisWriter.annotated(schema))).isEqualTo(schema);

            other.install(
                    FELIS.replace(
                            "platebook: {rows: {public: {released: released_at}, rights: all}}",
                            ""));
            other.execute("insert into sky1.product (product_id) values (1)");
            assertThat(other.texts(Role.PUBLIC, "select product_id::text from sky1.product"))
                    .containsExactly("1");
        }
    }

    @Test
    void a_rule_that_cannot_hold_is_refused() {
        assertRefused(
                FELIS.replace("public: {days: 730}", "public: {days: -1}"),
                "days must be a whole number");
        assertRefused(FELIS.replace("public: {days: 730}", "public: some"), "all, none, {days: N}");
        assertRefused(
                FELIS.replace("released: released_at", "released: product_id"),
                "no column \"product_id\" of type TIMESTAMP");
        assertRefused(FELIS.replace("as: exposure", "as: nothing"), "which is not there");
        assertRefused(
                FELIS.replace(
                        "    rows:\n      public",
                        "    visibility: staff\n    rows:\n      public"),
                "fewer may see exposure.exposure_id");
    }

    private static void assertRefused(String felis, String part) {
        try (var other = new Installed()) {
            assertThatThrownBy(() -> other.install(felis))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(part);
        }
    }

    /** The observing day so many days ago; it turns over at noon UTC. */
    private static int dayObs(int daysAgo) {
        var day =
                Instant.now()
                        .minus(12, ChronoUnit.HOURS)
                        .minus(daysAgo, ChronoUnit.DAYS)
                        .atOffset(ZoneOffset.UTC);
        return Integer.parseInt(day.format(DateTimeFormatter.ofPattern("yyyyMMdd")));
    }
}
