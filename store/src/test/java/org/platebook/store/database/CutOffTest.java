package org.platebook.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.failure.Unreachable;
import org.platebook.testkit.FaultProxy;
import org.platebook.testkit.TestPostgres;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The connections of a pool are cut between one request and the next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutOffTest {

    private static final int CONNECTIONS = 4;

    private final URI server = URI.create(TestPostgres.fresh().substring("jdbc:".length()));
    private final FaultProxy proxy = new FaultProxy(server.getPort());
    private final Database database =
            Database.open(
                    DatabaseSettings.of(
                            "jdbc:postgresql://127.0.0.1:%d%s"
                                    .formatted(proxy.port(), server.getPath()),
                            "postgres",
                            null));

    @BeforeAll
    void make() {
        database.write(
                handle -> {
                    handle.execute("create table public.word (word text)");
                    return handle.execute("grant select on public.word to platebook_public");
                });
    }

    @AfterAll
    void close() {
        database.close();
        proxy.close();
    }

    @Test
    void a_read_gets_a_connection_that_lives() throws Exception {
        everyConnectionAtOnce(meeting -> () -> read(meeting));
        proxy.cut();

        assertThat(database.reader(Role.PUBLIC).<Integer>read(handle -> one(handle, "select 7")))
                .isEqualTo(7);
    }

    @Test
    void a_stream_gets_a_connection_that_lives() throws Exception {
        everyConnectionAtOnce(meeting -> () -> read(meeting));
        proxy.cut();

        try (var transaction = database.reader(Role.PUBLIC).begin();
                var statement = transaction.connection().createStatement();
                var rows = statement.executeQuery("select 7")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void a_write_whose_connection_was_dead_when_it_began_is_done_once() throws Exception {
        everyConnectionAtOnce(meeting -> () -> write(meeting));
        proxy.cut();
        var begun = new ArrayList<String>();

        database.write(
                handle -> {
                    begun.add("begun");
                    return handle.execute("insert into public.word values ('once')");
                });

        assertThat(begun).hasSize(1);
        assertThat(
                        database.reader(Role.PUBLIC)
                                .<Integer>read(
                                        handle ->
                                                one(
                                                        handle,
                                                        "select count(*) from public.word where word = 'once'")))
                .isEqualTo(1);
    }

    @Test
    void statements_of_their_own_get_a_connection_that_lives() throws Exception {
        everyConnectionAtOnce(meeting -> () -> write(meeting));
        proxy.cut();

        assertThat(database.<Integer>each(handle -> one(handle, "select 7"))).isEqualTo(7);
    }

    @Test
    void a_read_that_is_cut_in_its_middle_is_not_begun_again() {
        var begun = new ArrayList<String>();

        assertThatThrownBy(
                        () ->
                                database.reader(Role.PUBLIC)
                                        .<Integer>read(
                                                handle -> {
                                                    begun.add("begun");
                                                    proxy.cut();
                                                    return one(handle, "select 7");
                                                }))
                .isInstanceOf(Unreachable.class);
        assertThat(begun).hasSize(1);
    }

    private interface Meeting {
        Supplier<Integer> at(CyclicBarrier meeting);
    }

    /** So that several are open, and none was idle for long. */
    private static void everyConnectionAtOnce(Meeting user) throws Exception {
        var meeting = new CyclicBarrier(CONNECTIONS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> users = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                users.add(threads.submit(() -> user.at(meeting).get()));
            }
            for (var each : users) {
                each.get();
            }
        }
    }

    private int read(CyclicBarrier meeting) {
        return database.reader(Role.PUBLIC).read(handle -> met(meeting));
    }

    private int write(CyclicBarrier meeting) {
        return database.write(handle -> met(meeting));
    }

    private static int met(CyclicBarrier meeting) {
        try {
            return meeting.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Integer one(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Integer.class).one();
    }
}
