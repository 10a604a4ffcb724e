package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;

import java.util.List;
import java.util.Map;

/** What a caller may not see is for them as if it were not there, however they ask. */
class HiddenTest {

    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from cdb_toy.secret",
                "select s.reason from cdb_toy.secret as s",
                "select reason as exposure_id from cdb_toy.secret",
                "select x.reason from (select reason from cdb_toy.secret) as x",
                "select e.band from cdb_toy.exposure e join cdb_toy.secret s on e.exposure_id = s.exposure_id",
                "select e.band from cdb_toy.exposure e natural join cdb_toy.secret",
                "select band from cdb_toy.exposure where exposure_id in (select exposure_id from cdb_toy.secret)",
                "select band from cdb_toy.exposure where exists (select 1 from cdb_toy.secret)",
                "select band from cdb_toy.exposure order by (select reason from cdb_toy.secret)",
                "select count(*) from cdb_toy.exposure union select count(*) from cdb_toy.secret",
                "with w as (select reason from cdb_toy.secret) select * from w",
                "select * from cdb_toy_history.secret",
                "select * from cdb_toy_as_of.secret",
                "select * from cdb_toy_history.secret_closed",
                "select * from \"cdb_toy\".\"secret\"",
                "select * from CDB_TOY.SECRET",
                "select 1/0 from cdb_toy.secret"
            })
    void a_hidden_table_is_told_of_as_one_that_is_not_there(String query) {
        // As far from every name there is as the hidden one, so that the same ones are proposed.
        assertThat(told(query)).isEqualTo(told(query.replaceAll("(?i)secret", "sekret"), "sekret"));
        assertThat(told(query)).doesNotContain("classified").doesNotContain("permission");
    }

    @Test
    void the_staff_sees_what_is_hidden_from_others() {
        for (var query :
                List.of(
                        "select reason from cdb_toy.secret",
                        "select count(*) from cdb_toy.exposure union select count(*) from cdb_toy.secret",
                        "select reason from cdb_toy_history.secret")) {
            var answer = site.tap.sync(parameters(query), Identity.site(Role.STAFF));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Site.text(answer)).contains("<TR>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select _record_id from cdb_toy.exposure",
                "select e._source from cdb_toy.exposure e",
                "select band from cdb_toy.exposure order by _known_from",
                "select band from cdb_toy.exposure where _record_id is null",
                "select count(*) from cdb_toy.exposure group by _record_id",
                "select max(_known_from) from cdb_toy.exposure",
                "select rolpassword from pg_authid",
                "select rolpassword from pg_catalog.pg_authid",
                "select * from platebook.token",
                "select * from platebook.journal",
                "select * from information_schema.tables",
                "select visibility from tap_schema.tables",
                "select pg_sleep(1) from cdb_toy.exposure",
                "select current_setting('is_superuser') from cdb_toy.exposure",
                "select pg_read_file('/etc/passwd') from cdb_toy.exposure",
                "select band from cdb_toy.exposure; drop table cdb_toy.exposure"
            })
    void what_is_not_told_of_cannot_be_named_by_anybody(String query) {
        for (var role : Role.values()) {
            var answer = site.tap.sync(parameters(query), Identity.site(role));
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(Site.text(answer))
                    .contains("QUERY_STATUS")
                    .doesNotContain("ERROR:")
                    .doesNotContain("permission");
        }
    }

    @Test
    void no_list_tells_of_what_is_hidden() {
        assertThat(site.text("select table_name from tap_schema.tables", "csv"))
                .contains("cdb_toy.exposure")
                .doesNotContain("secret");
        assertThat(site.text("select table_name from tap_schema.columns", "csv"))
                .doesNotContain("secret");
        assertThat(site.text("select target_table, from_table from tap_schema.keys", "csv"))
                .doesNotContain("secret");
        assertThat(Site.text(site.document("/tables"))).doesNotContain("secret");
        assertThat(Site.text(site.document("/examples"))).doesNotContain("secret");
        assertThat(site.document("/tables/cdb_toy.secret").status()).isEqualTo(404);
    }

    private static Map<String, List<String>> parameters(String query) {
        return Site.parameters("LANG", "ADQL", "QUERY", query, "FORMAT", "votable/td");
    }

    private static String told(String query) {
        return told(query, "secret");
    }

    /** What the public is told, without the query itself and the name it asked for. */
    private static String told(String query, String name) {
        var answer = site.tap.sync(parameters(query), Identity.site(Role.PUBLIC));
        return answer.status()
                + Site.text(answer)
                        .replaceAll("(?i)" + name, "NAME")
                        .replaceAll("<INFO name=\"QUERY\".*", "");
    }
}
