package org.platebook.store.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parse trees as PostgreSQL writes them. */
class ParseTreeTest {

    private final TreeForm form = TreeForm.load();

    @Test
    void names_are_found_wherever_they_stand() throws UnknownTree {
        var names =
                names(
                        "({TARGETENTRY :expr {FUNCEXPR :funcid 2026 :funcresulttype 23 :args ({CONST :consttype 25"
                                + " :constvalue 4 [ 1 0 -128 0 ]}) :location -1} :resno 1 :resname x :resjunk false})");

        assertThat(names.functions()).containsExactly(2026L);
        assertThat(names.types()).containsExactly(23L);
        assertThat(names.made()).containsExactly(25L);
    }

    @Test
    void columns_belong_to_the_relation_before_them() throws UnknownTree {
        var names =
                names(
                        "({RTEPERMISSIONINFO :relid 16477 :inh true :requiredPerms 2 :checkAsUser 0 :selectedCols (b 7 9)"
                                + " :insertedCols (b) :updatedCols (b)})");

        assertThat(names.columns()).containsOnlyKeys(16477L);
        assertThat(names.columns().values())
                .allSatisfy(columns -> assertThat(columns.stream()).containsExactly(7, 9));
        assertThat(names.hasSystemColumns()).isFalse();
    }

    @Test
    void the_name_of_a_column_is_never_taken_for_a_field() throws UnknownTree {
        var names =
                names(
                        "{TARGETENTRY :expr <> :resno 1 :resname :expr :ressortgroupref 0 :resjunk false}");
        var escaped =
                names("{TARGETENTRY :expr <> :resname \\}\\ \\{FUNCEXPR\\ :funcid\\ 1 :resno 1}");

        assertThat(names.functions()).isEmpty();
        assertThat(escaped.functions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "{QUERY",
                "{QUERY :commandType 1} {QUERY :commandType 1}",
                "{QUERY :commandType 3}",
                "{QUERY :hasForUpdate true}",
                "{QUERY :rowMarks ({ROWMARKCLAUSE :rti 1})}",
                "{QUERY :somethingNew 1}",
                "{NEWEXPR :funcid 1}",
                "{FUNCEXPR funcid 1}",
                "{FUNCEXPR :funcid one}",
                "{FUNCEXPR :funcid {CONST}}",
                "{FUNCEXPR :funcid (i 1)}",
                "{CONST :constvalue 4 1 2 3 4}",
                "{SQLVALUEFUNCTION :op 9}",
                "{RTEPERMISSIONINFO :relid 1 :requiredPerms 6}",
                "{RTEPERMISSIONINFO :relid 1 :updatedCols (b 8)}",
                "{TABLEFUNC :functype 0}",
                "{TABLESAMPLECLAUSE :tsmhandler 99}"
            })
    void what_is_not_known_is_an_error(String tree) {
        assertThatThrownBy(() -> names(tree)).isInstanceOf(UnknownTree.class);
    }

    @Test
    void nesting_has_a_bound() {
        assertThatThrownBy(() -> names("(".repeat(100_000)))
                .isInstanceOf(UnknownTree.class)
                .hasMessageContaining("nesting");
    }

    private ParsedNames names(String tree) throws UnknownTree {
        return ParseTree.names(tree, form);
    }
}
