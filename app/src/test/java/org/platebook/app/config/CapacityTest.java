package org.platebook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Connections, queues and limits of a site: given in site.yaml, or by default of the machine. */
class CapacityTest {

    private static final Machine SMALL = new Machine(2, 24_000, Integer.MAX_VALUE);

    @TempDir private Path folder = Path.of("");

    private SiteConfig site(String more) throws IOException {
        var file = folder.resolve("site.yaml");
        Files.writeString(
                file,
                """
                site: test
                http: {host: 127.0.0.1, port: 8080}
                database: {embedded: {port: 54320}}
                """
                        + more);
        return SiteConfig.read(file);
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 8, 6", "2, 4, 8, 6", "8, 16, 32, 24", "64, 16, 32, 24"})
    void pools_follow_from_the_processors(int processors, int writers, int readers, int perCaller)
            throws IOException {
        var capacity = site("").capacityOn(new Machine(processors, 24_000, Integer.MAX_VALUE));

        assertThat(capacity.writerConnections()).isEqualTo(writers);
        assertThat(capacity.readerConnections()).isEqualTo(readers);
        assertThat(capacity.connectionsPerCaller()).isEqualTo(perCaller);
    }

    @Test
    void pools_stay_within_what_an_external_server_allows() throws IOException {
        var capacity = site("").capacityOn(new Machine(64, 24_000, 60));

        assertThat(capacity.pools().most()).isLessThanOrEqualTo(60);
        assertThat(capacity.readerConnections()).isEqualTo(11);
    }

    @Test
    void more_connections_than_the_server_allows_are_refused_with_the_keys_to_change()
            throws IOException {
        var config = site("capacity: {readerConnections: 50}");

        assertThatThrownBy(() -> config.capacityOn(new Machine(2, 24_000, 100)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("config.capacity"))
                .hasMessageContaining("allows 100 connections, and capacity needs 163")
                .hasMessageContaining("capacity.readerConnections (50 for each of 3 scopes)");
    }

    @Test
    void a_key_of_the_file_beats_the_default() throws IOException {
        var config =
                site(
                        """
                        tap: {timeLimitSeconds: 100, defaultRows: 10, mostRows: 20}
                        capacity: {connectionsPerCaller: 2, longestWaitSeconds: 3}
                        limits:
                          workMemoryMib: 9
                          readPublic: {querySeconds: 5, rows: 7, answerMib: 1}
                        """);
        var queueing = config.capacityOn(SMALL).pools().queueing();
        var limits = config.limitsOn(SMALL);

        assertThat(queueing.connectionsPerCaller()).isEqualTo(2);
        assertThat(queueing.longestWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(limits.workMemoryMib()).isEqualTo(9);
        assertThat(limits.of(Role.PUBLIC).querySeconds()).isEqualTo(5);
        assertThat(limits.of(Role.PUBLIC).tap(10).mostRows()).isEqualTo(7);
        assertThat(limits.of(Role.PUBLIC).tap(10).defaultRows()).isEqualTo(7);
        assertThat(limits.of(Role.PUBLIC).tap(10).mostBytes()).isEqualTo(1 << 20);
        assertThat(limits.of(Role.STAFF).querySeconds()).isEqualTo(100);
        assertThat(limits.of(Role.STAFF).rows()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capacity: {readers: 1}",
                "limits: {readPublic: {seconds: 1}}",
                "limits: {readEverybody: {rows: 1}}"
            })
    void an_unknown_key_is_refused(String text) {
        assertThatThrownBy(() -> site(text))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("config.syntax"));
    }

    @ParameterizedTest
    @CsvSource({
        "capacity: {readerConnections: 0}, capacity.readerConnections 0",
        "capacity: {waitingPerCaller: -1}, capacity.waitingPerCaller -1",
        "limits: {queryMemoryMib: 127}, limits.queryMemoryMib 127",
        "limits: {readStaff: {rows: 0}}, rows of a scope 0"
    })
    void a_number_that_is_too_small_is_refused(String text, String told) {
        assertThatThrownBy(() -> site(text))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("config.number"))
                .hasMessageContaining(told);
    }
}
