package org.platebook.rest.visits;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.Row;
import org.platebook.rest.level.DescribedValue;
import org.platebook.rest.level.LevelHistory;
import org.platebook.rest.level.LevelRow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Visits: exposures that belong together. */
public final class Visits {

    /** The first table of the level. */
    private static final String VISIT = "visit1";

    private static final String COLUMNS =
            """
            select
                visit1.visit_id, visit_name, visit_system, visit1.day_obs, expected_exposure_count,
                exposure.exposure_id, exposure.seq_num
            from visit1
            join visit1_exposure using (visit_id)
            join exposure on exposure.exposure_id = visit1_exposure.exposure_id
            """;

    private static final String ORDER =
            " order by visit1.seq_num, visit1.visit_id, exposure.seq_num, exposure.exposure_id";

    private static final String OF_EXPOSURE =
            COLUMNS
                    + """
                    where visit1.visit_id in (
                        select visit_id
                        from visit1_exposure
                        where exposure_id = :id
                    )
                    """
                    + ORDER;

    private static final String OF_NIGHT = COLUMNS + "where visit1.day_obs = :id" + ORDER;

    private static final String ONE = COLUMNS + "where visit1.visit_id = :id" + ORDER;

    private final CameraReader cameras;

    public Visits(CameraReader cameras) {
        this.cameras = cameras;
    }

    record Member(long exposureId, @Nullable Long seqNum) {}

    public record Visit(
            long visitId,
            @Nullable String visitName,
            @Nullable String visitSystem,
            int dayObs,
            @Nullable Integer expectedExposureCount,
            List<Member> exposures) {}

    record Answer(List<Visit> visits) {}

    /** One visit with all that is known of it. */
    record VisitPage(
            long visitId,
            @Nullable String visitName,
            @Nullable String visitSystem,
            int dayObs,
            @Nullable Integer expectedExposureCount,
            List<Member> exposures,
            List<DescribedValue> fields) {}

    Answer ofNight(String instrument, int dayObs) {
        return cameras.read(
                instrument, (handle, _) -> new Answer(visits(handle, OF_NIGHT, dayObs)));
    }

    /**
     * One visit.
     *
     * @throws Missing when it is not there
     */
    public VisitPage one(String instrument, long visitId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var visit =
                            visits(handle, ONE, visitId).stream()
                                    .findFirst()
                                    .orElseThrow(() -> none(visitId));
                    return new VisitPage(
                            visit.visitId(),
                            visit.visitName(),
                            visit.visitSystem(),
                            visit.dayObs(),
                            visit.expectedExposureCount(),
                            visit.exposures(),
                            new LevelRow(schema, cameras.role(), VISIT).fields(handle, visitId));
                });
    }

    /**
     * What became known of a visit, and when; also of one that is here no more.
     *
     * @throws Missing when nothing was ever known of it
     */
    public LevelHistory.Answer history(String instrument, long visitId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var history =
                            new LevelHistory(schema, cameras.role(), cameras.moment())
                                    .of(handle, VISIT, visitId);
                    if (history.events().isEmpty()) {
                        throw none(visitId);
                    }
                    return history;
                });
    }

    private static Missing none(long visitId) {
        return new Missing("rest.visit_id", "there is no visit " + visitId + " here");
    }

    public static List<Visit> ofExposure(Handle handle, long exposureId) {
        return visits(handle, OF_EXPOSURE, exposureId);
    }

    private static List<Visit> visits(Handle handle, String query, long id) {
        var visits = new LinkedHashMap<Long, Visit>();
        handle.createQuery(query)
                .bind("id", id)
                .map(
                        (row, _) -> {
                            var visit =
                                    new Visit(
                                            row.getLong("visit_id"),
                                            Row.text(row, "visit_name"),
                                            Row.text(row, "visit_system"),
                                            row.getInt("day_obs"),
                                            Row.number(row, "expected_exposure_count"),
                                            new ArrayList<>());
                            var held = visits.computeIfAbsent(visit.visitId(), _ -> visit);
                            return held.exposures()
                                    .add(
                                            new Member(
                                                    row.getLong("exposure_id"),
                                                    Row.whole(row, "seq_num")));
                        })
                .list();
        return List.copyOf(visits.values());
    }
}
