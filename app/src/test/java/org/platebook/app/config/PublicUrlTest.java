package org.platebook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;

class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://data.example.org,https://data.example.org",
        "https://data.example.org/,https://data.example.org",
        "https://data.example.org/platebook/,https://data.example.org/platebook",
        "http://[2001:db8::1]:8080/a/b,http://[2001:db8::1]:8080/a/b"
    })
    void a_public_address_is_kept_without_a_slash_at_its_end(String given, String kept) {
        assertThat(new SiteConfig.Http("127.0.0.1", 8080, given, null).publicUrl()).isEqualTo(kept);
    }

    @Test
    void a_site_without_a_public_address_has_none() {
        assertThat(new SiteConfig.Http("127.0.0.1", 8080, null, null).publicUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data.example.org",
                "//data.example.org",
                "ftp://data.example.org",
                "https:///platebook",
                "https://data.example.org:99999",
                "https://user@data.example.org",
                "https://data.example.org/?a=b",
                "https://data.example.org/#a",
                "https://data.example.org/a//b",
                "https://data.example.org/a/../b",
                "https://data example.org",
                "https://data.example.org/<b>"
            })
    void what_is_no_public_address_is_refused_with_key_value_and_expected_form(String given) {
        assertThatThrownBy(() -> new SiteConfig.Http("127.0.0.1", 8080, given, null))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("config.http.publicUrl");
                            assertThat(refused.text())
                                    .contains("http.publicUrl '" + given + "'")
                                    .contains("https://data.example.org/platebook");
                        });
    }
}
