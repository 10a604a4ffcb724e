package org.platebook.intake.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.util.ArrayList;
import java.util.random.RandomGenerator;

class HeaderTest {

    private static final Header HEADER =
            Header.of(
                    new Card("EXPTIME", 30L, "[s] Exposure time"),
                    new Card("RA", null, "[deg]"),
                    new Card("", null, "---- Pointing ----"),
                    new Card("AIRTEMP", "cold", null),
                    new Card("SEEING", "0.8D0", null),
                    new Card("SEQNUM", "17", null),
                    new Card("SHUTOPEN", "T", null),
                    new Card("EXPTIME", 31L, "again"),
                    new Card("SIMULATE ATMCS", true, null));

    @Test
    void a_field_tells_present_from_null_from_absent_from_wrong() {
        assertThat(HEADER.number("EXPTIME")).isEqualTo(new KeywordValue.Present<>("EXPTIME", 30.0));
        assertThat(HEADER.number("RA")).isEqualTo(new KeywordValue.Null<Double>("RA"));
        assertThat(HEADER.number("DEC")).isEqualTo(new KeywordValue.Absent<Double>("DEC"));
        assertThat(HEADER.number("AIRTEMP"))
                .isEqualTo(new KeywordValue.Wrong<Double>("AIRTEMP", "cold", "a number"));
    }

    @Test
    void a_wrong_field_says_what_it_holds_and_what_was_expected() {
        assertThat(HEADER.number("AIRTEMP"))
                .isInstanceOfSatisfying(
                        KeywordValue.Wrong.class,
                        wrong ->
                                assertThat(wrong.problem())
                                        .isEqualTo("AIRTEMP is 'cold', expected a number"));
    }

    @Test
    void numbers_written_as_text_are_numbers() {
        assertThat(HEADER.number("SEEING").orNull()).isEqualTo(0.8);
        assertThat(HEADER.integer("SEQNUM").orNull()).isEqualTo(17);
        assertThat(HEADER.flag("SHUTOPEN").orNull()).isTrue();
        assertThat(Header.of(Card.of("X", "0x1p3")).number("X").isPresent()).isFalse();
        assertThat(Header.of(Card.of("X", " 12. ")).integer("X").orNull()).isEqualTo(12);
        assertThat(Header.of(Card.of("X", 1.5)).integer("X").isPresent()).isFalse();
        assertThat(Header.of(Card.of("X", true)).number("X").isPresent()).isFalse();
    }

    @Test
    void of_two_cards_the_first_answers_and_both_stay() {
        assertThat(HEADER.integer("EXPTIME").orNull()).isEqualTo(30);
        assertThat(HEADER.all("EXPTIME")).extracting(Card::value).containsExactly(30L, 31L);
        assertThat(HEADER.size()).isEqualTo(9);
    }

    @Test
    void a_present_card_without_value_is_there_and_null() {
        assertThat(HEADER.has("RA")).isTrue();
        assertThat(HEADER.isNull("RA")).isTrue();
        assertThat(HEADER.isValued("RA")).isFalse();
        assertThat(HEADER.has("DEC")).isFalse();
        assertThat(HEADER.isNull("DEC")).isFalse();
    }

    @Test
    void a_laid_over_header_wins_in_place_and_adds_its_rest_behind() {
        var primary =
                Header.of(
                        Card.of("A", 1L),
                        Card.of("B", 2L),
                        new Card("COMMENT", null, "one"),
                        Card.of("B", 3L));
        var extension =
                Header.of(Card.of("C", 4L), Card.of("B", null), new Card("COMMENT", null, "two"));

        assertThat(primary.overlaidBy(extension))
                .containsExactly(
                        Card.of("A", 1L),
                        Card.of("B", null),
                        new Card("COMMENT", null, "one"),
                        Card.of("C", 4L),
                        new Card("COMMENT", null, "two"));
    }

    @Test
    void a_value_changes_at_its_first_place_and_keeps_its_comment() {
        var changed = HEADER.with("EXPTIME", 15.5);

        assertThat(changed.cards().getFirst())
                .isEqualTo(new Card("EXPTIME", 15.5, "[s] Exposure time"));
        assertThat(changed.cards().get(7)).isEqualTo(new Card("EXPTIME", 31L, "again"));
        assertThat(HEADER.with("NEW", null).isNull("NEW")).isTrue();
    }

    @Test
    void a_card_holds_only_what_a_header_can_hold() {
        assertThatThrownBy(() -> Card.of("X", 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("X")
                .hasMessageContaining("Integer");
    }

    @Test
    void the_stored_form_is_an_array_of_cards_in_order() {
        assertThat(
                        HeaderJson.write(
                                Header.of(
                                        new Card("EXPTIME", 1e10, "[s]"),
                                        new Card("RA", null, null),
                                        Card.of("DEC", Double.NaN))))
                .isEqualTo(
                        "[[\"EXPTIME\",10000000000.0,\"[s]\"],[\"RA\",null,null],"
                                + "[\"DEC\",{\"number\":\"NaN\"},null]]");
    }

    @Test
    void a_stored_form_that_is_none_is_refused() {
        for (var text :
                new String[] {
                    "{}", "[[1,2,3]]", "[[\"A\",1]]", "[[\"A\",[],null]]", "[", "[] []"
                }) {
            assertThatThrownBy(() -> HeaderJson.read(text))
                    .as(text)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("stored header");
        }
    }

    @Seeded
    void a_header_comes_back_from_its_stored_form_unchanged(RandomGenerator random) {
        var cards = new ArrayList<Card>();
        for (int i = random.nextInt(30); i > 0; i--) {
            cards.add(new Card("K" + random.nextInt(10), value(random), comment(random)));
        }
        var header = Header.of(cards);

        assertThat(HeaderJson.read(HeaderJson.write(header))).isEqualTo(header);
    }

    private static String comment(RandomGenerator random) {
        return random.nextBoolean() ? "" : "µ \"" + random.nextInt() + "\\\n'";
    }

    private static Object value(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong();
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> (double) random.nextInt(-3, 3);
            case 4 -> -0.0;
            default -> comment(random);
        };
    }
}
