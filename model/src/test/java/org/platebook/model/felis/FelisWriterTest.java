package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestData;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.TreeMap;

class FelisWriterTest {

    private static final FelisReader READER = new FelisReader();

    @Test
    void what_is_written_with_annotations_reads_as_the_same_schema() {
        for (var schema : CameraSchemas.load().all()) {
            var text = FelisWriter.annotated(schema);
            assertThat(READER.read("again.yaml", text, FelisReader.Library.NONE))
                    .as(schema.name())
                    .isEqualTo(schema);
        }
    }

    @Test
    void another_observatorys_schemas_survive_being_written() {
        var folder = TestData.require("consdb/felis");
        for (var name :
                List.of("cdb_lsstcam", "cdb_latiss", "efd_scheduler", "obsloctap", "efd_latiss")) {
            var schema = READER.read(folder.resolve(name + ".yaml"));
            var text = FelisWriter.annotated(schema);
            assertThat(READER.read("again.yaml", text, FelisReader.Library.NONE))
                    .as(name)
                    .isEqualTo(schema);
        }
    }

    @Test
    void the_plain_form_has_no_key_of_ours() {
        for (var schema : CameraSchemas.load().all()) {
            assertThat(FelisWriter.plain(schema)).doesNotContain("platebook");
        }
    }

    @Test
    void lsst_felis_accepts_every_schema_of_ours_with_all_its_checks_on() {
        var texts = new TreeMap<String, String>();
        CameraSchemas.load()
                .all()
                .forEach(schema -> texts.put(schema.name(), FelisWriter.plain(schema)));
        var judge = PythonJudge.require();
        var verdict =
                judge.run(
                        FelisWriterTest.class,
                        "felis_judge.py",
                        JsonMapper.shared().writeValueAsString(texts));
        assertThat(JsonMapper.shared().readTree(verdict).propertyStream())
                .hasSize(texts.size())
                .allSatisfy(
                        schema ->
                                assertThat(schema.getValue().asString())
                                        .as(schema.getKey())
                                        .isEqualTo("22 tables"));
    }
}
