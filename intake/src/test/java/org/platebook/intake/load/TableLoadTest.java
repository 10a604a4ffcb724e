package org.platebook.intake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.intake.load.TableLoad.Manner;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.ledger.WriteReport.Counts;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestData;
import org.platebook.testkit.TestPostgres;

import uk.ac.starlink.ecsv.EcsvTableWriter;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.votable.DataFormat;
import uk.ac.starlink.votable.VOTableVersion;
import uk.ac.starlink.votable.VOTableWriter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads of small tables, format by format, into a table that a schema file added. */
class TableLoadTest {

    private static final TableName TABLE = new TableName("cdb_survey", "visit1_drp");
    private static final String SCHEMA =
            """
            name: cdb_survey
            platebook: {visibility: staff}
            tables:
            - name: visit1_drp
              primaryKey: "#visit1_drp.visit_id"
              platebook: {source: drp, level: visit}
              columns:
              - {name: visit_id, datatype: long, nullable: false, description: Number.}
              - {name: psf_sigma, datatype: float, ivoa:unit: pixel, description: Width.}
              - {name: seeing, datatype: double, ivoa:unit: arcsec, description: Seeing.}
              - {name: band, datatype: string, length: 8, description: Band.}
              - {name: good, datatype: boolean, description: Whether it is.}
              - {name: n_stars, datatype: int, description: How many.}
              - {name: observed, datatype: timestamp, description: When.}
            - name: seeing_monitor
              primaryKey: "#seeing_monitor.measured"
              platebook: {source: dimm}
              columns:
              - {name: measured, datatype: timestamp, nullable: false, description: When.}
              - {name: place, datatype: string, length: 4, description: Where.}
            """;

