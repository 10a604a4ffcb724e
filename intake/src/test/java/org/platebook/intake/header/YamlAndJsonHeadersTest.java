package org.platebook.intake.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;

import java.nio.file.Path;

class YamlAndJsonHeadersTest {

    private static final Path FILE = Path.of("header.yaml");

    @Test
    void a_mapping_is_a_header_by_the_rules_of_yaml_1_1_as_python_writes_it() {
        var header =
                yaml(
                        """
                        SIMPLE: true
                        RUNNUM: 08
                        CONTNUM: 0000189126e1
                        OCTAL: 010
                        EXPTIME: 1.5e-05
                        NOEXP: 1e5
                        SHUT: off
                        FILTER: ~
                        DATE-OBS: 2022-01-02
                        DATE: 2022-01-02T03:04:05.678
                        BIG: 99999999999999999999
                        QUOTED: '1'
                        NAN: .nan
                        COMMENT:
                        - one
                        - two
                        """);

        assertThat(header)
                .containsExactly(
                        Card.of("SIMPLE", true),
                        Card.of("RUNNUM", "08"),
                        Card.of("CONTNUM", "0000189126e1"),
                        Card.of("OCTAL", 8L),
                        Card.of("EXPTIME", 1.5e-5),
                        Card.of("NOEXP", "1e5"),
                        Card.of("SHUT", false),
                        Card.of("FILTER", null),
                        Card.of("DATE-OBS", "2022-01-02"),
                        Card.of("DATE", "2022-01-02T03:04:05.678"),
                        Card.of("BIG", "99999999999999999999"),
                        Card.of("QUOTED", "1"),
                        Card.of("NAN", Double.NaN),
                        new Card("COMMENT", null, "one"),
                        new Card("COMMENT", null, "two"));
    }

    @Test
    void a_property_list_keeps_types_comments_and_repeated_cards() {
        var header =
                yaml(
                        """
                        !<lsst.daf.base.PropertyList>
                        - [SIMPLE, Bool, true, conforms]
                        - - BITPIX
                          - Int
                          - [8, 32]
                          - bits per data value
                        - [RUNNUM, String, 0012, '']
                        - [EXPTIME, Double, 30, '[s]']
                        - [INSTRUME, String, LSSTCam, '']
                        """);

        assertThat(header)
                .containsExactly(
                        new Card("SIMPLE", true, "conforms"),
                        new Card("BITPIX", 8L, "bits per data value"),
                        new Card("BITPIX", 32L, "bits per data value"),
                        new Card("RUNNUM", "0012", ""),
                        new Card("EXPTIME", 30.0, "[s]"),
                        new Card("INSTRUME", "LSSTCam", ""));
    }

    @Test
    void an_ordered_dict_saved_by_python_is_read_without_making_it() {
        var header =
                yaml(
                        """
                        !!python/object/apply:collections.OrderedDict
                        - - - SIMPLE
                            - true
                          - - INSTRUME
                            - LATISS
                          - - EXPTIME
                            - 2.0
                          - - RA
                            - null
                          - - DATE-OBS
                            - '2020-01-01T00:00:00'
                        """);

        assertThat(header.text("INSTRUME").orNull()).isEqualTo("LATISS");
        assertThat(header.isNull("RA")).isTrue();
        assertThat(header.size()).isEqualTo(5);
    }

    @Test
    void a_tag_never_makes_an_object() {
        assertThatThrownBy(() -> yaml("!!javax.script.ScriptEngineManager [x]\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("not a header");
        var header =
                yaml(
                        """
                        SIMPLE: true
                        A: 1
                        B: 2
                        C: 3
                        D: !!python/object/apply:os.system ['ls']
                        """);
        assertThat(header.text("D").orNull()).isEqualTo("ls");
    }

    @Test
    void broken_yaml_is_refused_with_its_line() {
        assertThatThrownBy(() -> yaml("SIMPLE: true\nA: 'no end\n"))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).isEqualTo("header-file.yaml"))
                .hasMessageContaining("header.yaml: line 3");
        assertThatThrownBy(() -> yaml("&a [*a, *a]")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> yaml(""))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("empty");
    }

