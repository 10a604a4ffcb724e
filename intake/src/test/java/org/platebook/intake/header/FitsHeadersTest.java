package org.platebook.intake.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class FitsHeadersTest {

    private static final String[] PRIMARY = {
        "SIMPLE  =                    T / conforms",
        "BITPIX  =                    8",
        "NAXIS   =                    0",
    };

    @Test
    void every_kind_of_value_is_read() {
        var header =
                primary(
                        "EXPTIME =                 1.5 / [s] time",
                        "RATIO   =             -1.25D-3",
                        "COUNT   =                  -17/close",
                        "OBJECT  = 'it''s M/31  '   / a name",
                        "EMPTY   = ''",
                        "RA      =                      / not known",
                        "COMPLEX = (1.0, 2.0)",
                        "BIG     = 99999999999999999999",
                        "HIERARCH ESO DET CHIP = 'x' / y",
                        "COMMENT   free text",
                        "HISTORY done = yes",
                        "        blank keyword",
                        "");

        assertThat(header.cards().subList(3, header.size()))
                .containsExactly(
                        new Card("EXPTIME", 1.5, "[s] time"),
                        Card.of("RATIO", -1.25e-3),
                        new Card("COUNT", -17L, "close"),
                        new Card("OBJECT", "it's M/31", "a name"),
                        Card.of("EMPTY", ""),
                        new Card("RA", null, "not known"),
                        Card.of("COMPLEX", "(1.0, 2.0)"),
                        Card.of("BIG", "99999999999999999999"),
                        new Card("ESO DET CHIP", "x", "y"),
                        new Card("COMMENT", null, "  free text"),
                        new Card("HISTORY", null, "done = yes"),
                        new Card("", null, "blank keyword"),
                        new Card("", null, ""));
    }

    @Test
    void a_long_string_continues_over_cards() {
        assertThat(
                        primary(
                                        "LONG    = 'one &'",
                                        "CONTINUE  'two &'  / first",
                                        "CONTINUE  'three'  / second")
                                .card("LONG"))
                .hasValue(new Card("LONG", "one two three", "first second"));
    }

    @Test
    void a_broken_card_is_told_and_stops_nothing() {
        var file =
                read(
                        hdu(
                                join(
                                        PRIMARY,
                                        "OPEN    = 'no end",
                                        "WORD    = hello",
                                        "CONTINUE  'of nothing'",
                                        "TIGHT   =5",
                                        "LAST    = 7")));

        assertThat(file.primary().text("OPEN").orNull()).isEqualTo("no end");
        assertThat(file.primary().text("WORD").orNull()).isEqualTo("hello");
        assertThat(file.primary().integer("TIGHT").orNull()).isEqualTo(5);
        assertThat(file.primary().integer("LAST").orNull()).isEqualTo(7);
        assertThat(file.problems())
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("header 0: card 4 has no closing quote"),
                        p -> assertThat(p).contains("card 5").contains("WORD    = hello"),
                        p -> assertThat(p).contains("card 6 continues nothing"),
                        p -> assertThat(p).contains("card 7").contains("no blank"));
    }

    @Test
    void data_are_skipped_and_extensions_named() {
        var file =
                read(
                        hdu(PRIMARY),
                        hdu(extension("AMP1", 100, 50)),
                        new byte[2880 * 4],
                        hdu(extension("AMP1", 0, 0)),
                        hdu("XTENSION= 'IMAGE   '", "BITPIX  = 8", "NAXIS   = 0"));

        assertThat(file.parts())
                .extracting(HeaderFile.Part::name)
                .containsExactly("PRIMARY", "AMP1", "AMP1,HDU2", "HDU3");
        assertThat(file.problems()).isEmpty();
        assertThat(file.observation().text("EXTNAME").orNull()).isEqualTo("AMP1");
    }

    @Test
    void data_that_are_cut_off_are_a_problem_of_the_file() {
        var file = read(hdu(PRIMARY), hdu(extension("AMP1", 100, 50)), new byte[2880]);

        assertThat(file.parts()).hasSize(2);
        assertThat(file.problems())
                .containsExactly("header 1: its data are cut off after 2880 of 10000 bytes");
    }

    @Test
    void a_compressed_image_shows_its_own_header_and_keeps_its_table_s() {
        var file =
                read(
                        hdu(PRIMARY),
                        hdu(
                                "XTENSION= 'BINTABLE'",
                                "BITPIX  = 8",
                                "NAXIS   = 2",
                                "NAXIS1  = 8",
                                "NAXIS2  = 0",
                                "PCOUNT  = 0",
                                "GCOUNT  = 1",
                                "TFIELDS = 1",
                                "TTYPE1  = 'COMPRESSED_DATA'",
                                "TFORM1  = '1PB(0)'",
                                "ZIMAGE  = T",
                                "ZTENSION= 'IMAGE'",
                                "ZBITPIX = 16",
                                "ZNAXIS  = 2",
                                "ZNAXIS1 = 2048",
                                "ZNAXIS2 = 4096",
                                "ZTILE1  = 2048",
                                "ZCMPTYPE= 'RICE_1'",
                                "EXTNAME = 'N4'",
                                "CHECKSUM= 'of the table'",
                                "ZHECKSUM= 'of the image'",
                                "CCDNUM  = 35"));

        var part = file.parts().get(1);
        assertThat(part.header())
                .containsExactly(
                        Card.of("XTENSION", "IMAGE"),
                        Card.of("BITPIX", 16L),
                        Card.of("NAXIS", 2L),
                        Card.of("NAXIS1", 2048L),
                        Card.of("NAXIS2", 4096L),
                        Card.of("CHECKSUM", "of the image"),
                        Card.of("EXTNAME", "N4"),
                        Card.of("CCDNUM", 35L));
        assertThat(part.received().size()).isEqualTo(22);
        assertThat(part.received().text("ZCMPTYPE").orNull()).isEqualTo("RICE_1");
    }

    @Test
    void a_compressed_primary_image_is_the_primary_part_again() {
        var file =
                read(
                        hdu(PRIMARY),
                        hdu(
                                "XTENSION= 'BINTABLE'",
                                "BITPIX  = 8",
                                "NAXIS   = 0",
                                "ZIMAGE  = T",
                                "ZSIMPLE = T",
                                "ZBITPIX = -32",
                                "ZNAXIS  = 0",
                                "EXPTIME = 30.0"));

        assertThat(file.parts()).hasSize(1);
        assertThat(file.primary())
                .containsExactly(
                        Card.of("SIMPLE", true),
                        Card.of("BITPIX", -32L),
                        Card.of("NAXIS", 0L),
                        Card.of("EXPTIME", 30.0));
        assertThat(file.parts().getFirst().received().has("XTENSION")).isTrue();
    }

    @Test
    void a_header_without_end_is_refused() {
        var cut = java.util.Arrays.copyOf(hdu(PRIMARY), 160);

        assertThatThrownBy(() -> read(cut))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).isEqualTo("header-file.fits"))
                .hasMessageContaining("no END");
    }

    private static String[] extension(String name, int width, int height) {
        return new String[] {
            "XTENSION= 'IMAGE   '",
            "BITPIX  = 16",
            "NAXIS   = 2",
            "NAXIS1  = " + width,
            "NAXIS2  = " + height,
            "PCOUNT  = 0",
            "GCOUNT  = 1",
            "EXTNAME = '" + name + "'"
        };
    }

    private static Header primary(String... cards) {
        var file = read(hdu(join(PRIMARY, cards)));
        assertThat(file.problems()).isEmpty();
        return file.primary();
    }

    private static String[] join(String[] first, String... second) {
        var all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static HeaderFile read(byte[]... blocks) {
        var bytes = new ByteArrayOutputStream();
        for (var block : blocks) {
            bytes.writeBytes(block);
        }
        return HeaderFiles.read(Path.of("raw.fits"), bytes.toByteArray());
    }

    private static byte[] hdu(String... cards) {
        var text = new StringBuilder();
        for (var card : cards) {
            text.append("%-80s".formatted(card));
        }
        text.append("%-80s".formatted("END"));
        while (text.length() % 2880 != 0) {
            text.append(' ');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