    private static final String url = TestPostgres.fresh();
    private static Database database;
    private static TableLoad load;

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.of(url, "postgres", null));
        var catalog = new SchemaCatalog(database);
        var installer = new SchemaInstaller(database, catalog);
        installer.install(new FelisReader().read("s.yaml", SCHEMA, FelisReader.Library.NONE));
        installer.install(CameraSchemas.load().of("LSSTCam"));
        load = new TableLoad(new PostgresLedger(database, TablePartitions::ensureAll), catalog);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.write(handle -> handle.execute("delete from cdb_survey.visit1_drp"));
    }

    @Test
    void rows_of_csv_are_loaded_and_loading_them_again_changes_nothing() throws Exception {
        var file =
                write(
                        "a.csv",
                        """
                        VISIT_ID,psf_sigma,band,good,n_stars,observed
                        1,1.5,"r ""x"" q",true,12,2026-01-15T23:15:19.5
                        2,,g,F,,
                        """);

        assertThat(load(file, LoadMap.NONE).counts()).isEqualTo(new Counts(2, 0, 0));
        assertThat(rows())
                .containsExactly(
                        "(1,1.5,,\"r \"\"x\"\" q\",t,12,\"2026-01-15 23:15:19.5\")", "(2,,,g,f,,)");
        assertThat(load(file, LoadMap.NONE).counts()).isEqualTo(new Counts(0, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"visit_id\": 1, \"n_stars\": 3}, {\"visit_id\": 2, \"band\": \"g\"}]",
                "{\"visit_id\": 1, \"n_stars\": 3}\n{\"visit_id\": 2, \"band\": \"g\"}\n"
            })
    void rows_of_json_name_their_own_columns(String text) throws Exception {
        load(write("a.json", text), LoadMap.NONE);

        assertThat(rows()).containsExactly("(1,,,,,3,)", "(2,,,g,,,)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tabledata", "binary", "binary2", "fits-in-votable", "fits", "ecsv"})
    void tables_of_astronomy_bring_their_units(String format) throws Exception {
        var file = folder.resolve("a." + format);
        try (OutputStream out = Files.newOutputStream(file)) {
            writer(format).writeStarTable(table("arcmin"), out);
        }

        assertThat(load(file, LoadMap.NONE).counts().inserted()).isEqualTo(2);
        assertThat(rows()).containsExactly("(1,,60,r,,,)", "(2,,120,g,,,)");
    }

    @Test
    void ecsv_of_astropy_is_read_with_its_quantities_and_the_scales_of_its_times()
            throws Exception {
        var ecsv =
                """
                # %ECSV 1.0
                # ---
                # datatype:
                # - {name: visit_id, datatype: int64}
                # - {name: seeing, unit: arcmin, datatype: float64}
                # - {name: observed, datatype: string}
                # meta: !!omap
                # - {note: from a pipeline}
                # - __serialized_columns__:
                #     observed:
                #       __class__: astropy.time.core.Time
                #       format: isot
                #       in_subfmt: '*'
                #       scale: utc
                #       value: !astropy.table.SerializedColumn {name: observed}
                #     seeing:
                #       __class__: astropy.units.quantity.Quantity
                #       unit: &id001 !astropy.units.Unit {unit: arcmin}
                #       value: !astropy.table.SerializedColumn {name: seeing}
                # schema: astropy-2.0
                visit_id seeing observed
                1 1.0 2026-01-15T23:15:19.500
                2 2.0 ""
                """;

        load(write("utc.ecsv", ecsv), LoadMap.NONE);
        assertThat(rows()).containsExactly("(1,,60,,,,\"2026-01-15 23:15:56.5\")", "(2,,120,,,,)");
        load(write("tai.ecsv", ecsv.replace("scale: utc", "scale: tai")), LoadMap.NONE);
        assertThat(rows()).containsExactly("(1,,60,,,,\"2026-01-15 23:15:19.5\")", "(2,,120,,,,)");
        var dynamical = write("tdb.ecsv", ecsv.replace("scale: utc", "scale: tdb"));
        assertThatThrownBy(() -> load(dynamical, LoadMap.NONE))
                .hasMessageContaining("observed is nested")
                .hasMessageContaining("a time that is neither TAI nor");
        var dropping = LoadMap.read(write("map.yaml", "drop: [observed]"));
        assertThat(load(dynamical, dropping).counts().unchanged()).isEqualTo(2);
    }

    @Test
    void single_bits_of_a_binary_votable_are_refused_since_nobody_knows_which_is_meant()
            throws Exception {
        // visit_id 1 and 2 with bits 1 and 0 as astropy 8 writes them, each row behind its nulls
        var rows = "AAAAAAAAAAABCAAAAAAAAAAAAgA=";
        var votable =
                """
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results"><TABLE>
                <FIELD datatype="long" name="visit_id"/><FIELD datatype="bit" name="good"/>
                <DATA><BINARY2><STREAM encoding="base64">%s</STREAM></BINARY2></DATA></TABLE></RESOURCE></VOTABLE>
                """
                        .formatted(rows);

        var file = write("bits.vot", votable);
        assertThatThrownBy(() -> load(file, LoadMap.NONE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("bits.vot cannot be read as VOTable: it holds single bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snappy.parquet",
                "zstd.parquet",
                "gzip.parquet",
                "lz4.parquet",
                "plain.parquet",
                "v2.parquet",
                "astropy.parquet"
            })
    void parquet_is_read_however_it_is_packed(String name) throws Exception {
        var file = folder.resolve(name);
        try (var resource = TableLoadTest.class.getResourceAsStream(name)) {
            Files.copy(java.util.Objects.requireNonNull(resource), file);
        }

        assertThat(load(file, LoadMap.NONE).rows()).isEqualTo(3);
        assertThat(rows())
                .containsExactly(
                        "(1,1.5,60,r,t,7,\"2026-01-15 23:15:19.5\")",
                        "(2,NaN,,g,f,8,\"2026-01-15 23:16:00\")",
                        "(3,2.5,30,,,,)");
    }

    @Test
    void parquet_of_pyarrow_is_read_in_every_encoding_and_what_is_nested_is_refused()
            throws Exception {
        var names =
                PythonJudge.require()
                        .run(TableLoadTest.class, "pyarrow_writes.py", folder.toString())
                        .lines()
                        .toList();
        assertThat(names).hasSizeGreaterThan(30);
        for (var name : names) {
            if (name.equals("nested") || name.equals("brotli")) {
                continue;
            }
            empty();
            var summary = load(folder.resolve(name + ".parquet"), LoadMap.NONE);
            assertThat(summary.problems()).as(name).isEmpty();
            assertThat(rows())
                    .as(name)
                    .containsExactly(
                            "(1,1.5,1,r,t,7,\"2026-01-15 23:15:19.5\")",
                            "(2,NaN,,g,f,8,\"2026-01-15 23:16:00\")",
                            "(3,2.5,0.5,,,,)");
        }
        var nested = folder.resolve("nested.parquet");
        assertThatThrownBy(() -> load(nested, LoadMap.NONE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("place is nested")
                .hasMessageContaining("words is nested")
                .hasMessageContaining("corners is nested");
        empty();
        load(nested, LoadMap.read(write("drop.yaml", "drop: [place, words, corners]")));
        assertThat(rows()).hasSize(3);
        assertThatThrownBy(() -> load(folder.resolve("brotli.parquet"), LoadMap.NONE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is packed with BROTLI");
    }

    @Test
    void a_map_renames_drops_converts_and_adds() throws Exception {
        var file = write("a.csv", "visit,seeing,comment,sigma\n1,1.5,x,-999\n2,NaN,y,2\n");
        var map =
                write(
                        "map.yaml",
                        """
                        columns: {visit: visit_id, sigma: psf_sigma}
                        drop: [comment]
                        constants: {band: r}
                        units: {seeing: arcmin}
                        null_values: ["-999"]
                        non_finite: clear
                        """);
        load(file, LoadMap.read(map));

        assertThat(rows()).containsExactly("(1,,90,r,,,)", "(2,2,,r,,,)");
    }

    @Test
    void what_is_not_there_clears_unless_it_is_to_be_left() throws Exception {
        load(write("a.csv", "visit_id,band,n_stars\n1,r,5\n"), LoadMap.NONE);
        var leave = LoadMap.read(write("leave.yaml", "nulls: leave"));
        load(write("b.csv", "visit_id,band,n_stars\n1,,6\n"), leave);
        assertThat(rows()).containsExactly("(1,,,r,,6,)");

        load(write("c.csv", "visit_id,band\n1,\n"), LoadMap.NONE);
        assertThat(rows()).containsExactly("(1,,,,,6,)");
    }

    @Test
    void wrong_rows_are_refused_with_their_number_and_the_others_are_loaded() throws Exception {
        var file =
                write(
                        "a.csv",
                        """
                        visit_id,band,n_stars
                        1,r,many
                        2,muchtoolong,1
                        3,g,1
                        ,g,1
                        3,i,2
                        """);

        var summary = load(file, LoadMap.NONE);

        assertThat(summary.refused()).isEqualTo(4);
        assertThat(summary.problems())
                .anySatisfy(
                        told ->
                                assertThat(told)
                                        .isEqualTo(
                                                "row 1: n_stars = 'many': must be a whole number"))
                .anySatisfy(
                        told ->
                                assertThat(told)
                                        .startsWith("row 2: [visit_id=2] band = ")
                                        .contains("at most 8"))
                .anySatisfy(told -> assertThat(told).startsWith("row 4: ").contains("visit_id"))
                .anySatisfy(
                        told -> assertThat(told).startsWith("row 5: ").contains("more than once"));
        assertThat(rows()).containsExactly("(3,,,g,,1,)");
    }

    @ParameterizedTest
    @ValueSource(strings = {Provenance.SCIENCE, "test"})
    void wrong_rows_are_found_whatever_their_key_is_and_whatever_run_they_are_of(String runKind)
            throws Exception {
        var file =
                write(
                        "a.csv",
                        """
                        measured,place
                        2026-01-15T23:15:19.5,dome
                        2026-01-15T23:16:19.5,outside
                        """);

        var summary =
                load.load(
                        new TableName("cdb_survey", "seeing_monitor"),
                        file,
                        new Manner(LoadMap.NONE, runKind, "tester", "tests", false),
                        LoadProgress.NONE);

        assertThat(summary.counts().inserted()).isEqualTo(1);
        assertThat(summary.problems())
                .singleElement()
                .asString()
                .startsWith("row 2: ")
                .contains("place = 'outside'", "at most 4");
    }

    @Test
    void a_dry_run_tells_what_would_happen_and_writes_nothing() throws Exception {
        var file = write("a.csv", "visit_id,band\n1,r\n2,muchtoolong\n");

        var summary = load.load(TABLE, file, manner(LoadMap.NONE, true), LoadProgress.NONE);

        assertThat(summary.counts()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.refused()).isEqualTo(1);
        assertThat(rows()).isEmpty();
    }

    @Test
    void a_load_that_was_killed_is_ended_by_the_same_command_and_nothing_is_there_twice()
            throws Exception {
        int rows = 9000;
        var file = folder.resolve("many.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("visit_id,band,n_stars\n");
            for (int row = 1; row <= rows; row++) {
                out.write("%d,r,%d\n".formatted(row, row % 7));
            }
        }

        var killed = process("-Xmx64m", file.toString(), url, TABLE.toString(), "4000");
        assertThat(killed.waitFor()).as("exit status of a killed program").isEqualTo(128 + 9);
        assertThat(rows()).hasSize(4000);
        var dry = load.load(TABLE, file, manner(LoadMap.NONE, true), LoadProgress.NONE);
        assertThat(dry.counts()).isEqualTo(new Counts(5000, 0, 4000));
        var told = new ArrayList<Long>();
        var again =
                load.load(TABLE, file, manner(LoadMap.NONE, false), (done, _) -> told.add(done));

        assertThat(again.counts()).isEqualTo(new Counts(5000, 0, 4000));
        assertThat(told).containsExactly(2000L, 4000L, 6000L, 8000L, 9000L);
        assertThat(rows()).hasSize(rows);
        assertThat(load(file, LoadMap.NONE).counts()).isEqualTo(new Counts(0, 0, rows));
        assertThat(
                        database.<Integer>write(
                                handle ->
                                        handle.createQuery(
                                                        "select count(*) from cdb_survey_history.visit1_drp where n_stars = visit_id % 7 and band = 'r' and visit_id <= 9000 and known_source = 'drp' and known_until is null")
                                                .mapTo(Integer.class)
                                                .one()))
                .isEqualTo(rows);
    }

    @Test
    void a_large_file_is_read_in_little_memory() throws Exception {
        int rows = 300_000;
        for (var name : List.of("large.csv", "large.json")) {
            var file = folder.resolve(name);
            try (var out = Files.newBufferedWriter(file)) {
                out.write(name.endsWith("csv") ? "visit_id,seeing,band\n" : "");
                for (int row = 0; row < rows; row++) {
                    out.write(
                            name.endsWith("csv")
                                    ? "%d,1.25,\"a band of many letters, so that it fills memory\"\n"
                                            .formatted(row)
                                    : "{\"visit_id\": %d, \"band\": \"a band of many letters, so that it fills memory\"}\n"
                                            .formatted(row));
                }
            }
            assertThat(Files.size(file)).isGreaterThan(16L << 20);

            var process = process("-Xmx16m", file.toString());

            assertThat(process.inputReader().readLine()).as(name).isEqualTo(Integer.toString(rows));
            assertThat(process.waitFor()).isZero();
        }
    }

    private static Process process(String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        command.add(arguments[0]);
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadProcess.class.getName()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void columns_that_do_not_fit_are_told_all_at_once_and_nothing_is_written() throws Exception {
        var file = write("a.csv", "visit,seeing,band,BAND\n1,1,r,r\n");
        var map = LoadMap.read(write("map.yaml", "units: {seeing: mag}"));

        assertThatThrownBy(() -> load(file, map))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("load.columns");
                            assertThat(refused.text())
                                    .contains("has no column visit")
                                    .contains("\"mag\" cannot be converted to \"arcsec\"")
                                    .contains("band and BAND both go to band")
                                    .contains("nothing goes to visit_id");
                        });
    }

    @Test
    void what_is_no_table_or_no_map_is_refused() throws Exception {
        assertRefused("load.format", () -> load(write("a.txt", "hello"), LoadMap.NONE));
        assertRefused(
                "load.format", () -> load(write("a.csv", "visit_id,band\n1\n"), LoadMap.NONE));
        assertRefused(
                "load.format", () -> load(write("a.csv", "visit_id,band\n\"1,2\n"), LoadMap.NONE));
        assertRefused("load.format", () -> load(write("a.json", "[{]"), LoadMap.NONE));
        assertRefused(
                "load.format", () -> load(write("a.parquet", "PAR1 and no end"), LoadMap.NONE));
        assertRefused("load.format", () -> load(write("a.xml", "<html/>"), LoadMap.NONE));
        assertRefused("load.map", () -> LoadMap.read(write("m.yaml", "colums: {}")));
        assertRefused("load.map", () -> LoadMap.read(write("m.yaml", "nulls: perhaps")));
        assertThatThrownBy(
                        () ->
                                load.load(
                                        new TableName("cdb_survey", "none"),
                                        write("a.csv", "a,b\n"),
                                        manner(LoadMap.NONE, false),
                                        LoadProgress.NONE))
                .isInstanceOf(Missing.class);
    }

    @Test
    void real_rows_of_consdb_become_exposures_by_a_map() throws Exception {
        var rows =
                TestData.require(
                        "consdb/consdb_rows/lsstcam_exposure_20250413-20250418_1000rows.csv");
        var map =
                write(
                        "map.yaml",
                        """
                        others: drop
                        constants: {controller: O}
                        """);

        var summary =
                load.load(
                        new TableName("cdb_lsstcam", "exposure"),
                        rows,
                        manner(LoadMap.read(map), false),
                        LoadProgress.NONE);

        assertThat(summary.problems()).isEmpty();
        assertThat(summary.counts()).isEqualTo(new Counts(1000, 0, 0));
        int block =
                database.write(
                        handle ->
                                handle.createQuery(
                                                "select count(*) from cdb_lsstcam.exposure where science_program = 'BLOCK-417'")
                                        .mapTo(Integer.class)
                                        .one());
        assertThat(block).isEqualTo(301);
    }

    private static void assertRefused(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static StarTableWriter writer(String format) {
        return switch (format) {
            case "tabledata" -> new VOTableWriter(DataFormat.TABLEDATA, true, VOTableVersion.V14);
            case "binary" -> new VOTableWriter(DataFormat.BINARY, true, VOTableVersion.V14);
            case "binary2" -> new VOTableWriter(DataFormat.BINARY2, true, VOTableVersion.V14);
            case "fits-in-votable" -> new VOTableWriter(DataFormat.FITS, true, VOTableVersion.V14);
            case "fits" -> new FitsTableWriter();
            default -> EcsvTableWriter.SPACE_WRITER;
        };
    }

    private static StarTable table(String unit) {
        var table = ColumnStarTable.makeTableWithRows(2);
        table.addColumn(ArrayColumn.makeColumn("Visit_Id", new long[] {1, 2}));
        var seeing = ArrayColumn.makeColumn("seeing", new double[] {1, 2});
        seeing.getColumnInfo().setUnitString(unit);
        table.addColumn(seeing);
        table.addColumn(ArrayColumn.makeColumn("band", new String[] {"r", "g"}));
        return table;
    }

    private static LoadSummary load(Path file, LoadMap map) {
        return load.load(TABLE, file, manner(map, false), LoadProgress.NONE);
    }

    private static Manner manner(LoadMap map, boolean isDry) {
        return new Manner(map, Provenance.SCIENCE, "tester", "tests", isDry);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> rows() {
        return database.write(
                handle ->
                        handle.createQuery(
                                        """
                                        select (visit_id, psf_sigma, seeing, band, good, n_stars, observed)::text
                                        from cdb_survey.visit1_drp order by visit_id
                                        """)
                                .mapTo(String.class)
                                .list());
    }
}
