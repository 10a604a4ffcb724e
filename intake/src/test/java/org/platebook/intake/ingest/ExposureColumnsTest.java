package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.correction.Corrections;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.Value;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

class ExposureColumnsTest {

    /** Told of another table, or the key of the row, without which there is none. */
    private static final Set<String> WITHOUT_COLUMN = Set.of("exposure_id");

    private static final Schema LSSTCAM = CameraSchemas.load().of("LSSTCam");

    private static final Table EXPOSURE = LSSTCAM.levels().first(Level.EXPOSURE);

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> a_property_that_is_absent_leaves_its_columns_empty() {
        var whole = exposure("WINDSPD", 3.5);
        return Property.ALL.stream()
                .filter(property -> !property.name().startsWith("detector_"))
                .filter(property -> !WITHOUT_COLUMN.contains(property.name()))
                .filter(property -> whole.observation().orNull(property) != null)
                .map(
                        property ->
                                DynamicTest.dynamicTest(
                                        property.name(),
                                        () ->
                                                assertThat(emptied(whole, without(whole, property)))
                                                        .containsAll(
                                                                ExposureColumns.of(
                                                                        EXPOSURE,
                                                                        property.name()))));
    }

    @TestFactory
    Stream<DynamicTest> a_card_without_a_sense_leaves_its_column_empty() {
        return Stream.of("SHUTTIME", "WINDSPD", "WINDDIR", "SEEING", "CURINDEX", "MAXINDEX")
                .map(
                        keyword ->
                                DynamicTest.dynamicTest(
                                        keyword,
                                        () -> {
                                            var right = exposure(keyword, 1);
                                            var wrong = exposure(keyword, "nonsense");
                                            assertThat(emptied(right, wrong))
                                                    .containsAll(
                                                            ExposureColumns.of(EXPOSURE, keyword));
                                        }));
    }

    @Test
    void every_property_of_an_exposure_fills_columns_that_are_there() {
        assertThat(Property.ALL)
                .filteredOn(property -> !property.name().startsWith("detector_"))
                .allSatisfy(
                        property ->
                                assertThat(ExposureColumns.of(EXPOSURE, property.name()))
                                        .isNotEmpty()
                                        .allMatch(name -> EXPOSURE.column(name).isPresent()));
    }

    @Test
    void cards_of_the_dome_fill_columns_of_latiss_alone() {
        var columns = CameraSchemas.load().of("LATISS").table("exposure").orElseThrow();
        assertThat(List.of("DOMEAZ", "SHUTLOWR", "SHUTUPPR"))
                .allSatisfy(
                        keyword ->
                                assertThat(ExposureColumns.of(columns, keyword))
                                        .isNotEmpty()
                                        .allMatch(name -> columns.column(name).isPresent()));
    }

    /** Columns that hold a value in one row and none in the other. */
    private static Set<String> emptied(Prepared.Exposure before, Prepared.Exposure after) {
        var now = row(after);
        var emptied = new TreeSet<String>();
        row(before)
                .forEach(
                        (column, value) -> {
                            if (!(value instanceof Value.Cleared)
                                    && now.get(column) instanceof Value.Cleared) {
                                emptied.add(column);
                            }
                        });
        return emptied;
    }

    private static Map<String, Value> row(Prepared.Exposure exposure) {
        return ExposureRow.of(LSSTCAM, exposure, null).row().record().values();
    }

    private Prepared.Exposure exposure(String keyword, Object value) {
        var file = HeaderFiles.read(IngestSite.header(folder, 7, keyword, value));
        return new Preparation(KnownCameras.all(), null)
                .translate(file, "sha256", _ -> Corrections.none());
    }

    private static Prepared.Exposure without(Prepared.Exposure exposure, Property<?> absent) {
        var all = exposure.observation();
        var some = Observation.builder(all.camera(), all.header());
        Property.ALL.stream()
                .filter(property -> property != absent)
                .forEach(property -> copy(property, all, some));
        return new Prepared.Exposure(
                exposure.file(),
                exposure.sha256(),
                exposure.camera(),
                exposure.exposureId(),
                some.build(),
                exposure.detectors(),
                exposure.whole(),
                exposure.heeded());
    }

    private static <T> void copy(Property<T> property, Observation from, Observation.Builder into) {
        into.set(property, from.orNull(property));
    }
}
