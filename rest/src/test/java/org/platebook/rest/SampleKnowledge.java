package org.platebook.rest;

import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Subject;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What became known of the sample night after it was taken: quick looks, a correction and marks.
 */
final class SampleKnowledge {

    /** The moment when the headers were here, and nothing else. */
    static final String TAKEN = "night-taken";

    /** The exposure whose program was corrected, and that was marked twice. */
    static final int MARKED = 62;

    /** The exposure whose mark was taken away. */
    static final int CLEARED = 64;

    /** The exposure that is marked good. */
    static final int GOOD = 66;

    /** The first exposure that the quick analysis looked at. */
    private static final int FIRST_LOOK = 60;

    private SampleKnowledge() {}

    static void write(Ledger ledger, Moments moments, Flags flags) {
        var schema = CameraSchemas.load().of("LSSTCam");
        moments.set(TAKEN, null, "tests", "the headers of the night are here");
        ledger.write(provenance("rapid-analysis"), quickLooks());
        ledger.write(
                provenance("headers"),
                List.of(
                        record(
                                "exposure",
                                SampleNight.id(MARKED),
                                Map.of("science_program", new Value.Text("BLOCK-T365")))));
        mark(flags, schema, MARKED, new Mark(Mark.Word.QUESTIONABLE, "wind", List.of("wind")));
        mark(flags, schema, MARKED, new Mark(Mark.Word.BAD, "trailed by wind", List.of("wind")));
        mark(flags, schema, CLEARED, new Mark(Mark.Word.BAD, "a slip", List.of()));
        flags.clear(
                schema,
                Subject.EXPOSURE,
                List.of(SampleNight.id(CLEARED)),
                provenance(Flags.SOURCE));
        mark(flags, schema, GOOD, new Mark(Mark.Word.GOOD, null, List.of("reference")));
    }

    private static void mark(Flags flags, Schema schema, int seqNum, Mark mark) {
        flags.set(
                schema,
                Subject.EXPOSURE,
                Map.of(SampleNight.id(seqNum), mark),
                "observer",
                provenance(Flags.SOURCE));
    }

    /** A metric of exposures on the sky, and the first look at each visit of two of them. */
    private static List<TableRecord> quickLooks() {
        var records = new ArrayList<TableRecord>();
        for (int seq = FIRST_LOOK; seq < 118; seq++) {
            var jitter = Map.<String, Value>of("mount_jitter_rms", real(0.01 * (1 + seq % 7)));
            records.add(record("exposure_quicklook", SampleNight.id(seq), jitter));
        }
        for (int seq = FIRST_LOOK; seq < 118; seq += 2) {
            var look = new LinkedHashMap<String, Value>();
            look.put("n_inputs", new Value.Whole(189));
            look.put("psf_sigma_median", real(1.6 + 0.02 * (seq % 11)));
            look.put("pixel_scale_median", real(0.2));
            look.put("psf_area_median", real(60 + seq % 11));
            look.put("zero_point_median", real(31.2));
            look.put("sky_noise_median", real(32.5));
            records.add(record("visit1_quicklook", SampleNight.id(seq), look));
        }
        return records;
    }

    private static Value real(double value) {
        return new Value.Real(value);
    }

    private static TableRecord record(String table, long id, Map<String, Value> more) {
        var values = new LinkedHashMap<String, Value>();
        values.put(table.startsWith("visit1") ? "visit_id" : "exposure_id", new Value.Whole(id));
        values.putAll(more);
        return new TableRecord(UUID.randomUUID(), new TableName(SampleNight.SCHEMA, table), values);
    }

    private static Provenance provenance(String source) {
        return new Provenance(source, "sample night", "tests", "later");
    }
}
