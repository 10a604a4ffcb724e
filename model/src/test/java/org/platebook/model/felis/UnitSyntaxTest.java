package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.testkit.PythonJudge;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

class UnitSyntaxTest {

    private static final List<String> RIGHT =
            List.of(
                    "m",
                    "km",
                    "m/s",
                    "m s-1",
                    "m.s**-1",
                    "deg",
                    "arcsec/pixel",
                    "count**2",
                    "%",
                    "m/s**2",
                    "nJy/count",
                    "kbyte",
                    "Mibyte",
                    "deg_C",
                    "10**3 m",
                    "sqrt(Hz)",
                    "m**(1/2)",
                    "m^2",
                    "1/m",
                    "ns",
                    "uJy",
                    "electron",
                    "adu",
                    "mmag",
                    "erg/(s cm2)",
                    "mas/yr",
                    "W/m**2/Hz",
                    "d",
                    "h",
                    "min",
                    "AU",
                    "Angstrom");

    private static final List<String> WRONG =
            List.of(
                    "tacos",
                    "mm2x",
                    "m/",
                    "m**",
                    "(m",
                    "m)",
                    "parsecs",
                    "sec.",
                    "arcsecs",
                    "kdeg_C",
                    "degrees C",
                    "m//s",
                    "**2",
                    "metersss");

    @Test
    void units_of_the_standards_are_right() {
        assertThat(RIGHT)
                .allSatisfy(unit -> assertThat(UnitSyntax.problem(unit)).as(unit).isEmpty());
    }

    @Test
    void what_is_no_unit_is_wrong() {
        assertThat(WRONG)
                .allSatisfy(unit -> assertThat(UnitSyntax.problem(unit)).as(unit).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "deg"})
    void no_unit_and_short_units_are_right(String unit) {
        assertThat(UnitSyntax.problem(unit)).isEmpty();
    }

    @Test
    void astropy_agrees() {
        var judge = PythonJudge.require();
        var script =
                """
                import json, sys
                from astropy import units
                def is_unit(text):
                    try:
                        units.Unit(text)
                        return True
                    except ValueError:
                        return False
                json.dump([[is_unit(text) for text in texts] for texts in json.load(sys.stdin)], sys.stdout)
                """;
        var verdict =
                judge.run(script, JsonMapper.shared().writeValueAsString(List.of(RIGHT, WRONG)));
        var right = "true,".repeat(RIGHT.size());
        var wrong = "false,".repeat(WRONG.size());
        assertThat(verdict.replace(" ", ""))
                .isEqualTo(
                        "[[%s],[%s]]"
                                .formatted(
                                        right.substring(0, right.length() - 1),
                                        wrong.substring(0, wrong.length() - 1)));
    }
}
