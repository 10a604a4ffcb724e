package org.platebook.rest.visits;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.Row;
import org.platebook.rest.level.DescribedValue;
import org.platebook.rest.level.LevelHistory;
import org.platebook.rest.level.LevelRow;
import org.platebook.rest.route.RestCode;
import org.platebook.store.sql.LevelSql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Visits: exposures that belong together. */
public final class Visits {

    private static final String COLUMNS =
            """
            select
                visit.{visit:visit_id} as visit_id, visit.{visit:visit_name} as visit_name,
                visit.{visit:visit_system} as visit_system, visit.{visit:day_obs} as day_obs,
                visit.{visit:expected_exposure_count} as expected_exposure_count,
                exposure.{exposure:exposure_id} as exposure_id, exposure.{exposure:seq_num} as seq_num
            from {visit} as visit
            join {visit_exposure} as member
                on member.{visit_exposure:visit_id} = visit.{visit:visit_id}
            join {exposure} as exposure
                on exposure.{exposure:exposure_id} = member.{visit_exposure:exposure_id}
            """;

    private static final String ORDER =
            " order by visit.{visit:seq_num}, visit.{visit:visit_id},"
                    + " exposure.{exposure:seq_num}, exposure.{exposure:exposure_id}";

    private static final String OF_EXPOSURE =
            COLUMNS
                    + """
                    where visit.{visit:visit_id} in (
                        select {visit_exposure:visit_id}
                        from {visit_exposure}
                        where {visit_exposure:exposure_id} = :id
                    )
                    """
                    + ORDER;

    private static final String OF_NIGHT = COLUMNS + "where visit.{visit:day_obs} = :id" + ORDER;

    private static final String ONE = COLUMNS + "where visit.{visit:visit_id} = :id" + ORDER;

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

    public Answer ofNight(String instrument, int dayObs) {
        return cameras.read(
                instrument,
                (handle, schema) -> new Answer(visits(handle, schema, OF_NIGHT, dayObs)));
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
                            visits(handle, schema, ONE, visitId).stream()
                                    .findFirst()
                                    .orElseThrow(() -> none(visitId));
                    return new VisitPage(
                            visit.visitId(),
                            visit.visitName(),
                            visit.visitSystem(),
                            visit.dayObs(),
                            visit.expectedExposureCount(),
                            visit.exposures(),
                            new LevelRow(schema, cameras.role(), Level.VISIT)
                                    .fields(handle, visitId));
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
                                    .of(handle, Level.VISIT, visitId);
                    if (history.events().isEmpty()) {
                        throw none(visitId);
                    }
                    return history;
                });
    }

    private static Missing none(long visitId) {
        return new Missing(RestCode.VISIT_ID, "there is no visit " + visitId + " here");
    }

    public static List<Visit> ofExposure(Handle handle, Schema schema, long exposureId) {
        return visits(handle, schema, OF_EXPOSURE, exposureId);
    }

    private static List<Visit> visits(Handle handle, Schema schema, String query, long id) {
        var visits = new LinkedHashMap<Long, Visit>();
        handle.createQuery(LevelSql.inPath(schema).text(query))
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
