package org.platebook.intake.visit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.platebook.model.time.Tai;
import org.platebook.testkit.Seeded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class VisitDefinitionTest {

    private static final VisitDefinition BY_GROUP =
            new VisitDefinition(EnumSet.of(VisitSystem.BY_GROUP));

    private static final Snap ALONE =
            snap(347, 347, 347, "2022-04-06T02:56:53.255", 20220406025653255L);
    private static final Snap FIRST =
            snap(348, 348, 349, "2022-04-06T02:58:07.181", 20220406025807181L);
    private static final Snap SECOND =
            snap(349, 348, 349, "2022-04-06T02:58:07.181", 20220406025807181L);

    @Test
    void two_snaps_make_a_visit_of_their_own_beside_the_visit_of_each() {
        assertThat(
                        members(
                                VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(
                                        List.of(ALONE, FIRST, SECOND))))
                .isEqualTo(
                        Map.of(
                                2022040500347L, List.of(2022040500347L),
                                2022040500348L, List.of(2022040500348L, 2022040500349L),
                                2022040500349L, List.of(2022040500349L),
                                92022040500348L, List.of(2022040500348L)));
    }

    @Test
    void a_visit_knows_which_systems_say_so() {
        var visits = VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(List.of(ALONE, FIRST, SECOND));
        assertThat(visits.get(0).systems())
                .containsExactlyInAnyOrder(VisitSystem.ONE_TO_ONE, VisitSystem.BY_COUNTER);
        assertThat(visits.get(1).systems()).containsExactly(VisitSystem.BY_COUNTER);
        assertThat(visits.get(3).name()).isEqualTo("AT_O_20220405_000348_first");
    }

    @Test
    void exposures_of_one_group_make_a_visit() {
        assertThat(members(BY_GROUP.of(List.of(ALONE, FIRST, SECOND))))
                .isEqualTo(
                        Map.of(
                                20220406025653255L, List.of(2022040500347L),
                                20220406025807181L, List.of(2022040500348L, 2022040500349L)));
    }

    @Test
    void a_series_waits_for_its_first_snap() {
        assertThat(members(VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(List.of(SECOND))))
                .isEqualTo(Map.of(2022040500349L, List.of(2022040500349L)));
    }

    @Seeded(runs = 20)
    void the_order_of_arrival_does_not_matter(RandomGenerator random) {
        var snaps = new ArrayList<>(List.of(ALONE, FIRST, SECOND));
        Collections.shuffle(snaps, new Random(random.nextLong()));
        assertThat(VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(snaps))
                .isEqualTo(
                        VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(List.of(ALONE, FIRST, SECOND)));
    }

    @Test
    void what_cannot_see_the_sky_or_does_not_know_where_it_looked_is_in_no_visit() {
        var dark =
                new Snap(
                        1,
                        "dark",
                        20220405,
                        1,
                        1,
                        1,
                        null,
                        null,
                        true,
                        false,
                        facts("g", "SURVEY", 0, 10));
        var lost =
                new Snap(
                        2,
                        "lost",
                        20220405,
                        2,
                        2,
                        2,
                        null,
                        null,
                        false,
                        null,
                        facts("g", "SURVEY", 0, 10));
        var unknown =
                new Snap(
                        3,
                        "unknown",
                        20220405,
                        3,
                        3,
                        3,
                        null,
                        null,
                        true,
                        null,
                        facts("g", "SURVEY", 0, 10));
        assertThat(members(VisitDefinition.EACH_EXPOSURE.of(List.of(dark, lost, unknown))))
                .isEqualTo(Map.of(3L, List.of(3L)));
    }

    @Test
    void a_visit_sums_and_averages_what_its_snaps_say() {
        var visit = VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(List.of(FIRST, SECOND)).getFirst();
        assertThat(visit.facts().exposureSeconds()).isEqualTo(30.0);
        assertThat(visit.facts().begin()).isEqualTo(new Tai(348_000_000_000L));
        assertThat(visit.facts().end()).isEqualTo(new Tai(349_015_000_000L));
        assertThat(visit.facts().azimuthDeg()).isBetween(359.9999, 360.0001);
        assertThat(visit.facts().zenithDistanceDeg()).isEqualTo(30.5);
        assertThat(visit.disagreements()).isEmpty();
    }

    @Test
    void snaps_that_differ_in_filter_give_a_visit_without_filter_and_say_so() {
        var other =
                new Snap(
                        2022040500349L,
                        "AT_O_20220405_000349",
                        20220405,
                        349,
                        348,
                        349,
                        null,
                        null,
                        true,
                        true,
                        facts("r", "OTHER", 0, 30));
        var visit = VisitDefinition.EACH_EXPOSURE_AND_SERIES.of(List.of(FIRST, other)).getFirst();
        assertThat(visit.facts().physicalFilter()).isNull();
        assertThat(visit.facts().reason()).isEqualTo("various");
        assertThat(visit.disagreements()).containsExactly("physical_filter", "band");
    }

    private static Map<Long, List<Long>> members(List<Visit> visits) {
        var members = new TreeMap<Long, List<Long>>();
        visits.forEach(
                visit ->
                        members.put(
                                visit.id(), visit.snaps().stream().map(Snap::exposureId).toList()));
        return members;
    }

    private static Snap snap(int seq, int start, int end, String group, @Nullable Long groupId) {
        return new Snap(
                2022040500000L + seq,
                "AT_O_20220405_000" + seq,
                20220405,
                seq,
                start,
                end,
                group,
                groupId,
                true,
                true,
                new SnapFacts(
                        new Tai(seq * 1_000_000_000L),
                        new Tai(seq * 1_000_000_000L + 15_000_000L),
                        15.0,
                        "g",
                        "g",
                        "field",
                        "SURVEY",
                        "science",
                        seq == 349 ? 1.0 : 359.0,
                        seq == 349 ? 31.0 : 30.0));
    }

    private static SnapFacts facts(String filter, String reason, double azimuth, double zenith) {
        return new SnapFacts(
                new Tai(0),
                new Tai(15_000_000_000L),
                15.0,
                filter,
                filter,
                "field",
                "SURVEY",
                reason,
                azimuth,
                zenith);
    }
}
