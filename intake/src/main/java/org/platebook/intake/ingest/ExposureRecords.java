package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.correction.CardChange;
import org.platebook.intake.header.HeaderJson;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableRecord;
import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the records of one file's exposure: its row, its detector images, its headers, what was
 * changed and what was bad.
 */
final class ExposureRecords {

    private static final String DETECTOR_PROPERTY = "detector_";

    private final Schema schema;
    private final Prepared.Exposure exposure;
    private final @Nullable ExposureFootprint footprint;

    ExposureRecords(Schema schema, Prepared.Exposure exposure, Footprints footprints) {
        this.schema = schema;
        this.exposure = exposure;
        this.footprint = footprints.of(exposure.camera(), exposure.observation());
    }

    /** The exposure's own row, and the changes and problems of the header that it comes from. */
    Defining defining() {
        var made = ExposureRow.of(schema, exposure, footprint == null ? null : footprint.outline());
        var records = new ArrayList<TableRecord>();
        records.add(made.row().record());
        var problems = new ArrayList<Problem>();
        for (var problem : exposure.observation().problems()) {
            if (!exposure.whole() || !problem.property().startsWith(DETECTOR_PROPERTY)) {
                problems.add(problem);
            }
        }
        problems.addAll(made.problems());
        var part = exposure.file().parts().getFirst().name();
        var changes = exposure.observation().header().changes();
        return new Defining(
                records, part, changeRecords(part, changes), problemRecords(part, problems));
    }

    /**
     * What the header says that the exposure's own row comes from.
     *
     * @param rows the exposure's row
     * @param part name of that header
     * @param changes what was changed in it
     * @param problems what was bad in it
     */
    record Defining(
            List<TableRecord> rows,
            String part,
            List<TableRecord> changes,
            List<TableRecord> problems) {}

    /**
     * One row for each detector that the file tells of; none where the observing day is not known.
     */
    List<TableRecord> detectors() {
        var day = exposure.observation().orNull(Property.OBSERVING_DAY);
        if (day == null) {
            return List.of();
        }
        var table = table(Level.EXPOSURE_DETECTOR);
        var records = new ArrayList<TableRecord>(exposure.detectors().size());
        for (var detector : exposure.detectors()) {
            var id = detector.observation().orNull(Property.DETECTOR_EXPOSURE_ID);
            if (id != null) {
                records.add(detector(table, detector, id, day));
            }
        }
        return records;
    }

    private TableRecord detector(Table table, Prepared.DetectorImage detector, long id, long day) {
        Observation said = detector.observation();
        return new DraftRow(schema.name(), table)
                .whole(ColumnRole.DAY_OBS, day)
                .whole(ColumnRole.CCDEXPOSURE_ID, id)
                .whole(ColumnRole.EXPOSURE_ID, exposure.exposureId())
                .whole(
                        ColumnRole.SEQ_NUM,
                        exposure.observation().orNull(Property.OBSERVATION_COUNTER))
                .whole(ColumnRole.DETECTOR, detector.num())
                .reals(
                        ColumnRole.S_REGION,
                        footprint == null ? null : footprint.detectors().get(detector.num()))
                .text(ColumnRole.DETECTOR_NAME, uniqueName(said))
                .text(ColumnRole.DETECTOR_GROUP, said.orNull(Property.DETECTOR_GROUP))
                .text(ColumnRole.DETECTOR_SERIAL, said.orNull(Property.DETECTOR_SERIAL))
                .record();
    }

    private static @Nullable String uniqueName(Observation said) {
        var unique = said.orNull(Property.DETECTOR_UNIQUE_NAME);
        return unique == null ? said.orNull(Property.DETECTOR_NAME) : unique;
    }

    /** Every header of the file as received. */
    List<TableRecord> headers(Tai receivedAt) {
        var table = table(Level.EXPOSURE_HEADER);
        var records = new ArrayList<TableRecord>();
        var parts = exposure.file().parts();
        var detectorOfPart = detectorOfPart();
        for (int index = 0; index < parts.size(); index++) {
            var part = parts.get(index);
            records.add(
                    new DraftRow(schema.name(), table)
                            .whole(ColumnRole.EXPOSURE_ID, exposure.exposureId())
                            .text("file_sha256", exposure.sha256())
                            .whole("part_index", index)
                            .text("part", part.name())
                            .whole(ColumnRole.DETECTOR, detectorOfPart.get(index))
                            .text("file", exposure.file().path().toString())
                            .text("format", StoredHeader.format(exposure.file()))
                            .whole("card_count", part.received().size())
                            .json("cards", HeaderJson.write(part.received()))
                            .moment("received_at", receivedAt)
                            .record());
        }
        return records;
    }

    /** Which detector a part of the file is about, by the part's place. */
    private Map<Integer, Integer> detectorOfPart() {
        var numbers = new HashMap<Integer, Integer>();
        for (var detector : exposure.detectors()) {
            if (detector.part() > 0 || !exposure.whole()) {
                numbers.put(detector.part(), detector.num());
            }
        }
        return numbers;
    }

    private List<TableRecord> changeRecords(String part, List<CardChange> changes) {
        var table = table(Level.EXPOSURE_HEADER_CHANGE);
        var records = new ArrayList<TableRecord>();
        for (var change : changes) {
            records.add(
                    new DraftRow(schema.name(), table)
                            .whole(ColumnRole.EXPOSURE_ID, exposure.exposureId())
                            .text("part", part)
                            .whole("change_index", records.size())
                            .text("keyword", change.keyword())
                            .text("value_received", shown(change.before()))
                            .text("value_corrected", shown(change.after()))
                            .text("reason", change.why())
                            .text("author", change.by())
                            .record());
        }
        return records;
    }

    private List<TableRecord> problemRecords(String part, List<Problem> problems) {
        var table = table(Level.EXPOSURE_PROBLEM);
        var records = new ArrayList<TableRecord>();
        for (var problem : problems) {
            records.add(
                    new DraftRow(schema.name(), table)
                            .whole(ColumnRole.EXPOSURE_ID, exposure.exposureId())
                            .text("part", part)
                            .whole("problem_index", records.size())
                            .text("field", problem.property())
                            .text("found", problem.found())
                            .text("expected", problem.expected())
                            .text("action_taken", problem.action())
                            .record());
        }
        return records;
    }

    private static @Nullable String shown(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Table table(Level level) {
        return schema.levels().first(level);
    }
}
