package org.platebook.rest.nights;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.ProblemTable;
import org.platebook.rest.camera.Row;
import org.platebook.rest.route.RestCode;
import org.platebook.store.sql.LevelSql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nights of a camera, newest first, with what was taken in each. */
public final class Nights {

    private static final String TOTALS =
            """
            select
                night.day_obs,
                night.exposures,
                night.exposure_seconds,
                night.first_ns,
                night.last_ns,
                (select count(*) from {visit} as visit where visit.{visit:day_obs} = night.day_obs) as visits,
                coalesce(problem.problems, 0) as problems
            from (
                select
                    {exposure:day_obs} as day_obs,
                    count(*) as exposures,
                    sum({exposure:exp_time}) filter (where {exposure:exp_time} <> 'NaN') as exposure_seconds,
                    min({exposure:obs_start_ns}) as first_ns,
                    max({exposure:obs_end_ns}) as last_ns
                from {exposure}
                where {exposure:day_obs} between :first and :last
                group by 1
            ) as night
            left join (
                select exposure.{exposure:day_obs} as day_obs, count(*) as problems
                from {problems} as found
                join {exposure} as exposure
                    on exposure.{exposure:exposure_id} = found.{exposure_problem:exposure_id}
                where exposure.{exposure:day_obs} between :first and :last
                group by 1
            ) as problem using (day_obs)
            order by night.day_obs desc
            """;

    private static final String COUNTS =
            """
            select day_obs, grouping(band) as of_types, coalesce(img_type, band, 'none') as name, count(*) as times
            from (
                select {exposure:day_obs} as day_obs, {exposure:band} as band, {exposure:img_type} as img_type
                from {exposure}
                where {exposure:day_obs} between :first and :last
            ) as exposure
            group by grouping sets ((day_obs, img_type), (day_obs, band))
            having grouping(band) = 1 or band is not null
            order by times desc, name
            """;

    private static final String NEIGHBOURS =
            """
            select
                (select max({exposure:day_obs}) from {exposure} where {exposure:day_obs} < :day_obs)
                    as previous_day_obs,
                (select min({exposure:day_obs}) from {exposure} where {exposure:day_obs} > :day_obs)
                    as next_day_obs
            """;

    private static final int FIRST = 0;
    private static final int LAST = 99_991_231;

    private final CameraReader cameras;

    public Nights(CameraReader cameras) {
        this.cameras = cameras;
    }

    public record Count(String name, long count) {}

    record Night(
            String instrument,
            int dayObs,
            long exposures,
            long visits,
            @Nullable Double exposureSeconds,
            List<Count> types,
            List<Count> bands,
            @Nullable String firstObsStartUtc,
            @Nullable String firstObsStartTai,
            @Nullable String lastObsEndUtc,
            @Nullable String lastObsEndTai,
            long problems) {}

    record Answer(List<Night> nights) {}

    record NightAnswer(
            Night night, @Nullable Integer previousDayObs, @Nullable Integer nextDayObs) {}

    /** What was counted of one night. */
    private record Counts(List<Count> types, List<Count> bands) {}

    /** The nights of a range of days, both ends included; null leaves an end open. */
    Answer between(String instrument, @Nullable Integer first, @Nullable Integer last) {
        return cameras.read(
                instrument,
                (handle, schema) ->
                        new Answer(
                                nights(
                                        handle,
                                        schema,
                                        first == null ? FIRST : first,
                                        last == null ? LAST : last)));
    }

    /**
     * One night and the days of its neighbours.
     *
     * @throws Missing when nothing was taken in it
     */
    public NightAnswer of(String instrument, int dayObs) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var nights = nights(handle, schema, dayObs, dayObs);
                    if (nights.isEmpty()) {
                        throw new Missing(
                                RestCode.DAY_OBS,
                                "there is no night " + dayObs + " of " + instrument + " here");
                    }
                    return handle.createQuery(LevelSql.inPath(schema).text(NEIGHBOURS))
                            .bind("day_obs", dayObs)
                            .map(
                                    (row, _) ->
                                            new NightAnswer(
                                                    nights.getFirst(),
                                                    Row.number(row, "previous_day_obs"),
                                                    Row.number(row, "next_day_obs")))
                            .one();
                });
    }

    private static List<Night> nights(Handle handle, Schema schema, int first, int last) {
        var counts = counts(handle, schema, first, last);
        var instrument = CameraReader.nameOf(schema);
        return handle.createQuery(ProblemTable.in(handle, schema, TOTALS))
                .bind("first", first)
                .bind("last", last)
                .map((row, _) -> night(instrument, row, counts))
                .list();
    }

    private static Night night(String instrument, ResultSet row, Map<Integer, Counts> counts)
            throws SQLException {
        int dayObs = row.getInt("day_obs");
        var counted = counts.getOrDefault(dayObs, new Counts(List.of(), List.of()));
        return new Night(
                instrument,
                dayObs,
                row.getLong("exposures"),
                row.getLong("visits"),
                Row.real(row, "exposure_seconds"),
                counted.types(),
                counted.bands(),
                Row.utc(row, "first_ns"),
                Row.tai(row, "first_ns"),
                Row.utc(row, "last_ns"),
                Row.tai(row, "last_ns"),
                row.getLong("problems"));
    }

    private static Map<Integer, Counts> counts(Handle handle, Schema schema, int first, int last) {
        var counts = new HashMap<Integer, Counts>();
        handle.createQuery(LevelSql.inPath(schema).text(COUNTS))
                .bind("first", first)
                .bind("last", last)
                .map(
                        (row, _) -> {
                            var night =
                                    counts.computeIfAbsent(
                                            row.getInt("day_obs"),
                                            _ -> new Counts(new ArrayList<>(), new ArrayList<>()));
                            var list = row.getInt("of_types") == 1 ? night.types() : night.bands();
                            return list.add(new Count(row.getString("name"), row.getLong("times")));
                        })
                .list();
        return counts;
    }
}
