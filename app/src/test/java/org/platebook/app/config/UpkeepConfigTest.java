package org.platebook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Refused;
import org.platebook.store.upkeep.UpkeepAges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class UpkeepConfigTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void a_site_that_says_nothing_keeps_its_audit_for_ever() throws IOException {
        var upkeep = read("");

        assertThat(upkeep.ages()).isEqualTo(new UpkeepAges(30, null, 90, 1));
        assertThat(upkeep.between()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void ages_are_what_the_site_says_and_stay_so_on_another_port() throws IOException {
        var upkeep =
                read(
                        "upkeep: {everyMinutes: 5, requestDays: 7, auditDays: 365, finishedWorkDays: 10, partitionsAheadMonths: 0}");

        assertThat(upkeep.ages()).isEqualTo(new UpkeepAges(7, 365, 10, 0));
        assertThat(upkeep.between()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "everyMinutes, 0",
        "requestDays, 0",
        "auditDays, -1",
        "finishedWorkDays, 0",
        "partitionsAheadMonths, 121"
    })
    void what_is_out_of_range_is_refused(String key, int wrong) {
        assertThatThrownBy(() -> read("upkeep: {%s: %d}".formatted(key, wrong)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("config.upkeep." + key))
                .hasMessageContaining("upkeep." + key + " must be from ");
    }

    private UpkeepConfig read(String upkeep) throws IOException {
        var home = new SiteHome(folder);
        home.prepare("test");
        var text = Files.readString(home.configFile());
        Files.writeString(home.configFile(), text + upkeep + "\n");
        return SiteConfig.read(home.configFile()).withPort(1234).upkeep();
    }
}
