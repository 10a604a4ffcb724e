package org.platebook.model.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.Set;

/** A failure has the kind of its code, and what follows from it. */
class FailureTest {

    private enum Code implements FailureCode {
        WRONG(new Explanation(FailureKind.REFUSED, "test.wrong", "it is wrong", "change it")),
        PORT(
                new Explanation(
                        Set.of(FailureKind.CLASH, FailureKind.REFUSED),
                        "test.port",
                        "it is wrong (Refused) or taken (Clash)",
                        "take another")),
        VERSION(new Explanation(FailureKind.CLASH, "test.version", "it is older", "read it")) {
            @Override
            public int httpStatus(FailureKind kind) {
                return 412;
            }
        };

        private final Explanation explanation;

        Code(Explanation explanation) {
            this.explanation = explanation;
        }

        @Override
        public Explanation explanation() {
            return explanation;
        }
    }

    @Test
    void a_failure_refuses_a_code_of_another_kind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clash(Code.WRONG, "no"))
                .withMessage("test.wrong is [REFUSED], not CLASH");
        assertThatIllegalArgumentException().isThrownBy(() -> new Missing(Code.PORT, "no"));
    }

    @Test
    void a_code_of_two_kinds_has_the_status_of_the_failure() {
        assertThat(new Refused(Code.PORT, "no").httpStatus()).isEqualTo(400);
        assertThat(new Clash(Code.PORT, "no").httpStatus()).isEqualTo(409);
        assertThat(Code.PORT.kinds()).containsExactly(FailureKind.REFUSED, FailureKind.CLASH);
    }

    @Test
    void a_code_may_have_a_status_of_its_own() {
        assertThat(new Clash(Code.VERSION, "no").httpStatus()).isEqualTo(412);
    }

    @Test
    void a_failure_keeps_the_word_of_its_code() {
        var failure = new Refused(Code.WRONG, "no");

        assertThat(failure.code()).isEqualTo("test.wrong");
        assertThat(failure.is(Code.WRONG)).isTrue();
        assertThat(failure.is(Code.PORT)).isFalse();
    }
}
