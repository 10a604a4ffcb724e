package org.platebook.app.rest;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.app.rest.Exposures.Exposure;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** All that is known of one exposure: its fields with their meaning, its visits, its detectors. */
final class OneExposure {

    private static final String REGION =
            "select s_region from exposure where exposure_id = :exposure_id";

    private static final String NEIGHBOURS =
            """
            select
                (
                    select exposure_id
                    from exposure
                    where (day_obs, seq_num, exposure_id) < (:day_obs, :seq_num, :exposure_id)
                    order by day_obs desc, seq_num desc, exposure_id desc
                    limit 1
                ) as previous_exposure_id,
                (
                    select exposure_id
                    from exposure
                    where (day_obs, seq_num, exposure_id) > (:day_obs, :seq_num, :exposure_id)
                    order by day_obs, seq_num, exposure_id
                    limit 1
                ) as next_exposure_id
            """;

    private static final String DETECTORS =
            """
            select detector, detector_name, s_region
            from ccdexposure
            where exposure_id = :exposure_id
              and day_obs = (select day_obs from exposure where exposure_id = :exposure_id)
            order by detector
            """;

    /** Whole numbers beyond this lose digits in many JSON readers (IEEE 754 double). */
    private static final long LARGEST_EXACT = (1L << 53) - 1;

    private static final DateTimeFormatter TAI_TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final Cameras cameras;

    OneExposure(Cameras cameras) {
        this.cameras = cameras;
    }

    /** A value with its meaning, from the description of the table. */
    record Field(
            String name,
            @Nullable Object value,
            @Nullable String unit,
            @Nullable String ucd,
            @Nullable String description) {}

    @SuppressWarnings("ArrayRecordComponent") // made once, written once, compared by nobody
    record Answer(
            String instrument,
            Exposure exposure,
            List<Field> fields,
            double @Nullable [] region,
            List<Visits.Visit> visits,
            List<Problems.Problem> problems,
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
                    var exposure = Exposures.one(handle, exposureId);
                    var neighbours = neighbours(handle, exposure);
                    return new Answer(
                            instrument,
                            exposure,
                            fields(handle, schema, exposureId),
                            region(handle, exposureId),
                            Visits.ofExposure(handle, exposureId),
                            Problems.ofExposure(handle, instrument, exposureId),
                            neighbours.previous(),
                            neighbours.next());
                });
    }

    DetectorsAnswer detectors(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, _) -> {
                    Exposures.one(handle, exposureId);
                    return new DetectorsAnswer(detectors(handle, exposureId));
                });
    }

    Footprint footprint(String instrument, long exposureId) {
        return cameras.read(
                instrument,
                (handle, _) -> {
                    var exposure = Exposures.one(handle, exposureId);
                    return new Footprint(
                            exposureId,
                            exposure.sRa(),
                            exposure.sDec(),
                            region(handle, exposureId),
                            detectors(handle, exposureId));
                });
    }

    private static List<Detector> detectors(Handle handle, long exposureId) {
        return handle.createQuery(DETECTORS)
                .bind("exposure_id", exposureId)
                .map(
                        (row, _) ->
                                new Detector(
                                        row.getInt("detector"),
                                        Row.text(row, "detector_name"),
                                        Row.reals(row, "s_region")))
                .list();
    }

    private static double @Nullable [] region(Handle handle, long exposureId) {
        return handle.createQuery(REGION)
                .bind("exposure_id", exposureId)
                .map((row, _) -> new Detector(0, null, Row.reals(row, "s_region")))
                .one()
                .region();
    }

    private static Neighbours neighbours(Handle handle, Exposure exposure) {
        return handle.createQuery(NEIGHBOURS)
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

    /** Every column that the table's description has, but the region, which has its own place. */
    private static List<Field> fields(Handle handle, Schema schema, long exposureId) {
        var columns =
                schema.table("exposure").orElseThrow().columns().stream()
                        .filter(column -> !column.isArray())
                        .toList();
        var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        return handle.createQuery(
                        "select " + names + " from exposure where exposure_id = :exposure_id")
                .bind("exposure_id", exposureId)
                .map((row, _) -> fields(columns, row))
                .one();
    }

    private static List<Field> fields(List<Column> columns, ResultSet row) throws SQLException {
        var fields = new Field[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            var column = columns.get(i);
            fields[i] =
                    new Field(
                            column.name(),
                            value(column, row, i + 1),
                            column.unit(),
                            column.ucd(),
                            column.description());
        }
        return List.of(fields);
    }

    private static @Nullable Object value(Column column, ResultSet row, int index)
            throws SQLException {
        if (column.datatype() == Datatype.TIMESTAMP) {
            var time = row.getObject(index, LocalDateTime.class);
            return time == null ? null : TAI_TEXT.format(time);
        }
        var value = row.getObject(index);
        return switch (value) {
            case Long whole when Math.abs(whole) > LARGEST_EXACT -> whole.toString();
            case Double real when !Double.isFinite(real) -> real.toString();
            case Number number -> number;
            case Boolean truth -> truth;
            case null -> null;
            default -> value.toString();
        };
    }
}
