package org.platebook.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Reader;
import org.platebook.store.database.Role;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyReaderTest {

    private static final long MICROS_2000_TO_2001 = 366L * 86_400 * 1_000_000;

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final Reader reader = database.reader(Role.PUBLIC);

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void the_columns_are_known_before_the_first_row() {
        try (var rows =
                CopyReader.open(
                        reader,
                        """
                        select 1::int2 as a, 2 as b, 3::int8 as c, 1.5::float4 as d, 2.5::float8 as e,
                            true as f, 'x' as g, array[1.5, 2.5]::float8[] as h, now()::timestamp as i,
                            '{}'::jsonb as j, point(1, 2) as k
                        where false
                        """)) {
            assertThat(rows.fields())
                    .extracting(CopyField::name, CopyField::type)
                    .containsExactly(
                            tuple("a", CopyType.INT2),
                            tuple("b", CopyType.INT4),
                            tuple("c", CopyType.INT8),
                            tuple("d", CopyType.FLOAT4),
                            tuple("e", CopyType.FLOAT8),
                            tuple("f", CopyType.BOOL),
                            tuple("g", CopyType.TEXT),
                            tuple("h", CopyType.FLOAT8_ARRAY),
                            tuple("i", CopyType.TIMESTAMP),
                            tuple("j", CopyType.JSONB),
                            tuple("k", CopyType.OTHER));
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void every_type_is_read_as_it_was_written() {
        try (var rows =
                CopyReader.open(
                        reader,
                        """
                        select (-7)::int2, -70000, -7000000000, 1.25::float4, 'NaN'::float8, true, 'Größe',
                            array[10.5, -20.25]::float8[], timestamp '2001-01-01', '{"a": 1}'::jsonb,
                            12.345::numeric, date '2000-01-03', array[]::float8[], null::int
                        """)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.int2(0)).isEqualTo((short) -7);
            assertThat(rows.int4(1)).isEqualTo(-70_000);
            assertThat(rows.int8(2)).isEqualTo(-7_000_000_000L);
            assertThat(rows.float4(3)).isEqualTo(1.25f);
            assertThat(rows.float8(4)).isNaN();
            assertThat(rows.bool(5)).isTrue();
            assertThat(rows.text(6)).isEqualTo("Größe");
            assertThat(rows.length(6)).isEqualTo(7);
            assertThat(rows.arrayLength(7)).isEqualTo(2);
            assertThat(rows.float8(7, 1)).isEqualTo(-20.25);
            assertThat(rows.float8s(7)).containsExactly(10.5, -20.25);
            assertThat(rows.int8(8)).isEqualTo(MICROS_2000_TO_2001);
            assertThat(rows.text(9)).isEqualTo("{\"a\": 1}");
            assertThat(rows.numeric(10)).isEqualByComparingTo("12.345");
            assertThat(rows.int4(11)).isEqualTo(2);
            assertThat(rows.float8s(12)).isEmpty();
            assertThat(rows.isNull(13)).isTrue();
            assertThat(rows.isNull(0)).isFalse();
            assertThat(rows.next()).isFalse();
            assertThat(rows.rowsRead()).isEqualTo(1);
        }
    }

    @Test
    void a_row_without_columns_is_a_row() {
        assertThat(count("select from generate_series(1, 3)")).isEqualTo(3);
    }

    @Test
    void an_error_in_mid_stream_ends_it_and_the_next_read_works() {
        try (var rows =
                CopyReader.open(
                        reader, "select 1 / (50000 - x) from generate_series(1, 60000) x")) {
            assertThatThrownBy(
                            () -> {
                                while (rows.next()) {
                                    assertThat(rows.int4(0)).isNotNegative();
                                }
                            })
                    .hasMessageContaining("division by zero");
            assertThat(rows.rowsRead()).isEqualTo(49_999);
            assertThat(rows.next()).isFalse();
        }
        assertThat(count("select from generate_series(1, 5)")).isEqualTo(5);
    }

    @Test
    void closing_early_cancels_the_query_in_the_database() {
        try (var rows =
                CopyReader.open(reader, "select 'left early', generate_series(1, 1e12::int8)")) {
            assertThat(rows.next()).isTrue();
        }
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (isRunning("left early")) {
            assertThat(System.nanoTime()).as("it goes on").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Test
    void a_stream_ends_with_its_time_limit() {
        var hurried = database.reader(Role.PUBLIC, Duration.ofMillis(100));

        assertThatThrownBy(
                        () -> {
                            try (var rows =
                                    CopyReader.open(
                                            hurried,
                                            "select count(*) from generate_series(1, 1e12::int8)")) {
                                rows.next();
                            }
                        })
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("database.time-limit"));
    }

    @Test
    void a_server_that_goes_away_is_unreachable() {
        try (var rows =
                CopyReader.open(
                        reader, "select pg_backend_pid(), generate_series(1, 1e12::int8)")) {
            assertThat(rows.next()).isTrue();
            int pid = rows.int4(0);
            database.write(
                    handle ->
                            handle.createQuery("select pg_terminate_backend(:pid)")
                                    .bind("pid", pid)
                                    .mapTo(Boolean.class)
                                    .one());
            assertThatThrownBy(
                            () -> {
                                while (rows.next()) {
                                    assertThat(rows.int4(0)).isEqualTo(pid);
                                }
                            })
                    .isInstanceOf(Unreachable.class);
        }
        assertThat(count("select")).isEqualTo(1);
    }

    @Test
    void a_query_that_is_wrong_fails_at_once_and_gives_its_connection_back() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> CopyReader.open(reader, "select nothing"))
                    .hasMessageContaining("nothing");
        }
        assertThat(count("select")).isEqualTo(1);
    }

    @Seeded(runs = 20)
    void rows_come_in_order_and_whole(RandomGenerator random) {
        var expected = new ArrayList<String>();
        for (int i = 0; i < random.nextInt(50); i++) {
            expected.add("é".repeat(random.nextInt(3000)) + i);
        }
        var values =
                expected.stream()
                        .map(text -> "('" + text + "', " + text.length() + ")")
                        .collect(Collectors.joining(", "));
        var sql = expected.isEmpty() ? "select 'x', 1 where false" : "values " + values;
        List<String> found = new ArrayList<>();
        try (var rows = CopyReader.open(reader, sql)) {
            while (rows.next()) {
                found.add(rows.text(0));
                assertThat(rows.int4(1)).isEqualTo(rows.text(0).length());
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private boolean isRunning(String words) {
        return database.write(
                handle ->
                        handle.createQuery(
                                        """
                                        select exists (
                                            select from pg_stat_activity
                                            where state = 'active' and pid <> pg_backend_pid() and query like :like)
                                        """)
                                .bind("like", "%" + words + "%")
                                .mapTo(Boolean.class)
                                .one());
    }

    private long count(String sql) {
        try (var rows = CopyReader.open(reader, sql)) {
            while (rows.next()) {
                assertThat(rows.rowsRead()).isPositive();
            }
            return rows.rowsRead();
        }
    }
}
