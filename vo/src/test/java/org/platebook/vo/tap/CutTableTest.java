package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.testkit.PythonJudge;
import org.platebook.vo.table.Ending;
import org.platebook.vo.table.TableFormat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table that was cut says so in its own format; the site has four exposures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutTableTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String QUERY = "select exposure_id, exp_time from exposure";
    private static final String MESSAGE = "the table was cut after 2 rows; there are more";

    private final Site site = new Site();

    @AfterAll
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CSV|# OVERFLOW: the table was cut after 2 rows; there are more
                    TSV|# OVERFLOW: the table was cut after 2 rows; there are more
                    NDJSON|{"# OVERFLOW":"the table was cut after 2 rows; there are more"}
                    JSON|"status": "OVERFLOW"}
                    TEXT|2 rows, and there are more
                    VOTABLE_TABLEDATA|<INFO name="QUERY_STATUS" value="OVERFLOW"
                    """)
    void a_cut_table_says_so_at_its_end(TableFormat format, String last) {
        var cut = text(format, "2");
        assertThat(
                        cut.lines()
                                .toList()
                                .reversed()
                                .subList(0, Math.min(4, (int) cut.lines().count())))
                .anySatisfy(line -> assertThat(line).contains(last));
        assertThat(text(format, "4")).doesNotContain("OVERFLOW").doesNotContain("more");
    }

    @Test
    void readers_of_each_format_learn_that_a_table_was_cut() {
        var read = judged("2");

        assertThat(read.get("csv")).hasToString("[2,2,\"int64\",\"int64\"]");
        assertThat(read.get("tsv")).hasToString("[2,2,\"int64\",\"int64\"]");
        assertThat(read.get("ndjson")).hasToString("[2,[\"# OVERFLOW\"]]");
        var told = Map.of("platebook:status", "OVERFLOW", "platebook:message", MESSAGE);
        assertThat(read.get("parquet")).isEqualTo(JSON.valueToTree(List.of(2, told)));
        assertThat(read.get("arrow")).isEqualTo(JSON.valueToTree(List.of(2, told, 2)));
        assertThat(read.get("votable")).hasToString("[\"OK\",\"OVERFLOW\"]");
    }

    @Test
    void readers_of_each_format_find_no_mark_in_a_whole_table() {
        var read = judged("4");

        assertThat(read.get("csv")).hasToString("[4,4,\"int64\",\"int64\"]");
        assertThat(read.get("ndjson")).hasToString("[4,[]]");
        assertThat(read.get("parquet"))
                .isEqualTo(JSON.valueToTree(List.of(4, Map.of("platebook:status", "OK"))));
        assertThat(read.get("arrow")).isEqualTo(JSON.valueToTree(List.of(4, Map.of(), 4)));
        assertThat(read.get("votable")).hasToString("[\"OK\"]");
    }

    @ParameterizedTest
    @EnumSource(TableFormat.class)
    void who_asked_is_told_how_the_table_ended_whatever_its_format(TableFormat format) {
        assertThat(ending(site.tap, format, "2")).isEqualTo(new Ending.Overflow(2));
        assertThat(ending(site.tap, format, "0")).isEqualTo(new Ending.Overflow(0));
        assertThat(ending(site.tap, format, "4")).isEqualTo(new Ending.Complete());
    }

    @ParameterizedTest
    @EnumSource(TableFormat.class)
    void formats_that_are_kept_are_cut_at_the_greatest_number_alone(TableFormat format) {
        var narrow = limited(2, 3);
        var wide = limited(2, 4);

        assertThat(ending(narrow, format, ""))
                .isEqualTo(new Ending.Overflow(format.isKept() ? 3 : 2));
        assertThat(ending(wide, format, ""))
                .isEqualTo(format.isKept() ? new Ending.Complete() : new Ending.Overflow(2));
        assertThat(ending(wide, format, "3")).isEqualTo(new Ending.Overflow(3));
        try (var answer = wide.query(QUERY, format.alias(), Identity.site(Role.PUBLIC), null)) {
            Site.bytes(answer);
            assertThat(answer.body().rows()).isEqualTo(format.isKept() ? 4 : 2);
        }
    }

    private TapService limited(long usual, long most) {
        return new TapService(
                site.database,
                new TapLimits(usual, most, Duration.ofSeconds(30)),
                InstantSource.system());
    }

    private static Ending ending(TapService tap, TableFormat format, String most) {
        try (var answer = asked(tap, format, most)) {
            assertThat(answer.body().ending()).isEmpty();
            Site.bytes(answer);
            return answer.body().ending().orElseThrow();
        }
    }

    private String text(TableFormat format, String most) {
        return new String(bytes(format, most), StandardCharsets.UTF_8);
    }

    private byte[] bytes(TableFormat format, String most) {
        return Site.bytes(asked(site.tap, format, most));
    }

    private static Answer asked(TapService tap, TableFormat format, String most) {
        return tap.sync(
                Map.of(
                        "LANG", List.of("ADQL"),
                        "QUERY", List.of(QUERY),
                        "RESPONSEFORMAT", List.of(format.alias()),
                        "MAXREC", List.of(most)),
                Identity.site(Role.PUBLIC));
    }

    private JsonNode judged(String most) {
        var given = new TreeMap<String, String>();
        for (var format :
                List.of(
                        TableFormat.CSV,
                        TableFormat.TSV,
                        TableFormat.NDJSON,
                        TableFormat.PARQUET,
                        TableFormat.ARROW)) {
            given.put(format.alias(), Base64.getEncoder().encodeToString(bytes(format, most)));
        }
        given.put(
                "votable",
                Base64.getEncoder().encodeToString(bytes(TableFormat.VOTABLE_BINARY2, most)));
        return JSON.readTree(
                PythonJudge.require()
                        .run(CutTableTest.class, "cut_reads.py", JSON.writeValueAsString(given)));
    }
}
