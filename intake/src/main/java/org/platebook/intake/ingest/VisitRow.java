package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.visit.Visit;
import org.platebook.intake.visit.VisitSystem;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableRecord;
import org.platebook.model.time.Span;
import org.platebook.model.time.Tai;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The row of {@code visit1} that several exposures make: what they share stays, what differs is
 * null, times add up, conditions are averaged, the pointing is the first one's.
 */
final class VisitRow {

    private static final List<String> SUMMED = List.of("shut_time", "dark_time");
    private static final List<String> AVERAGED =
            List.of(
                    "altitude",
                    "airmass",
                    "air_temp",
                    "pressure",
                    "humidity",
                    "wind_speed",
                    "dimm_seeing",
                    "focus_z");
    private static final List<String> OF_THE_FIRST =
            List.of(
                    "s_ra",
                    "s_dec",
                    "sky_rotation",
                    "azimuth_start",
                    "altitude_start",
                    "zenith_distance_start");
    private static final List<String> OF_THE_LAST =
            List.of("azimuth_end", "altitude_end", "zenith_distance_end");
    private static final List<String> SHARED =
            List.of("group_id", "img_type", "scheduler_note", "instrument");

    private final Visit visit;
    private final List<StoredExposure> exposures;
    private final DraftRow row;

    private VisitRow(Schema schema, Visit visit, List<StoredExposure> exposures) {
        this.visit = visit;
        this.exposures = exposures;
        this.row = new DraftRow(schema.name(), schema.table("visit1").orElseThrow());
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
        row.whole("visit_id", visit.id());
        row.text("visit_name", visit.name());
        row.text(
                "visit_system",
                visit.systems().stream()
                        .sorted()
                        .map(VisitSystem::systemName)
                        .collect(Collectors.joining(",")));
        row.whole("exposure_count", exposures.size());
        row.whole("expected_exposure_count", expected());
        row.whole("day_obs", visit.dayObs());
        row.whole("seq_num", visit.seqNum());
        row.text("physical_filter", facts.physicalFilter());
        row.text("band", facts.band());
        row.text("science_program", facts.program());
        row.text("target_name", facts.target());
        row.text("observation_reason", facts.reason());
        row.text(
                "disagreements",
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
        row.real("azimuth", visit.facts().azimuthDeg());
        row.real("zenith_distance", visit.facts().zenithDistanceDeg());
        row.reals("s_region", exposures.getFirst().reals("s_region"));
    }

    private void times() {
        var begin = visit.facts().begin();
        var end = visit.facts().end();
        moment("obs_start", begin);
        moment("obs_end", end);
        moment(
                "exp_midpt",
                begin == null || end == null ? null : Span.ofExposure(begin, end).middle());
        row.whole("obs_start_ns", begin == null ? null : begin.nanos());
        row.whole("obs_end_ns", end == null ? null : end.nanos());
        row.real("exp_time", visit.facts().exposureSeconds());
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

    private void moment(String column, @Nullable Tai at) {
        row.moment(column, at);
        row.real(column + "_mjd", at == null ? null : at.mjd());
    }

    private void conditions() {
        for (var column : AVERAGED) {
            var mean = of(column).stream().mapToDouble(Double::doubleValue).average();
            row.real(column, mean.isPresent() ? mean.getAsDouble() : null);
        }
        row.real("wind_dir", StoredExposure.shared(exposures, one -> one.real("wind_dir")));
        row.flag("emulated", any(one -> one.flag("emulated")));
        row.flag("simulated", any(one -> one.flag("simulated")));
        row.flag("can_see_sky", any(one -> one.flag("can_see_sky")));
    }

    /**
     * True where any says so, false where one says no and none says yes, null where nobody tells.
     */
    private @Nullable Boolean any(Function<StoredExposure, @Nullable Boolean> said) {
        var told = exposures.stream().map(said).filter(Objects::nonNull).toList();
        return told.isEmpty() ? null : Boolean.valueOf(told.contains(true));
    }

    private List<Double> of(String column) {
        return exposures.stream().map(one -> one.real(column)).filter(Objects::nonNull).toList();
    }
}
