package org.platebook.rest.exposures;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.Row;
import org.platebook.rest.exposures.Exposures.Exposure;
import org.platebook.rest.level.DescribedValue;
import org.platebook.rest.level.LevelHistory;
import org.platebook.rest.level.LevelRow;
import org.platebook.rest.problems.HeaderProblems;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.visits.Visits;
import org.platebook.store.sql.LevelSql;

import java.util.List;

/** All that is known of one exposure: its fields with their meaning, its visits, its detectors. */
final class OneExposure {

    private static final String REGION =
            "select {exposure:s_region} as s_region from {exposure} where {exposure:exposure_id} = :exposure_id";

    private static final String NEIGHBOURS =
            """
            select
                (
                    select {exposure:exposure_id}
                    from {exposure}
                    where ({exposure:day_obs}, {exposure:seq_num}, {exposure:exposure_id})
                        < (:day_obs, :seq_num, :exposure_id)
                    order by {exposure:day_obs} desc, {exposure:seq_num} desc, {exposure:exposure_id} desc
                    limit 1
                ) as previous_exposure_id,
                (
                    select {exposure:exposure_id}
                    from {exposure}
                    where ({exposure:day_obs}, {exposure:seq_num}, {exposure:exposure_id})
                        > (:day_obs, :seq_num, :exposure_id)
                    order by {exposure:day_obs}, {exposure:seq_num}, {exposure:exposure_id}
                    limit 1
                ) as next_exposure_id
            """;

    private static final String DETECTORS =
            """
            select {exposure_detector:detector} as detector, {exposure_detector:detector_name} as detector_name,
                {exposure_detector:s_region} as s_region
            from {exposure_detector}
            where {exposure_detector:exposure_id} = :exposure_id
              and {exposure_detector:day_obs}
                  = (select {exposure:day_obs} from {exposure} where {exposure:exposure_id} = :exposure_id)
            order by 1
            """;

    private final CameraReader cameras;

    OneExposure(CameraReader cameras) {
        this.cameras = cameras;
    }

    @SuppressWarnings("ArrayRecordComponent") // made once, written once, compared by nobody
    record Answer(
            String instrument,
            Exposure exposure,
            List<DescribedValue> fields,
            double @Nullable [] region,
            List<Visits.Visit> visits,
            List<HeaderProblems.Problem> problems,
            @Nullable Long previousExposureId,
            @Nullable Long nextExposureId) {}

    @SuppressWarnings("ArrayRecordComponent") // made once, written once, compared by nobody
    record Detector(int detector, @Nullable String name, double @Nullable [] region) {}

    record DetectorsAnswer(List<Detector> detectors) {}

    @SuppressWarnings("ArrayRecordComponent") // made once, written once, compared by nobody
    record Footprint(
            long exposureId,
            @Nullable Double sRa,
            @Nullable Double sDec,
            double @Nullable [] region,
            List<Detector> detectors) {}

    private record Neighbours(@Nullable Long previous, @Nullable Long next) {}

    /**
     * One exposure.
     *
     * @throws Missing when it is not there
     */
    Answer of(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var exposure = Exposures.one(handle, schema, cameras.role(), exposureId);
                    var neighbours = neighbours(handle, schema, exposure);
                    return new Answer(
                            instrument,
                            exposure,
                            new LevelRow(schema, cameras.role(), Level.EXPOSURE)
                                    .fields(handle, exposureId),
                            region(handle, schema, exposureId),
                            Visits.ofExposure(handle, schema, exposureId),
                            HeaderProblems.ofExposure(handle, schema, exposureId),
                            neighbours.previous(),
                            neighbours.next());
                });
    }

    /**
     * What became known of an exposure, and when; also of one that is here no more.
     *
     * @throws Missing when nothing was ever known of it
     */
    LevelHistory.Answer history(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var history =
                            new LevelHistory(schema, cameras.role(), cameras.moment())
                                    .of(handle, Level.EXPOSURE, exposureId);
                    if (history.events().isEmpty()) {
                        throw new Missing(
                                RestCode.EXPOSURE_ID,
                                "there is no exposure " + exposureId + " here");
                    }
                    return history;
                });
    }

    DetectorsAnswer detectors(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    Exposures.one(handle, schema, cameras.role(), exposureId);
                    return new DetectorsAnswer(detectors(handle, schema, exposureId));
                });
    }

    Footprint footprint(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var exposure = Exposures.one(handle, schema, cameras.role(), exposureId);
                    return new Footprint(
                            exposureId,
                            exposure.sRa(),
                            exposure.sDec(),
                            region(handle, schema, exposureId),
                            detectors(handle, schema, exposureId));
                });
    }

    private static List<Detector> detectors(Handle handle, Schema schema, long exposureId) {
        return handle.createQuery(LevelSql.inPath(schema).text(DETECTORS))
                .bind("exposure_id", exposureId)
                .map(
                        (row, _) ->
                                new Detector(
                                        row.getInt("detector"),
                                        Row.text(row, "detector_name"),
                                        Row.reals(row, "s_region")))
                .list();
    }

    private static double @Nullable [] region(Handle handle, Schema schema, long exposureId) {
        return handle.createQuery(LevelSql.inPath(schema).text(REGION))
                .bind("exposure_id", exposureId)
                .map((row, _) -> new Detector(0, null, Row.reals(row, "s_region")))
                .one()
                .region();
    }

    private static Neighbours neighbours(Handle handle, Schema schema, Exposure exposure) {
        return handle.createQuery(LevelSql.inPath(schema).text(NEIGHBOURS))
                .bind("day_obs", exposure.dayObs())
                .bind("seq_num", exposure.seqNum())
                .bind("exposure_id", exposure.exposureId())
                .map(
                        (row, _) ->
                                new Neighbours(
                                        Row.whole(row, "previous_exposure_id"),
                                        Row.whole(row, "next_exposure_id")))
                .one();
    }
}
