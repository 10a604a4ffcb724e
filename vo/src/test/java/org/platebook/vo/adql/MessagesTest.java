package org.platebook.vo.adql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;

import java.util.Map;

/** What a reader is told of a query that is no ADQL: where, what was found, what was expected. */
class MessagesTest {

    private final AdqlReader reader = new AdqlReader();

    @Test
    void what_was_expected_is_told_in_words_and_not_in_names_of_the_grammar() {
        var messages =
                Map.of(
                        "SELECT a AS distance FROM t",
                        "line 1, column 13: the reserved word distance cannot stand here, where a name was"
                                + " expected; as a name it must be written \"distance\"",
                        "DROP TABLE t",
                        "line 1, column 1: the reserved word DROP cannot stand here, where SELECT, WITH,"
                                + " '(' was expected",
                        "SELECT TOP x a FROM t",
                        "line 1, column 12: unexpected x, where a whole number was expected");

        messages.forEach((query, message) -> assertThat(refusal(query)).isEqualTo(message));
    }

    @Test
    void a_name_that_is_reserved_is_told_where_it_stands_and_not_what_follows_it() {
        assertThat(refusal("SELECT distance FROM t"))
                .isEqualTo(
                        "line 1, column 8: distance is a reserved word, expected a '(' after it; as a"
                                + " name it must be written \"distance\"");
        assertThat(refusal("SELECT value FROM t")).contains("must be written \"value\"");
        assertThat(refusal("SELECT FROM t")).doesNotContain("as a name");
    }

    @Test
    void a_query_without_a_table_is_told_that_its_from_is_missing() {
        assertThat(refusal("SELECT 1"))
                .isEqualTo("line 1, column 9: the query ends here, before its FROM");
    }

    private String refusal(String query) {
        var refused = new StringBuilder();
        assertThatThrownBy(() -> reader.read(query))
                .as(query)
                .isInstanceOfSatisfying(Refused.class, e -> refused.append(e.text()));
        return refused.toString();
    }
}
