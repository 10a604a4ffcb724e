package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.store.database.Role;

import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class TablePartitionsTest {

    private static final TableName TABLE = new TableName("cdb_latiss", "ccdexposure");
    private static final Partitioning MONTHS =
            new Partitioning.ByDate("day_obs", Partitioning.Width.MONTH);
    private static final String PARTITIONS =
            """
            select inhrelid::regclass::text || ' ' || pg_get_expr(relpartbound, oid)
            from pg_inherits join pg_class on oid = inhrelid
            where inhparent = 'cdb_latiss.ccdexposure'::regclass order by 1
            """;

    private final Installed site = new Installed();

    @BeforeEach
    void install() {
        site.installer.install(CameraSchemas.load().of("LATISS"));
        site.execute("insert into cdb_latiss.exposure (exposure_id) values (1)");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void days_of_one_month_share_a_partition_and_december_ends_with_the_year() {
        ensure(20251201);
        ensure(20251231);
        ensure(20260115);
        assertThat(site.texts(PARTITIONS))
                .containsExactly(
                        "cdb_latiss.ccdexposure_202512 FOR VALUES FROM (20251201) TO (20260101)",
                        "cdb_latiss.ccdexposure_202601 FOR VALUES FROM (20260101) TO (20260201)");
    }

    @Test
    void rows_of_a_new_month_keep_keys_and_indexes() {
        ensure(20260115);
        insert(11, 0);
        assertThatThrownBy(() -> insert(12, 0)).hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> insert(11, 1)).hasMessageContaining("duplicate key");
        assertThatThrownBy(
                        () ->
                                site.execute(
                                        "insert into cdb_latiss.ccdexposure (ccdexposure_id,"
                                                + " exposure_id, day_obs, detector) values (21, 2,"
                                                + " 20260115, 0)"))
                .hasMessageContaining("foreign key");
        assertThat(
                        site.texts(
                                """
                                select indexdef from pg_indexes
                                where tablename = 'ccdexposure_202601' and indexdef like '%gist%'
                                """))
                .singleElement()
                .asString()
                .contains("sky.bound(s_region)");
    }

    @Test
    void many_who_want_the_same_month_at_once_get_one_partition() throws Exception {
        int writers = 4;
        var together = new CyclicBarrier(writers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < writers; i++) {
                results.add(
                        threads.submit(
                                () -> {
                                    together.await();
                                    ensure(20260115);
                                    return null;
                                }));
            }
            for (var result : results) {
                result.get();
            }
        }
        assertThat(site.texts(PARTITIONS)).hasSize(1);
    }

    @Test
    void a_new_partition_does_not_wait_for_readers() {
        var seen =
                site.database
                        .reader(Role.STAFF)
                        .read(
                                handle -> {
                                    var before =
                                            handle.createQuery(
                                                            "select count(*) from"
                                                                    + " cdb_latiss.ccdexposure")
                                                    .mapTo(Integer.class)
                                                    .one();
                                    ensure(20260115);
                                    return before;
                                });
        assertThat(seen).isZero();
        assertThat(site.texts(PARTITIONS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -20260115, 20261301, 20260015, 20260100, 20260132, 202601, 1})
    void what_is_no_day_is_refused(int dayObs) {
        assertThatThrownBy(() -> ensure(dayObs))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("yyyymmdd");
    }

    private void ensure(int dayObs) {
        site.database.write(
                handle -> {
                    TablePartitions.ensureAll(
                            handle,
                            TABLE,
                            Set.of(MONTHS.part(new Value.Whole(dayObs)).orElseThrow()));
                    return dayObs;
                });
    }

    private void insert(int ccdexposureId, int detector) {
        site.execute(
                """
                insert into cdb_latiss.ccdexposure (ccdexposure_id, exposure_id, day_obs, detector)
                values (%d, 1, 20260115, %d)
                """
                        .formatted(ccdexposureId, detector));
    }
}
