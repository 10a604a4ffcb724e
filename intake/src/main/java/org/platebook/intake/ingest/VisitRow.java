package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.visit.Visit;
import org.platebook.intake.visit.VisitSystem;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableRecord;
import org.platebook.model.time.Span;
import org.platebook.model.time.Tai;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The row of a visit that several exposures make: what they share stays, what differs is null,
 * times add up, conditions are averaged, the pointing is the first one's.
 */
final class VisitRow {

    private static final List<ColumnRole> SUMMED =
            List.of(ColumnRole.SHUT_TIME, ColumnRole.DARK_TIME);
    private static final List<ColumnRole> AVERAGED =
            List.of(
                    ColumnRole.ALTITUDE,
                    ColumnRole.AIRMASS,
                    ColumnRole.AIR_TEMP,
                    ColumnRole.PRESSURE,
                    ColumnRole.HUMIDITY,
                    ColumnRole.WIND_SPEED,
                    ColumnRole.DIMM_SEEING,
                    ColumnRole.FOCUS_Z);
    private static final List<ColumnRole> OF_THE_FIRST =
            List.of(
                    ColumnRole.S_RA,
                    ColumnRole.S_DEC,
                    ColumnRole.SKY_ROTATION,
                    ColumnRole.AZIMUTH_START,
                    ColumnRole.ALTITUDE_START,
                    ColumnRole.ZENITH_DISTANCE_START);
    private static final List<ColumnRole> OF_THE_LAST =
            List.of(
                    ColumnRole.AZIMUTH_END,
                    ColumnRole.ALTITUDE_END,
                    ColumnRole.ZENITH_DISTANCE_END);
    private static final List<ColumnRole> SHARED =
            List.of(
                    ColumnRole.GROUP_ID,
                    ColumnRole.IMG_TYPE,
                    ColumnRole.SCHEDULER_NOTE,
                    ColumnRole.INSTRUMENT);

    private final Visit visit;
    private final List<StoredExposure> exposures;
    private final DraftRow row;

    private VisitRow(Schema schema, Visit visit, List<StoredExposure> exposures) {
        this.visit = visit;
        this.exposures = exposures;
        this.row = DraftRow.of(schema, Level.VISIT);
    }

    /**
     * Makes the row.
     *
     * @param exposures those of the visit, in its order
     */
    static TableRecord of(Schema schema, Visit visit, List<StoredExposure> exposures) {
        var made = new VisitRow(schema, visit, exposures);
        made.identity();
        made.pointing();
        made.times();
        made.conditions();
        return made.row.record();
    }

    private void identity() {
        var facts = visit.facts();
        row.whole(ColumnRole.VISIT_ID, visit.id());
        row.text(ColumnRole.VISIT_NAME, visit.name());
        row.text(
                ColumnRole.VISIT_SYSTEM,
                visit.systems().stream()
                        .sorted()
                        .map(VisitSystem::systemName)
                        .collect(Collectors.joining(",")));
        row.whole(ColumnRole.EXPOSURE_COUNT, exposures.size());
        row.whole(ColumnRole.EXPECTED_EXPOSURE_COUNT, expected());
        row.whole(ColumnRole.DAY_OBS, visit.dayObs());
        row.whole(ColumnRole.SEQ_NUM, visit.seqNum());
        row.text(ColumnRole.PHYSICAL_FILTER, facts.physicalFilter());
        row.text(ColumnRole.BAND, facts.band());
        row.text(ColumnRole.SCIENCE_PROGRAM, facts.program());
        row.text(ColumnRole.TARGET_NAME, facts.target());
        row.text(ColumnRole.OBSERVATION_REASON, facts.reason());
        row.text(
                ColumnRole.DISAGREEMENTS,
                visit.disagreements().isEmpty() ? null : String.join(",", visit.disagreements()));
        for (var column : SHARED) {
            row.text(column, StoredExposure.shared(exposures, one -> one.text(column)));
        }
    }

    private long expected() {
        var first = visit.snaps().getFirst();
        return visit.systems().contains(VisitSystem.BY_COUNTER)
                ? first.seqEnd() - first.seqStart() + 1
                : exposures.size();
    }

    private void pointing() {
        OF_THE_FIRST.forEach(column -> row.real(column, exposures.getFirst().real(column)));
        OF_THE_LAST.forEach(column -> row.real(column, exposures.getLast().real(column)));
        row.real(ColumnRole.AZIMUTH, visit.facts().azimuthDeg());
        row.real(ColumnRole.ZENITH_DISTANCE, visit.facts().zenithDistanceDeg());
        row.reals(ColumnRole.S_REGION, exposures.getFirst().reals(ColumnRole.S_REGION));
    }

    private void times() {
        var begin = visit.facts().begin();
        var end = visit.facts().end();
        moment(ColumnRole.OBS_START, ColumnRole.OBS_START_MJD, begin);
        moment(ColumnRole.OBS_END, ColumnRole.OBS_END_MJD, end);
        moment(
                ColumnRole.EXP_MIDPT,
                ColumnRole.EXP_MIDPT_MJD,
                begin == null || end == null ? null : Span.ofExposure(begin, end).middle());
        row.whole(ColumnRole.OBS_START_NS, begin == null ? null : begin.nanos());
        row.whole(ColumnRole.OBS_END_NS, end == null ? null : end.nanos());
        row.real(ColumnRole.EXP_TIME, visit.facts().exposureSeconds());
        SUMMED.forEach(
                column ->
                        row.real(
                                column,
                                of(column).isEmpty()
                                        ? null
                                        : of(column).stream()
                                                .mapToDouble(Double::doubleValue)
                                                .sum()));
    }

    private void moment(ColumnRole column, ColumnRole days, @Nullable Tai at) {
        row.moment(column, at);
        row.real(days, at == null ? null : at.mjd());
    }

    private void conditions() {
        for (var column : AVERAGED) {
            var mean = of(column).stream().mapToDouble(Double::doubleValue).average();
            row.real(column, mean.isPresent() ? mean.getAsDouble() : null);
        }
        row.real(
                ColumnRole.WIND_DIR,
                StoredExposure.shared(exposures, one -> one.real(ColumnRole.WIND_DIR)));
        row.flag(ColumnRole.EMULATED, any(one -> one.flag(ColumnRole.EMULATED)));
        row.flag(ColumnRole.SIMULATED, any(one -> one.flag(ColumnRole.SIMULATED)));
        row.flag(ColumnRole.CAN_SEE_SKY, any(one -> one.flag(ColumnRole.CAN_SEE_SKY)));
    }

    /**
     * True where any says so, false where one says no and none says yes, null where nobody tells.
     */
    private @Nullable Boolean any(Function<StoredExposure, @Nullable Boolean> said) {
        var told = exposures.stream().map(said).filter(Objects::nonNull).toList();
        return told.isEmpty() ? null : Boolean.valueOf(told.contains(true));
    }

    private List<Double> of(ColumnRole column) {
        return exposures.stream().map(one -> one.real(column)).filter(Objects::nonNull).toList();
    }
}