    @Test
    void a_correction_is_not_a_header() {
        assertThatThrownBy(() -> yaml("DETECTOR: NEW-ID\n"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        r -> assertThat(r.code()).isEqualTo("header-file.not-a-header"));
    }

    @Test
    void json_keeps_order_types_and_nulls() {
        var header =
                json("""
                                {"__CONTENT__": "metadata", "SIMPLE": true, "RA": null, "EXPTIME": 30.0,
                                 "SEQNUM": 156, "HIERARCH A B": "x", "COMMENT": ["one"]}
                                """)
                        .primary();

        assertThat(header)
                .containsExactly(
                        Card.of("SIMPLE", true),
                        Card.of("RA", null),
                        Card.of("EXPTIME", 30.0),
                        Card.of("SEQNUM", 156L),
                        Card.of("A B", "x"),
                        new Card("COMMENT", null, "one"));
    }

    @Test
    void nan_and_infinity_are_read_as_python_writes_them() {
        var header =
                json("{\"__CONTENT__\": \"metadata\", \"A\": NaN, \"B\": -Infinity}").primary();

        assertThat(header.number("A").orNull()).isNaN();
        assertThat(header.number("B").orNull()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void a_character_that_cannot_be_kept_is_replaced_and_told() {
        var file =
                json(
                        "{\"__CONTENT__\": \"metadata\", \"OBJECT\": \"M\\u000031\", \"HALF\": \"a\\ud83d\","
                                + " \"WHOLE\": \"\\ud83d\\udd2d\"}");

        assertThat(file.primary().text("OBJECT").orNull()).isEqualTo("M\uFFFD31");
        assertThat(file.primary().text("HALF").orNull()).isEqualTo("a\uFFFD");
        assertThat(file.primary().text("WHOLE").orNull()).isEqualTo("🔭");
        assertThat(file.problems())
                .containsExactly(
                        "OBJECT holds a character that is none, kept as U+FFFD",
                        "HALF holds a character that is none, kept as U+FFFD");
    }

    @Test
    void a_translation_is_told_from_a_header() {
        assertThat(
                        json("{\"__CONTENT__\": \"translated\", \"instrument\": \"HSC\","
                                        + " \"tracking_radec\": [1.5, 2.5]}")
                                .content())
                .isEqualTo(HeaderFile.Content.TRANSLATION);
        assertThatThrownBy(
                        () ->
                                json(
                                        "{\"_translator\": \"HSC\", \"instrument\": \"HSC\", \"exposure_id\": 1}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("translator");
    }

    @Test
    void broken_json_is_refused_with_its_line() {
        assertThatThrownBy(() -> json("{\n\"A\": }"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> json("[1,2,3]"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> json("{\"__CONTENT__\": 5}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("__CONTENT__");
        assertThatThrownBy(() -> json("{\"A\": 1, \"A\": 2}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("A");
    }

    @Test
    void every_real_header_is_read_without_a_problem() {
        for (var folder :
                new String[] {
                    "consdb/headers/obs_lsst",
                    "butler/headers",
                    "consdb/headers/astro_metadata_translator"
                }) {
            HeaderFiles.walk(java.util.List.of(TestData.require(folder)))
                    .filter(c -> c instanceof Candidate.Found)
                    .map(c -> (Candidate.Found) c)
                    .filter(c -> !NO_HEADERS.contains(c.path().getFileName().toString()))
                    .forEach(
                            found -> {
                                var file = HeaderFiles.read(found);
                                assertThat(file.problems()).as(found.toString()).isEmpty();
                                assertThat(file.primary().size())
                                        .as(found.toString())
                                        .isGreaterThan(5);
                            });
        }
    }

    private static final java.util.Set<String> NO_HEADERS =
            java.util.Set.of(
                    "bad-sidecar.json",
                    "fitsheader-hsc.json",
                    "obsinfo-full.json",
                    "obsinfo-full-extensions.json",
                    "obsinfo-extensions-unknown-translator.json",
                    "obsinfo-unregistered.json",
                    "DECam-ct4m20121211t220632.yaml",
                    "SCUBA_test-20000101_00002.yaml");

    private static Header yaml(String text) {
        return YamlHeaders.read(FILE, text).primary();
    }

    private static HeaderFile json(String text) {
        var path = Path.of("header.json");
        return JsonHeaders.read(path, path, text);
    }
}
