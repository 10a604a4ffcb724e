package org.platebook.intake.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

class HeaderServiceTest {

    private static final Path FILE = Path.of("night", "MC_O_20260115_000001.yaml");

    private static final String TEXT =
            """
            PRIMARY:
            - keyword: OBSID
              value: MC_O_20260115_000001
              comment: ImageName
            - keyword: null
              value: null
              comment: '---- Pointing ----'
            - keyword: RA
              value: null
              comment: ''
            - keyword: EXPTIME
              value: 30.0
              comment: it's [s]
            - keyword: CURINDEX
              value: 1
              comment: ''
            - keyword: IMAGETAG
              value: '0009876'
              comment: 'tag: ''DAQ'''
            - keyword: CONTNUM
              value: 0000189126e1
              comment: ''
            - keyword: HIERARCH SIMULATE MTMOUNT
              value: false
              comment: ''
            R22S11_PRIMARY:
            - keyword: CCDTEMP
              value: -94.5
              comment: '[degC]'
            """;

    @Test
    void every_card_of_every_part_is_read_in_order() {
        var file = YamlHeaders.read(FILE, TEXT);

        assertThat(file.format()).isEqualTo(HeaderFormat.HEADER_SERVICE);
        assertThat(file.problems()).isEmpty();
        assertThat(file.primary())
                .containsExactly(
                        new Card("OBSID", "MC_O_20260115_000001", "ImageName"),
                        new Card("", null, "---- Pointing ----"),
                        new Card("RA", null, ""),
                        new Card("EXPTIME", 30.0, "it's [s]"),
                        new Card("CURINDEX", 1L, ""),
                        new Card("IMAGETAG", "0009876", "tag: 'DAQ'"),
                        new Card("CONTNUM", "0000189126e1", ""),
                        new Card("SIMULATE MTMOUNT", false, ""));
        assertThat(file.part("R22S11_PRIMARY"))
                .hasValue(Header.of(new Card("CCDTEMP", -94.5, "[degC]")));
    }

    @Test
    void the_line_reader_reads_what_the_yaml_parser_reads() {
        assertThat(HeaderServiceLines.read(TEXT))
                .isEqualTo(YamlHeaders.readSlowly(FILE, TEXT).parts());
    }

    @Test
    void a_real_file_takes_the_fast_path_and_reads_the_same() throws IOException {
        var path =
                TestData.require(
                        "consdb/headerservice/ATHeaderService_header_AT_O_20240801_000302.yaml");
        var text = Files.readString(path);

        var fast = HeaderServiceLines.read(text);

        assertThat(fast).isNotNull().hasSize(18);
        assertThat(fast).isEqualTo(YamlHeaders.readSlowly(path, text).parts());
    }

    /** Each run spoils one character somewhere; whatever the line reader accepts must be right. */
    @Seeded(runs = 1000)
    void whatever_the_line_reader_accepts_the_yaml_parser_reads_the_same(RandomGenerator random) {
        var odd = " -:#'\"\\\n\t,[]{}&*!|>%@`0189eE.+~_xTyes=µ";
        var text = new StringBuilder(TEXT);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            var at = random.nextInt(text.length());
            var c = odd.charAt(random.nextInt(odd.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.deleteCharAt(at);
            }
        }
        var fast = HeaderServiceLines.read(text.toString());
        if (fast != null) {
            assertThat(YamlHeaders.readSlowly(FILE, text.toString()).parts())
                    .as(text.toString())
                    .isEqualTo(fast);
        }
    }

    /** Values as people and machines write them, in every notation YAML 1.1 has a rule for. */
    @Seeded(runs = 1000)
    void any_plain_value_means_the_same_on_both_paths(RandomGenerator random) {
        var letters = "0123456789+-.eE_:xbofnaNIYTZ ~";
        var value = new StringBuilder();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            value.append(letters.charAt(random.nextInt(letters.length())));
        }
        var text = "PRIMARY:\n- keyword: A\n  value: " + value + "\n  comment: ''\n";
        var fast = HeaderServiceLines.read(text);
        if (fast != null) {
            assertThat(YamlHeaders.readSlowly(FILE, text).parts()).as(text).isEqualTo(fast);
        }
    }

    @Test
    void folded_quoted_and_escaped_texts_are_read_by_the_yaml_parser() {
        var text =
                """
                PRIMARY:
                - keyword: OBSANNOT
                  value: 'a long annotation that PyYAML folded
                    at column 80'
                  comment: "seeing \\u2264 1\\""
                """;

        assertThat(HeaderServiceLines.read(text)).isNull();
        assertThat(YamlHeaders.read(FILE, text).primary())
                .containsExactly(
                        new Card(
                                "OBSANNOT",
                                "a long annotation that PyYAML folded at column 80",
                                "seeing ≤ 1\""));
    }

    @Test
    void the_primary_part_comes_first_wherever_it_stands() {
        var file =
                YamlHeaders.read(
                        FILE,
                        """
                        R00S00_PRIMARY:
                        - keyword: A
                          value: 1
                          comment: ''
                        PRIMARY:
                        - keyword: B
                          value: 2
                          comment: ''
                        """);

        assertThat(file.primary().has("B")).isTrue();
        assertThat(file.merged("R00S00_PRIMARY").orElseThrow().has("B")).isTrue();
    }

    @Test
    void a_file_that_is_cut_off_is_refused_with_its_line() {
        for (var end :
                new int[] {
                    TEXT.indexOf("value: -94.5"),
                    TEXT.indexOf("comment: '[degC]'"),
                    TEXT.indexOf("degC")
                }) {
            assertThatThrownBy(() -> YamlHeaders.read(FILE, TEXT.substring(0, end)))
                    .as(TEXT.substring(end - 20, end))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("MC_O_20260115_000001.yaml: line 2");
        }
    }

    @Test
    void a_file_whose_last_line_does_not_end_is_told() {
        assertThat(YamlHeaders.read(FILE, TEXT).problems()).isEmpty();
        assertThat(YamlHeaders.read(FILE, TEXT.stripTrailing()).problems())
                .containsExactly("the last line does not end; the file may be cut off");
    }

    @Test
    void two_parts_of_one_name_are_refused() {
        assertThatThrownBy(() -> YamlHeaders.read(FILE, TEXT + TEXT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("two headers named PRIMARY");
    }

    @Test
    void a_value_that_is_a_list_is_kept_as_text_and_told() {
        var file =
                YamlHeaders.read(FILE, "PRIMARY:\n- keyword: A\n  value: [1, 2]\n  comment: ''\n");

        assertThat(file.primary().text("A").orNull()).isEqualTo("[1, 2]");
        assertThat(file.problems()).singleElement().asString().contains("line 3").contains("A");
    }
}
