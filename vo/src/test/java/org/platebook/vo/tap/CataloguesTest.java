package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.StatementProxy;
import org.platebook.testkit.TestPostgres;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** The catalogue is read when it changed, and only then. */
class CataloguesTest {

    private static final String FELIS =
            """
            name: toy
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.id"
              columns:
              - {name: id, datatype: long}
            """;

    private static final String MORE = FELIS + "  - {name: airmass, datatype: double}\n";

    private static final String CATALOGUE = "join tap_schema.columns c";
    private static final String VERSION = "from platebook.catalogue";

    private final URI server = URI.create(TestPostgres.fresh().substring("jdbc:".length()));
    private final StatementProxy proxy = new StatementProxy(server.getPort());
    private final Database database = Database.open(settings(proxy.port()));
    private final Database other = Database.open(settings(server.getPort()));
    private final SchemaInstaller installer = new SchemaInstaller(other, new SchemaCatalog(other));
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-15T00:00:00Z"));
    private final TapService tap =
            new TapService(database, new TapLimits(100, 100, Duration.ofSeconds(30)), now::get);

    @BeforeEach
    void install() {
        installer.install(felis(FELIS));
        assertThat(status("select id from toy.exposure")).isEqualTo(200);
        proxy.take();
    }

    @AfterEach
    void close() {
        database.close();
        other.close();
        proxy.close();
    }

    @Test
    void a_misspelt_name_does_not_read_the_catalogue_again() {
        for (int i = 0; i < 5; i++) {
            assertThat(status("select airmas from toy.exposure")).isEqualTo(400);
        }
        var statements = proxy.take();
        assertThat(statements).noneMatch(one -> one.contains(CATALOGUE));
        assertThat(statements).filteredOn(one -> one.contains(VERSION)).hasSize(5);
    }

    @Test
    void a_name_that_another_program_added_is_found_though_nobody_told_of_it() {
        installer.install(felis(MORE));

        assertThat(status("select airmass from toy.exposure")).isEqualTo(200);
        assertThat(status("select airmass from toy.exposure")).isEqualTo(200);

        assertThat(proxy.take()).filteredOn(one -> one.contains(CATALOGUE)).hasSize(1);
    }

    @Test
    void after_a_change_was_told_it_is_read_once_for_all_who_wait() throws Exception {
        installer.install(felis(MORE));
        tap.outdate();
        int callers = 12;
        var together = new CyclicBarrier(callers);
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    together.await();
                                    return status("select airmass from toy.exposure");
                                }));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        var statements = proxy.take();
        assertThat(statements).filteredOn(one -> one.contains(CATALOGUE)).hasSize(1);
        assertThat(statements).filteredOn(one -> one.contains(VERSION)).hasSize(1);
    }

    @Test
    void a_message_without_a_change_reads_nothing_again() {
        tap.outdate();

        assertThat(status("select id from toy.exposure")).isEqualTo(200);

        assertThat(proxy.take()).noneMatch(one -> one.contains(CATALOGUE));
    }

    @Test
    void time_alone_makes_only_the_version_be_looked_up() {
        assertThat(status("select id from toy.exposure")).isEqualTo(200);
        assertThat(proxy.take()).noneMatch(one -> one.contains(VERSION));

        now.set(now.get().plus(Duration.ofMinutes(1)));
        assertThat(status("select id from toy.exposure")).isEqualTo(200);

        var statements = proxy.take();
        assertThat(statements).filteredOn(one -> one.contains(VERSION)).hasSize(1);
        assertThat(statements).noneMatch(one -> one.contains(CATALOGUE));
    }

    @Test
    void a_change_of_visibility_is_a_change() {
        assertThat(status("select id from toy.exposure")).isEqualTo(200);
        installer.install(felis(FELIS.replace("visibility: public", "visibility: staff")));
        tap.outdate();

        assertThat(status("select id from toy.exposure")).isEqualTo(400);
    }

    private int status(String query) {
        try (var answer =
                tap.sync(
                        Site.parameters("LANG", "ADQL", "QUERY", query, "RESPONSEFORMAT", "csv"),
                        Identity.site(Role.PUBLIC))) {
            return answer.status();
        }
    }

    private DatabaseSettings settings(int port) {
        return DatabaseSettings.of(
                "jdbc:postgresql://127.0.0.1:%d%s".formatted(port, server.getPath()),
                "postgres",
                null);
    }

    private static Schema felis(String text) {
        return new FelisReader().read("toy.yaml", text, FelisReader.Library.NONE);
    }
}
