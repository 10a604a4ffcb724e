package org.platebook.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Throttled;
import org.platebook.model.failure.Unreachable;
import org.platebook.testkit.Seeded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

class FairQueueTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> served = Collections.synchronizedList(new ArrayList<>());

    private static FairQueue queue(int connections, int perCaller, int waiting, Duration wait) {
        return new FairQueue("pool", connections, new Queueing(perCaller, waiting, wait));
    }

    /** Waits until a request of a caller stands in the queue; it gives its turn back at once. */
    private Thread waiting(FairQueue queue, String caller, String name) {
        int before = queue.use().waiting();
        var thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (var permit = queue.take(caller)) {
                                        served.add(name);
                                        assertThat(permit.caller()).isEqualTo(caller);
                                    }
                                });
        while (queue.use().waiting() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void requests_of_one_caller_are_served_in_the_order_in_which_they_came() throws Exception {
        var queue = queue(1, 1, 10, LONG);
        var threads = new ArrayList<Thread>();
        try (var _ = queue.take("other")) {
            for (int i = 0; i < 5; i++) {
                threads.add(waiting(queue, "one", "one " + i));
            }
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(served).containsExactly("one 0", "one 1", "one 2", "one 3", "one 4");
    }

    @Test
    void callers_take_turns_so_that_one_with_many_requests_does_not_hold_up_another()
            throws Exception {
        var queue = queue(1, 1, 10, LONG);
        var threads = new ArrayList<Thread>();
        try (var _ = queue.take("other")) {
            for (int i = 0; i < 3; i++) {
                threads.add(waiting(queue, "busy", "busy " + i));
            }
            threads.add(waiting(queue, "late", "late 0"));
            threads.add(waiting(queue, "late", "late 1"));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(served).containsExactly("busy 0", "late 0", "busy 1", "late 1", "busy 2");
    }

    @Test
    void a_caller_never_has_all_connections_so_that_others_find_one_free() throws Exception {
        var queue = queue(3, 2, 10, LONG);
        var first = queue.take("busy");
        try (var _ = queue.take("busy")) {
            var third = waiting(queue, "busy", "busy");

            try (var other = queue.take("other")) {
                assertThat(other.caller()).isEqualTo("other");
                assertThat(served).isEmpty();
            }

            first.close();
            third.join();
        }
        assertThat(served).containsExactly("busy");
    }

    @Test
    void a_caller_with_too_many_waiting_requests_is_told_to_come_later() throws Exception {
        var queue = queue(1, 1, 2, LONG);
        List<Thread> threads;
        try (var _ = queue.take("busy")) {
            threads = List.of(waiting(queue, "busy", "1"), waiting(queue, "busy", "2"));

            assertThatThrownBy(() -> queue.take("busy"))
                    .isInstanceOfSatisfying(
                            Throttled.class,
                            throttled ->
                                    assertThat(throttled.code()).isEqualTo("database.caller-busy"))
                    .hasMessageContaining("2 requests of busy");
            assertThat(queue.use().throttled()).isOne();
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    @Test
    void bounds_of_a_caller_do_not_hold_for_the_site_itself() {
        var queue = queue(2, 1, 1, LONG);

        try (var first = queue.take(Identity.SITE);
                var second = queue.take(Identity.SITE)) {
            assertThat(first.caller()).isEqualTo(second.caller());
        }
    }

    @Test
    void a_request_does_not_wait_longer_than_the_longest_wait() {
        var queue = queue(1, 1, 10, Duration.ofMillis(20));
        try (var _ = queue.take("busy")) {
            assertThatThrownBy(() -> queue.take("late"))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            busy -> assertThat(busy.code()).isEqualTo("database.busy"))
                    .hasMessageContaining("0.02 s");
        }

        assertThat(queue.use().timedOut()).isOne();
        assertThat(queue.use().waiting()).isZero();
        try (var again = queue.take("late")) {
            assertThat(again.caller()).isEqualTo("late");
        }
    }

    @Test
    void a_request_whose_client_went_away_leaves_the_queue() throws Exception {
        var queue = queue(1, 1, 10, LONG);
        var failure = new CompletableFuture<Failure>();
        try (var _ = queue.take("busy")) {
            var thread =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (var _ = queue.take("gone")) {
                                            served.add("gone");
                                        } catch (Failure e) {
                                            failure.complete(e);
                                        }
                                    });
            while (queue.use().waiting() == 0) {
                Thread.onSpinWait();
            }
            queue.abandon(thread);
            thread.join();
        }

        assertThat(failure.get()).isInstanceOf(Refused.class).hasMessageContaining("went away");
        assertThat(served).isEmpty();
    }

    @Test
    void a_permit_cannot_be_given_back_twice() {
        var queue = queue(1, 1, 1, LONG);
        var permit = queue.take("one");
        permit.close();

        assertThatThrownBy(permit::close).isInstanceOf(IllegalStateException.class);
    }

    private record Caller(String name, AtomicInteger held) {
        Caller(String name) {
            this(name, new AtomicInteger());
        }
    }

    /**
     * Against a plain count: no caller and no pool ever has more than it may, and all are served.
     */
    @Seeded(runs = 20)
    void bounds_hold_whatever_callers_do(RandomGenerator random) throws Exception {
        int connections = 1 + random.nextInt(4);
        int perCaller = 1 + random.nextInt(connections);
        var queue = queue(connections, perCaller, 100, LONG);
        var inUse = new AtomicInteger();
        var most = new AtomicInteger();
        var callers = List.of(new Caller("a"), new Caller("b"), new Caller("c"));
        var mostHeld = new AtomicInteger();
        var threads = new ArrayDeque<Thread>();
        for (int i = 0; i < 60; i++) {
            var caller = callers.get(random.nextInt(callers.size()));
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (var _ = queue.take(caller.name())) {
                                            most.accumulateAndGet(
                                                    inUse.incrementAndGet(), Math::max);
                                            mostHeld.accumulateAndGet(
                                                    caller.held().incrementAndGet(), Math::max);
                                            Thread.onSpinWait();
                                            caller.held().decrementAndGet();
                                            inUse.decrementAndGet();
                                        }
                                    }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(most.get()).isBetween(1, connections);
        assertThat(mostHeld.get()).isBetween(1, perCaller);
        assertThat(queue.use().served()).isEqualTo(60);
        assertThat(queue.use().waiting()).isZero();
    }
}
