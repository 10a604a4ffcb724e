package org.platebook.model.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.cell.ColumnCells.Spelling;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;

import java.math.BigDecimal;
import java.math.BigInteger;

class ColumnCellsTest {

    private static final String TABLE =
            """
            name: s
            tables:
            - name: t
              columns:
              - {name: flag, datatype: boolean}
              - {name: byte, datatype: byte}
              - {name: int, datatype: int}
              - {name: long, datatype: long}
              - {name: float, datatype: float, ivoa:unit: arcsec}
              - {name: double, datatype: double}
              - {name: seconds, datatype: int, ivoa:unit: s}
              - {name: text, datatype: string, length: 5}
              - {name: time, datatype: timestamp}
              - {name: region, datatype: double, votable:arraysize: "*", ivoa:unit: deg}
              - {name: json, datatype: text, postgresql:datatype: JSONB}
            """;

    @Test
    void values_of_a_columns_own_type_are_taken() {
        assertThat(right("flag", true)).isEqualTo(new Value.Flag(true));
        assertThat(right("int", BigInteger.TEN)).isEqualTo(new Value.Whole(10));
        assertThat(right("long", "9007199254740993"))
                .isEqualTo(new Value.Whole(9_007_199_254_740_993L));
        assertThat(right("double", new BigDecimal("0.1"))).isEqualTo(new Value.Real(0.1));
        assertThat(right("double", "NaN")).isEqualTo(new Value.Real(Double.NaN));
        assertThat(right("text", "x")).isEqualTo(new Value.Text("x"));
        assertThat(right("time", "2026-01-15T23:15:19.5"))
                .isEqualTo(new Value.SkyTime(Tai.parse("2026-01-15T23:15:19.5")));
        assertThat(right("region", new double[] {1, 2}))
                .isEqualTo(new Value.Reals(new double[] {1, 2}));
        assertThat(right("json", "{\"a\": 1}")).isEqualTo(new Value.Json("{\"a\": 1}"));
        assertThat(right("int", null)).isEqualTo(Value.CLEARED);
    }

    @Test
    void a_time_in_utc_is_told_in_tai() {
        assertThat(right("time", "2026-01-15T23:15:19Z"))
                .isEqualTo(new Value.SkyTime(Tai.parse("2026-01-15T23:15:56")));
    }

    @ParameterizedTest
    @CsvSource({
        "flag, 1, must be true or false",
        "int, 1.5, must be a whole number",
        "int, x, must be a whole number",
        "double, 1.5, must be a number",
        "double, Infinity, 'must be finite, or NaN'",
        "time, yesterday, 'must be a time, as in 2026-01-15T23:15:19.5 (TAI), or with Z (UTC)'",
        "region, 1, must be an array of numbers"
    })
    void a_text_is_no_number_where_types_count(String column, String text, String rule) {
        assertThat(cell(column, text, Spelling.TYPED, null))
                .isInstanceOfSatisfying(
                        Cell.Wrong.class, it -> assertThat(it.rule().words()).isEqualTo(rule));
    }

    @Test
    void numbers_out_of_range_are_wrong() {
        assertThat(cell("byte", 256L, Spelling.TYPED, null))
                .isEqualTo(new Cell.Wrong(new Rule(Kind.RANGE, "must lie between 0 and 255")));
        assertThat(cell("long", new BigInteger("9223372036854775808"), Spelling.TYPED, null))
                .isInstanceOf(Cell.Wrong.class);
        assertThat(cell("float", 1e39, Spelling.TYPED, null))
                .isEqualTo(new Cell.Wrong(new Rule(Kind.RANGE, "must fit a number of 4 bytes")));
        assertThat(cell("int", new BigDecimal("3.0"), Spelling.TYPED, null))
                .isEqualTo(new Cell.Wrong(new Rule(Kind.TYPE, "must be a whole number")));
        assertThat(cell("text", 3, Spelling.TYPED, null))
                .isEqualTo(new Cell.Wrong(new Rule(Kind.TYPE, "must be a text")));
    }

    @ParameterizedTest
    @CsvSource({
        "flag, T, Flag[value=true]",
        "int, 3.0, Whole[value=3]",
        "double, 1e3, Real[value=1000.0]"
    })
    void files_of_text_write_numbers_as_texts(String column, String text, String value) {
        assertThat(cell(column, text, Spelling.LOOSE, null))
                .isInstanceOfSatisfying(
                        Cell.Right.class,
                        right -> assertThat(right.value().toString()).isEqualTo(value));
        assertThat(cell("text", 3, Spelling.LOOSE, null))
                .isEqualTo(new Cell.Right(new Value.Text("3")));
    }

    @Test
    void another_unit_is_converted_or_refused() {
        assertThat(cell("float", 2.0, Spelling.TYPED, "arcmin"))
                .isEqualTo(new Cell.Right(new Value.Real(120)));
        assertThat(cell("seconds", 2L, Spelling.TYPED, "min"))
                .isEqualTo(new Cell.Right(new Value.Whole(120)));
        assertThat(cell("seconds", 2L, Spelling.TYPED, "ms"))
                .isEqualTo(new Cell.Wrong(new Rule(Kind.TYPE, "must be a whole number")));
        assertThat(cell("region", new double[] {Math.PI, 0}, Spelling.TYPED, "rad"))
                .isEqualTo(new Cell.Right(new Value.Reals(new double[] {180, 0})));
        assertThat(cell("float", 2.0, Spelling.TYPED, "pix"))
                .isEqualTo(
                        new Cell.Wrong(
                                new Rule(
                                        Kind.UNIT,
                                        "the unit \"pix\" cannot be converted to \"arcsec\"")));
        assertThat(cell("double", 2.0, Spelling.TYPED, "arcsec"))
                .isEqualTo(
                        new Cell.Wrong(
                                new Rule(
                                        Kind.UNIT,
                                        "the unit \"arcsec\" cannot be converted to a bare number")));
    }

    private static Value right(String column, @Nullable Object given) {
        var cell = cell(column, given, Spelling.TYPED, null);
        assertThat(cell).isInstanceOf(Cell.Right.class);
        return ((Cell.Right) cell).value();
    }

    private static Cell cell(
            String column, @Nullable Object given, Spelling spelling, @Nullable String unit) {
        return ColumnCells.of(column(column), spelling, unit).of(given);
    }

    private static Column column(String name) {
        return new FelisReader()
                .read("s.yaml", TABLE, FelisReader.Library.NONE)
                .table("t")
                .orElseThrow()
                .column(name)
                .orElseThrow();
    }
}
