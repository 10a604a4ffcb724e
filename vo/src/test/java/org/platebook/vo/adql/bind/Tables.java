package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.adql.AdqlReader;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueColumn;
import org.platebook.vo.catalogue.CatalogueSchema;
import org.platebook.vo.catalogue.CatalogueTable;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.Type;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Two small tables of exposures and filters, in a database and in a catalogue. */
final class Tables implements AutoCloseable {

    private static final String MADE =
            """
            create schema cdb_toy;
            create table cdb_toy.exposure (
                exposure_id bigint primary key,
                day_obs integer,
                band text,
                exp_time double precision,
                airmass real,
                can_see_sky boolean,
                obs_start timestamp,
                "Odd ""name" text);
            insert into cdb_toy.exposure values
                (1, 20260115, 'r', 30, 1.5, true, '2026-01-16 01:00:00', 'a'),
                (2, 20260115, 'g', 15.5, 1.25, true, '2026-01-16 02:00:00.5', 'b'),
                (3, 20260116, 'r', 30, null, false, '2026-01-17 01:00:00', 'a%b'),
                (4, 20260116, null, null, 2, null, null, 'c\\d');
            create table cdb_toy.filter (band text, wavelength_nm integer, day_obs integer);
            insert into cdb_toy.filter values ('g', 480, 1), ('r', 620, 2), ('i', 750, 3);
            """;

    static final AdqlReader ADQL = new AdqlReader();

    private final Connection connection;

    Tables() throws SQLException {
        connection = DriverManager.getConnection(TestPostgres.fresh());
        try (var statement = connection.createStatement()) {
            statement.execute(MADE);
        }
    }

    static Catalogue catalogue() {
        var exposure =
                table(
                        "exposure",
                        column("exposure_id", Type.LONG, null),
                        column("day_obs", Type.INT, null),
                        column("band", Type.TEXT, null),
                        column("exp_time", Type.DOUBLE, "s"),
                        column("airmass", Type.FLOAT, null),
                        column("can_see_sky", Type.BOOLEAN, null),
                        column("obs_start", Type.TIMESTAMP, null),
                        column("Odd \"name", Type.TEXT, null));
        var filter =
                table(
                        "filter",
                        column("band", Type.TEXT, null),
                        column("wavelength_nm", Type.INT, "nm"),
                        column("day_obs", Type.INT, null));
        return new Catalogue(
                List.of(new CatalogueSchema("cdb_toy", null, null, List.of(exposure, filter))));
    }

    private static CatalogueTable table(String name, CatalogueColumn... columns) {
        return new CatalogueTable(
                "cdb_toy",
                "cdb_toy",
                name,
                "table",
                null,
                null,
                List.of(columns),
                List.of(),
                List.of());
    }

    private static CatalogueColumn column(String name, Type type, @Nullable String unit) {
        return new CatalogueColumn(
                name,
                type,
                CatalogueColumn.Conversion.NONE,
                type.datatype(),
                Meaning.of(type, unit),
                false,
                true,
                false);
    }

    static Translation translation(String adql) {
        return new Translator().translate(ADQL.read(adql), catalogue(), 1000);
    }

    /** The rows of a query, the values with commas between. */
    List<String> rows(String adql) {
        var sql = translation(adql).sql();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(",", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(adql + "\n" + sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
