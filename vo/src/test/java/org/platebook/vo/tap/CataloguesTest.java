package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.store.database.Role;
import org.platebook.vo.catalogue.Catalogue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class CataloguesTest {

    private static final int CALLERS = 20;

    @Test
    void a_catalogue_that_is_too_old_is_read_once_for_all_who_wait() throws Exception {
        try (var site = new Site();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var catalogues = new Catalogues(site.database, InstantSource.system());
            long before = served(site);
            var ready = new CountDownLatch(CALLERS);
            Callable<Catalogue> caller =
                    () -> {
                        ready.countDown();
                        ready.await();
                        return catalogues.of(Role.PUBLIC);
                    };
            var answers = new ArrayList<Future<Catalogue>>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(threads.submit(caller));
            }

            for (var answer : answers) {
                assertThat(answer.get()).isSameAs(answers.getFirst().get());
            }
            assertThat(served(site) - before).isEqualTo(1);
        }
    }

    private static long served(Site site) {
        var pool = site.database.pools().get(Role.PUBLIC.databaseRole());
        return Objects.requireNonNull(pool).queue().served();
    }
}
