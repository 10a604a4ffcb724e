package org.platebook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PythonJudgeTest {

    private static final String ECHO = "import sys; print(sys.stdin.read().upper(), end='')";

    @Test
    void a_script_answers_what_it_was_given() {
        assertThat(PythonJudge.require().run(ECHO, "{\"a\": 1}")).isEqualTo("{\"A\": 1}");
    }

    @Test
    void a_script_may_read_and_write_more_than_a_pipe_holds() {
        var much = "x".repeat(1_000_000);
        assertThat(PythonJudge.require().run(ECHO, much)).hasSize(much.length());
    }

    @Test
    void a_failing_script_says_why() {
        var judge = PythonJudge.require();
        assertThatThrownBy(() -> judge.run("raise ValueError('a bad header')", ""))
                .hasMessageContaining("a bad header");
    }

    @Test
    void every_tool_that_judges_is_there_at_its_version() {
        var versions =
                PythonJudge.require()
                        .run(
                                """
                                from importlib.metadata import version
                                for name in ("pyvo", "astropy", "mocpy", "cdshealpix"):
                                    print(name, version(name))
                                import astro_metadata_translator, felis, lsst.sphgeom
                                """,
                                "");
        assertThat(versions)
                .contains("pyvo 1.9.1", "astropy 8.0.2", "mocpy 0.21.0", "cdshealpix 0.9.0");
    }
}
