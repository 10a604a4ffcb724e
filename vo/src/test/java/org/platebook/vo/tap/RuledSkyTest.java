package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.felis.FelisReader;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Reader;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.adql.AdqlReader;
import org.platebook.vo.adql.bind.Translator;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueReader;
import org.platebook.vo.catalogue.CatalogueSchema;
import org.platebook.vo.catalogue.CatalogueTable;

import java.util.List;
import java.util.random.RandomGenerator;

/** Searches on the sky under rules for rows, in a database whose owner is no superuser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuledSkyTest {

    private static final String FELIS =
            """
            name: cdb_toy
            platebook: {visibility: public}
            tables:
            - name: image
              primaryKey: "#image.image_id"
              platebook: {rows: {public: {released: released_at}, rights: all}}
              indexes:
              - {name: image_region, expressions: [sky.bound(s_region)]}
              - {name: image_place, expressions: ["sky.point(s_ra, s_dec)"]}
              columns:
              - {name: image_id, datatype: long, description: Number.}
              - {name: released_at, datatype: timestamp, description: Released.}
              - {name: s_ra, datatype: double, description: Right ascension.}
              - {name: s_dec, datatype: double, description: Declination.}
              - {name: s_region, datatype: double, votable:arraysize: "*", votable:xtype: polygon, description: Outline.}
            """;

    /**
     * Squares all over the sky, most of the size of a detector, some tiny, some huge; poles last.
     */
    private static final String ROWS =
            """
            insert into cdb_toy.image (image_id, released_at, s_ra, s_dec, s_region)
            select
                id,
                case when id % 10 > 0 then timestamp '2020-01-01' + id % 3 * interval '1 day' end,
                ra, "dec",
                array[ra - size, "dec", ra, least(90, "dec" + size), ra + size, "dec", ra, greatest(-90, "dec" - size)]
            from (
                select
                    id,
                    mod(id * 137.50776405, 360)::double precision as ra,
                    asind(1.999 * id / 6000 - 0.9995) as "dec",
                    case when id % 997 = 0 then 20 when id % 211 = 0 then 3 when id % 89 = 0 then 0.0001 else 0.11 end as size
                from generate_series(1, 6000) as id
            );
            insert into cdb_toy.image (image_id, released_at, s_ra, s_dec, s_region)
            values
                (40001, '2020-01-01', 0, 90, '{0,89.9, 90,89.9, 180,89.9, 270,89.9}'),
                (40002, '2020-01-01', 0, -90, '{0,-89, 270,-89, 180,-89, 90,-89}'),
                (40003, '2020-01-01', 0, 0, '{359.9,-0.1, 359.9,0.1, 0.1,0.1, 0.1,-0.1}'),
                (40004, '2020-01-01', null, null, null),
                (40005, null, 0, 0, '{359.9,-0.1, 359.9,0.1, 0.1,0.1, 0.1,-0.1}');
            """;

    private Database database;

    @BeforeAll
    void install() {
        database =
                Database.open(
                        DatabaseSettings.of(
                                TestPostgres.ownedBy("plain_owner"), "plain_owner", null));
        new SchemaInstaller(database, new SchemaCatalog(database))
                .install(new FelisReader().read("toy.yaml", FELIS, FelisReader.Library.NONE));
        database.write(handle -> handle.execute(ROWS));
        database.write(handle -> handle.execute("analyze cdb_toy.image"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void nothing_of_this_needs_a_superuser() {
        assertThat(
                        database.<String>write(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        select string_agg(proname, ' ') from pg_proc
                                                        where proleakproof and pronamespace in
                                                            ('sky'::regnamespace, 'public'::regnamespace)
                                                        """)
                                                .mapTo(String.class)
                                                .one()))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "CONTAINS(POINT(0.02, -0.05), s_region) = 1 ~ s_region",
                "CONTAINS(POINT(360, 0), s_region) = 1 ~ s_region",
                "CONTAINS(POINT(77, 89.95), s_region) = 1 ~ s_region",
                "INTERSECTS(s_region, CIRCLE(0, -90, 0.5)) = 1 ~ s_region",
                "INTERSECTS(CIRCLE(359.9, -1, 2), s_region) = 1 ~ s_region",
                "INTERSECTS(s_region, POLYGON(359,-1, 359,1, 1,1, 1,-1)) = 1 ~ s_region",
                "INTERSECTS(s_region, BOX(30, 40, 0.8, 0.8)) = 1 ~ s_region",
                "CONTAINS(s_region, CIRCLE(0, 89, 3)) = 1 ~ s_region",
                "CONTAINS(s_region, POLYGON(0,70, 10,70, 10,75, 0,75)) = 1 ~ s_region",
                "CONTAINS(CIRCLE(0, 0, 0.01), s_region) = 1 ~ s_region",
                "CONTAINS(POINT(s_ra, s_dec), CIRCLE(0, 90, 1)) = 1 ~ s_ra_s_dec",
                "CONTAINS(POINT(s_ra, s_dec), POLYGON(200,10, 200,15, 206,15, 206,10)) = 1 ~ s_ra_s_dec",
                "DISTANCE(POINT(s_ra, s_dec), POINT(359.99, 0)) < 1 ~ s_ra_s_dec",
                "DISTANCE(0, -90, s_ra, s_dec) <= 1.5 ~ s_ra_s_dec",
            })
    void the_public_finds_by_the_index_what_it_would_find_row_by_row(String condition, String key) {
        var sql = sql(condition);

        var found = texts(sql);
        assertThat(String.join("\n", texts("explain " + sql)))
                .contains("image_sky_" + key, "Index Cond")
                .doesNotContain("Seq Scan");
        assertThat(found).isNotEmpty().doesNotContain("40005").isEqualTo(rowByRow(condition));
    }

    @Seeded(runs = 12)
    void on_random_regions_the_answers_are_those_found_row_by_row(RandomGenerator random) {
        double ra = 360 * random.nextDouble();
        double dec =
                random.nextInt(4) == 0
                        ? 90 * (random.nextBoolean() ? 1 : -1)
                        : Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
        double radius = random.nextInt(5) == 0 ? 0 : Math.pow(10, random.nextDouble(-4, 2.2));
        double reach = Math.min(radius, 60);
        var shapes =
                List.of(
                        "CIRCLE(%f, %f, %f)".formatted(ra, dec, radius),
                        "POLYGON(%f,%f, %f,%f, %f,%f)"
                                .formatted(
                                        ra,
                                        Math.max(-90, dec - reach - 0.001),
                                        ra + reach + 0.001,
                                        Math.min(89, Math.max(-89, dec)),
                                        ra,
                                        Math.min(90, dec + reach + 0.001)));
        for (var shape : shapes) {
            for (var condition :
                    List.of(
                            "INTERSECTS(s_region, %s) = 1",
                            "INTERSECTS(s_region, %s) = 0",
                            "CONTAINS(s_region, %s) = 1",
                            "CONTAINS(%s, s_region) = 1",
                            "CONTAINS(POINT(s_ra, s_dec), %s) = 1",
                            "CONTAINS(POINT(s_ra, s_dec), %s) = 0")) {
                var asked = condition.formatted(shape);
                assertThat(texts(sql(asked))).as(asked).isEqualTo(rowByRow(asked));
            }
        }
    }

    @Test
    void where_rows_are_past_no_key_is_asked() {
        assertThat(
                        texts(
                                translated(
                                        """
                                        select s_region from image where image_id = 40003 group by s_region
                                        having CONTAINS(POINT(0, 0), s_region) = 1
                                        """)))
                .hasSize(1);
    }

    private static String query(String condition) {
        return "select image_id from image where " + condition + " order by image_id";
    }

    private String sql(String condition) {
        var sql = translated(query(condition));
        assertThat(sql).contains("_sky_");
        return sql;
    }

    private String translated(String adql) {
        return translated(adql, new CatalogueReader().read(reader()));
    }

    private static String translated(String adql, Catalogue catalogue) {
        return new Translator().translate(new AdqlReader().read(adql), catalogue, 100_000).sql();
    }

    /** Without keys, and so without an index. */
    private List<String> rowByRow(String condition) {
        var known = new CatalogueReader().read(reader());
        var without =
                new Catalogue(
                        known.schemas().stream()
                                .map(
                                        schema ->
                                                new CatalogueSchema(
                                                        schema.name(),
                                                        schema.utype(),
                                                        schema.description(),
                                                        schema.tables().stream()
                                                                .map(RuledSkyTest::withoutKeys)
                                                                .toList()))
                                .toList());
        var sql = translated(query(condition), without);
        assertThat(sql).doesNotContain("_sky_");
        return texts(sql);
    }

    private static CatalogueTable withoutKeys(CatalogueTable table) {
        return new CatalogueTable(
                table.schema(),
                table.readFrom(),
                table.name(),
                table.kind(),
                table.utype(),
                table.description(),
                table.columns(),
                table.keys(),
                List.of());
    }

    private Reader reader() {
        return database.reader(Role.PUBLIC);
    }

    private List<String> texts(String sql) {
        return reader().read(handle -> handle.createQuery(escaped(sql)).mapTo(String.class).list());
    }

    /** Colons would be taken for parameters. */
    private static String escaped(String sql) {
        return sql.replace(":", "\\:");
    }
}
