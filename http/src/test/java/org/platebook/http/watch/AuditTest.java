package org.platebook.http.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.platebook.http.server.Answered;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

class AuditTest {

    private static final Instant NIGHT = Instant.parse("2026-01-16T03:00:00Z");

    @Test
    void the_same_refusal_many_times_is_told_by_its_number_and_another_reason_apart() {
        try (var database =
                Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null))) {
            try (var audit = new Audit(database)) {
                IntStream.range(0, 300)
                        .mapToObj(
                                i ->
                                        answered(
                                                i,
                                                401,
                                                i % 3 == 0 ? "access.token" : "access.anonymous"))
                        .forEach(audit::watch);
            }
            assertThat(kept(database)).containsExactly("access.anonymous 200", "access.token 100");
        }
    }

    @Test
    void every_write_is_told_apart_and_reading_is_not_told() {
        try (var database =
                Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null))) {
            try (var audit = new Audit(database)) {
                IntStream.range(0, 20).mapToObj(i -> answered(i, 200, null)).forEach(audit::watch);
                audit.watch(
                        new Answered(
                                "r",
                                "::1",
                                null,
                                "GET",
                                "/api/rows",
                                "/api/rows",
                                200,
                                null,
                                NIGHT,
                                Duration.ZERO,
                                0));
            }
            String told =
                    database.own(
                            handle ->
                                    handle.createQuery(
                                                    """
                                                    select count(distinct request_id) || ' of '
                                                        || count(*) || ' ' || min(path)
                                                    from platebook.audit
                                                    """)
                                            .mapTo(String.class)
                                            .one());
            assertThat(told).isEqualTo("20 of 20 /api/records");
        }
    }

    private static List<String> kept(Database database) {
        return database.own(
                handle ->
                        handle.createQuery(
                                        """
                                        select reason || ' ' || sum(times) from platebook.audit
                                        group by reason order by reason
                                        """)
                                .mapTo(String.class)
                                .list());
    }

    private static Answered answered(int number, int status, @Nullable String code) {
        return new Answered(
                "request-" + number,
                "192.0.2.7",
                null,
                "POST",
                "/api/records",
                "/api/records",
                status,
                code,
                NIGHT.plusMillis(number),
                Duration.ofMillis(3),
                0);
    }
}
