package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.votable.VOTableBuilder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What STIL, which topcat and stilts are made of, reads in our VOTables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StilReadsTest {

    /** STIL gives a NaN in a double column as null. */
    private static final @Nullable Object NOT_A_NUMBER = null;

    private final Site site = new Site();

    @AfterAll
    void close() {
        site.close();
    }

    private StarTable read(String adql, String format) throws IOException {
        var bytes = Site.bytes(site.query(adql, format));
        var source =
                new DataSource() {
                    @Override
                    protected InputStream getRawInputStream() {
                        return new ByteArrayInputStream(bytes);
                    }
                };
        var table = new VOTableBuilder().makeStarTable(source, true, StoragePolicy.PREFER_MEMORY);
        return StoragePolicy.PREFER_MEMORY.randomTable(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"votable/b2", "votable/td"})
    void every_cell_is_read_as_it_was_stored(String format) throws IOException {
        var table = read("select * from exposure order by exposure_id", format);

        assertThat(table.getRowCount()).isEqualTo(4);
        assertThat(table.getRow(0))
                .containsExactly(
                        1L,
                        "r",
                        30.0,
                        1.5f,
                        (short) 2,
                        20260115,
                        true,
                        "2026-01-16T01:00:00",
                        10.0,
                        0.0,
                        new double[] {9, -1, 11, -1, 11, 1, 9, 1},
                        "plain");
        assertThat(table.getRow(1))
                .containsExactly(
                        2L,
                        "g",
                        NOT_A_NUMBER,
                        Float.POSITIVE_INFINITY,
                        (short) -3,
                        20260115,
                        false,
                        "1999-12-31T23:59:59.25",
                        359.9,
                        -89.5,
                        new double[] {358, -1, 2, -1, 2, 1, 358, 1},
                        table.getCell(1, 11));
        assertThat(table.getCell(3, 0)).isEqualTo(9007199254740993L);
        assertThat(table.getCell(3, 2)).isEqualTo(1e-300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"votable/b2", "votable/td"})
    void what_is_not_there_is_read_as_not_there(String format) throws IOException {
        var row = read("select * from exposure where exposure_id = 4", format).getRow(0);
        for (int i = 1; i < row.length; i++) {
            boolean nothing =
                    row[i] == null
                            || row[i].equals("")
                            || row[i].equals(Double.NaN)
                            || row[i].equals(Float.NaN)
                            || (row[i] instanceof double[] array && array.length == 0);
            assertThat(nothing).as("column %d: %s", i, row[i]).isTrue();
        }
    }

    @Test
    void markup_and_control_characters_survive_or_are_replaced() throws IOException {
        var adql = "select note from exposure where exposure_id = 2";
        assertThat(read(adql, "votable/td").getCell(0, 0)).isEqualTo("a<b>&\"c\",\td\ne\uFFFD é≠");
    }

    @Test
    void columns_carry_what_the_schema_says_of_them() throws IOException {
        var table = read("select exp_time, s_region from exposure", "votable/b2");
        assertThat(table.getColumnInfo(0).getName()).isEqualTo("exp_time");
        assertThat(table.getColumnInfo(0).getUnitString()).isEqualTo("s");
        assertThat(table.getColumnInfo(0).getUCD()).isEqualTo("time.duration");
        assertThat(table.getColumnInfo(0).getDescription()).isEqualTo("Duration.");
        assertThat(table.getColumnInfo(1).getXtype()).isEqualTo("polygon");
    }
}
