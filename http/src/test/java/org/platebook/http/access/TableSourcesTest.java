package org.platebook.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;

import java.util.List;

class TableSourcesTest {

    private final TableSources sources = TableSources.of(CameraSchemas.load().all().stream());

    @Test
    void cameras_are_filled_by_the_sources_that_their_tables_name() {
        assertThat(sources.names())
                .contains("headers", "rapid-analysis", "observers", "flex", "corrections")
                .doesNotContain(TableSources.NOBODY);
    }

    @Test
    void a_source_that_fills_no_table_is_refused_and_others_are_named() {
        assertThatThrownBy(() -> sources.require(scopes("write:headers", "write:quicklook")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("token.source"))
                .hasMessageContaining("filled by quicklook;")
                .hasMessageContaining("rapid-analysis");
    }

    @Test
    void scopes_that_write_nothing_or_everything_want_no_source() {
        assertThatCode(() -> sources.require(scopes("read:staff"))).doesNotThrowAnyException();
        assertThatCode(() -> sources.require(scopes("admin"))).doesNotThrowAnyException();
        assertThatCode(() -> sources.require(scopes("write:headers"))).doesNotThrowAnyException();
    }

    private static Scopes scopes(String... words) {
        return Scopes.of(List.of(words));
    }
}
