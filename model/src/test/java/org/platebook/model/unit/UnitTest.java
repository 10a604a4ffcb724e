package org.platebook.model.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    /** Factors by the definitions of the units: SI brochure, IAU 2012 B2 and 2015 B2. */
    @ParameterizedTest
    @CsvSource({
        "arcmin, arcsec, 60",
        "deg, rad, 0.017453292519943295",
        "mas, arcsec, 0.001",
        "arcsec/pix, arcmin/pixel, 0.016666666666666666",
        "km s-1, m/s, 1000",
        "km.s**-1, m.s^-1, 1000",
        "hPa, Pa, 100",
        "mmHg, Pa, 133.322387415",
        "hr, s, 3600",
        "yr, d, 365.25",
        "AU, m, 149597870700",
        "pc, AU, 206264.80624709636",
        "Angstrom, nm, 0.1",
        "um, m, 1e-6",
        "10**3 m, km, 1",
        "sqrt(m2), m, 1",
        "J / (m2 s), W m-2, 1",
        "Hz**(1/2), s**(-1/2), 1",
        "%, '', 0.01",
        "mJy, Jy, 0.001",
        "G, T, 1e-4",
        "sr, deg2, 3282.806350011744"
    })
    void a_number_is_told_in_a_unit_that_is_like_its_own(String from, String into, double factor) {
        var unit = Unit.of(from).orElseThrow();
        var other = Unit.of(into).orElseThrow();

        assertThat(unit.isLike(other)).isTrue();
        assertThat(unit.in(other, 2.0)).isCloseTo(2 * factor, within(1e-12 * factor * 2));
        assertThat(other.in(unit, unit.in(other, 3.0))).isCloseTo(3, within(1e-12));
    }

    @Test
    void temperatures_have_zeros_of_their_own() {
        var celsius = Unit.of("deg_C").orElseThrow();
        var kelvin = Unit.of("K").orElseThrow();

        assertThat(celsius.in(kelvin, 10)).isCloseTo(283.15, within(1e-9));
        assertThat(kelvin.in(celsius, 283.15)).isCloseTo(10, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"arcsec, mag", "deg, ''", "pix, arcsec", "adu, electron", "m, s", "m2, m"})
    void units_of_another_kind_are_not_like_it(String one, String other) {
        assertThat(Unit.of(one).orElseThrow().isLike(Unit.of(other).orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"furlong", "log(Hz)", "mag(AB)", "m//s", "m("})
    void what_is_no_unit_or_a_logarithm_is_none(String text) {
        assertThat(Unit.of(text)).isEmpty();
    }

    @Test
    void a_unit_told_in_itself_changes_no_digit() {
        assertThat(Unit.of("deg").orElseThrow().in(Unit.of("degree").orElseThrow(), 0.1))
                .isEqualTo(0.1);
    }
}
