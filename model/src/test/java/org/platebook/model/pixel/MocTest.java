package org.platebook.model.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

class MocTest {

    private static final String EXAMPLE = "1/1 2 4 2/12-14 21 23 25 8/";

    @Test
    void the_standards_example_reads_and_writes_back() {
        var moc = Moc.parse(EXAMPLE);

        assertThat(moc).hasToString("1/1-2 4 2/12-14 21 23 25 8/");
        assertThat(moc.order()).isEqualTo(8);
        assertThat(moc.skyFraction()).isEqualTo(3 / 48.0 + 6 / 192.0);
        assertThat(moc.toJson()).isEqualTo("{\"1\":[1,2,4],\"2\":[12,13,14,21,23,25],\"8\":[]}");
        assertThat(Moc.parse("s1/1,2 4\r\n2/12-14 21 23 25\n8/")).isEqualTo(moc);
    }

    @Test
    void four_siblings_become_their_parent() {
        assertThat(Moc.parse("2/0-3 5")).hasToString("1/0 2/5");
        assertThat(Moc.parse("29/0-3 28/0")).hasToString("28/0 29/");
        assertThat(Moc.allSky(0)).hasToString("0/0-11");
        assertThat(Moc.parse("29/3458764513820540927").cells())
                .containsExactly(new Moc.Cell(29, 3_458_764_513_820_540_927L));
        assertThat(Moc.parse("").isEmpty()).isTrue();
        assertThat(Moc.empty(3)).hasToString("3/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 2 3",
                "30/1",
                "1/48",
                "1/3-1",
                "1/x",
                "t61/1",
                "1/1-",
                "4294967297/1",
                "29/3458764513820540928",
                "29/99999999999999999999"
            })
    void what_is_no_space_moc_is_refused(String text) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> Moc.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "{\"a\":[1]}", "{\"1\":[48]}", "{\"1\":[0.5]}", "{\"1\":2}"})
    void json_that_is_no_space_moc_is_refused(String json) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> Moc.ofJson(json));
    }

    @Test
    void a_file_that_is_no_moc_is_refused_with_its_reason() {
        var file = Moc.parse(EXAMPLE).toFits();

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Moc.ofFits(new byte[100]))
                .withMessageContaining("ends inside a header");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Moc.ofFits(Arrays.copyOf(file, 5760)))
                .withMessageContaining("too short");
    }

    @Seeded
    void mocs_behave_like_sets_of_cells(RandomGenerator random) {
        var a = moc(random);
        var b = moc(random);
        int order = Math.max(a.order(), b.order());

        assertThat(cells(a.union(b), order))
                .isEqualTo(with(cells(a, order), s -> s.addAll(cells(b, order))));
        assertThat(cells(a.intersect(b), order))
                .isEqualTo(with(cells(a, order), s -> s.retainAll(cells(b, order))));
        assertThat(cells(a.subtract(b), order))
                .isEqualTo(with(cells(a, order), s -> s.removeAll(cells(b, order))));
        assertThat(a.symmetricDifference(b)).isEqualTo(a.subtract(b).union(b.subtract(a)));
        assertThat(a.complement().complement()).isEqualTo(a);
        assertThat(a.overlaps(a.complement())).isFalse();
        assertThat(a.skyFraction() + a.complement().skyFraction()).isEqualTo(1);
        assertThat(a.contains(b)).isEqualTo(cells(a, order).containsAll(cells(b, order)));
        assertThat(a.overlaps(b)).isEqualTo(!a.intersect(b).isEmpty());
    }

    @Seeded
    void every_form_leads_back_to_the_same_moc(RandomGenerator random) {
        var moc = moc(random);

        assertThat(Moc.parse(moc.toString())).isEqualTo(moc);
        assertThat(Moc.ofJson(moc.toJson())).isEqualTo(moc);
        assertThat(Moc.ofFits(moc.toFits())).isEqualTo(moc);
        assertThat(Moc.of(moc.order(), moc.cells().stream())).isEqualTo(moc);
        assertThat(Moc.of(moc.order(), moc.pixels(moc.order()))).isEqualTo(moc);
    }

    @Seeded
    void a_coarser_moc_holds_the_finer_one_and_no_cell_too_many(RandomGenerator random) {
        var moc = moc(random);
        int coarser = random.nextInt(moc.order() + 1);
        int shift = 2 * (moc.order() - coarser);

        assertThat(moc.degrade(coarser).contains(moc)).isTrue();
        assertThat(moc.degrade(coarser).pixels(coarser))
                .isEqualTo(
                        RangeSet.ofNumbers(moc.pixels(moc.order()).numbers().map(p -> p >> shift)));
        assertThat(moc.degrade(coarser).order()).isEqualTo(coarser);
    }

    @Seeded
    void a_direction_is_in_a_moc_when_its_pixel_is(RandomGenerator random) {
        var moc = moc(random);
        var at = Direction.ofDegrees(random.nextDouble(360), random.nextDouble(-90, 90));

        long pixel = new HealPix(moc.order()).pixel(at);
        assertThat(moc.contains(at)).isEqualTo(moc.pixels(moc.order()).contains(pixel));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CDS-I-125A-catalog_MOC.fits",
                "CDS_II_203A_faint.fits",
                "CDS_VIII_95_sx250.fits",
                "SMOC_test.fits"
            })
    void real_files_are_read_and_survive_every_form(String name) throws IOException {
        var file = Files.readAllBytes(TestData.require("fits/moc").resolve(name));
        var moc = Moc.ofFits(file);

        assertThat(moc.isEmpty()).isFalse();
        assertThat(Moc.ofFits(moc.toFits())).isEqualTo(moc);
        assertThat(Moc.parse(moc.toString())).isEqualTo(moc);
        assertThat(Moc.ofJson(moc.toJson())).isEqualTo(moc);
    }

    @ParameterizedTest
    @CsvSource({"TMOC_test.fits, TIME", "STMOC_test.fits, TIME.SPACE"})
    void mocs_of_time_are_refused_by_name(String name, String dimension) throws IOException {
        var file = Files.readAllBytes(TestData.require("fits/moc").resolve(name));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Moc.ofFits(file))
                .withMessageContaining(dimension);
    }

    private static Set<Long> cells(Moc moc, int order) {
        return new HashSet<>(moc.pixels(order).numbers().boxed().toList());
    }

    private static Set<Long> with(Set<Long> cells, Consumer<Set<Long>> change) {
        change.accept(cells);
        return cells;
    }

    private static Moc moc(RandomGenerator random) {
        int order = random.nextInt(4);
        long count = new HealPix(order).pixelCount();
        var pixels = LongStream.generate(() -> random.nextLong(count)).limit(random.nextInt(60));
        return Moc.of(order, RangeSet.ofNumbers(pixels));
    }
}
