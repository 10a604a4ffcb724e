package org.platebook.rest.exposures;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.intake.flag.Flags;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.ProblemTable;
import org.platebook.rest.camera.Row;
import org.platebook.rest.level.DescribedValue;
import org.platebook.rest.level.LevelHistory;
import org.platebook.rest.route.RestCode;
import org.platebook.store.database.Role;
import org.platebook.store.sql.LevelSql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The exposures of a night, and where each looked. */
final class Exposures {

    private static final String COLUMNS =
            """
            select
                exposure.{exposure:exposure_id} as exposure_id,
                exposure.{exposure:exposure_name} as exposure_name,
                exposure.{exposure:day_obs} as day_obs, exposure.{exposure:seq_num} as seq_num,
                exposure.{exposure:img_type} as img_type,
                exposure.{exposure:observation_reason} as observation_reason,
                exposure.{exposure:science_program} as science_program,
                exposure.{exposure:target_name} as target_name,
                exposure.{exposure:physical_filter} as physical_filter, exposure.{exposure:band} as band,
                exposure.{exposure:exp_time} as exp_time, exposure.{exposure:obs_start} as obs_start,
                exposure.{exposure:obs_start_ns} as obs_start_ns,
                exposure.{exposure:obs_end_ns} as obs_end_ns,
                exposure.{exposure:s_ra} as s_ra, exposure.{exposure:s_dec} as s_dec,
                exposure.{exposure:sky_rotation} as sky_rotation, exposure.{exposure:airmass} as airmass,
                exposure.{exposure:altitude} as altitude, exposure.{exposure:azimuth} as azimuth,
                exposure.{exposure:can_see_sky} as can_see_sky,
                visit.visit_id, visit.exposure_count, coalesce(problem.problems, 0) as problems,
                mark.flag, visit_mark.flag as visit_flag, count(*) over () as total
            from {exposure} as exposure
            left join {marks} as mark on mark.id = exposure.{exposure:exposure_id}
            left join lateral (
                select its.{visit:visit_id} as visit_id, its.{visit:exposure_count} as exposure_count
                from {visit_exposure} as member
                join {visit} as its on its.{visit:visit_id} = member.{visit_exposure:visit_id}
                where member.{visit_exposure:exposure_id} = exposure.{exposure:exposure_id}
                order by its.{visit:exposure_count} desc, its.{visit:visit_id}
                limit 1
            ) as visit on true
            left join {visit_marks} as visit_mark on visit_mark.id = visit.visit_id
            left join lateral (
                select count(*) as problems
                from {problems} as found
                where found.{exposure_problem:exposure_id} = exposure.{exposure:exposure_id}
            ) as problem on true
            """;

    private static final String OF_NIGHT =
            COLUMNS
                    + """
                    where exposure.{exposure:day_obs} = :day_obs
                      and (:ids::bigint[] is null or exposure.{exposure:exposure_id} = any(:ids))
                      and (:types::text[] is null or coalesce(exposure.{exposure:img_type}, 'none') = any(:types))
                      and (:bands::text[] is null or coalesce(exposure.{exposure:band}, 'none') = any(:bands))
                      and (:filters::text[] is null
                           or coalesce(exposure.{exposure:physical_filter}, 'none') = any(:filters))
                      and (:program::text is null
                           or coalesce(exposure.{exposure:science_program}, 'none') = :program)
                      and (:flags::text[] is null or coalesce(mark.flag, 'none') = any(:flags))
                      and (:problems::boolean is not true or problem.problems > 0)
                      and (:words::text[] is null or
                           concat_ws(' ', exposure.{exposure:seq_num}, exposure.{exposure:exposure_name},
                               exposure.{exposure:exposure_id}, exposure.{exposure:img_type},
                               exposure.{exposure:target_name}, exposure.{exposure:science_program},
                               exposure.{exposure:observation_reason},
                               exposure.{exposure:physical_filter}) ilike all(:words))
                    """;

    private static final String MARKS =
            "(select {exposure/observers:exposure_id} as id, flag from {exposure/observers})";

    private static final String VISIT_MARKS =
            "(select {visit/observers:visit_id} as id, flag from {visit/observers})";

    /** For whom there are no marks. */
    private static final String NO_MARKS =
            "(select null::bigint as id, null::text as flag where false)";

    private static final String PAGE = " nulls last, exposure_id limit :limit offset :offset";

    private static final String ONE =
            COLUMNS + "where exposure.{exposure:exposure_id} = :exposure_id";

    private static final String FOOTPRINTS =
            """
            select {exposure:exposure_id} as exposure_id, {exposure:band} as band,
                {exposure:s_region} as s_region
            from {exposure}
            where {exposure:day_obs} = :day_obs
              and {exposure:s_region} is not null
            order by {exposure:seq_num}, {exposure:exposure_id}
            """;

    /** What exposures can be sorted by; the names are columns of what is selected. */
    static final List<String> SORT_KEYS =
            List.of(
                    "seq_num",
                    "obs_start",
                    "img_type",
                    "physical_filter",
                    "band",
                    "exp_time",
                    "target_name",
                    "science_program",
                    "s_ra",
                    "s_dec",
                    "airmass",
                    "altitude",
                    "flag",
                    "problems");

    private final CameraReader cameras;

    Exposures(CameraReader cameras) {
        this.cameras = cameras;
    }

    record Exposure(
            long exposureId,
            @Nullable String exposureName,
            @Nullable Integer dayObs,
            @Nullable Long seqNum,
            @Nullable String imgType,
            @Nullable String observationReason,
            @Nullable String scienceProgram,
            @Nullable String targetName,
            @Nullable String physicalFilter,
            @Nullable String band,
            @Nullable Double expTime,
            @Nullable String obsStartTai,
            @Nullable String obsStartUtc,
            @Nullable String obsEndUtc,
            @Nullable Double sRa,
            @Nullable Double sDec,
            @Nullable Double skyRotation,
            @Nullable Double airmass,
            @Nullable Double altitude,
            @Nullable Double azimuth,
            @Nullable Boolean canSeeSky,
            @Nullable Long visitId,
            @Nullable Integer visitExposures,
            long problems,
            @Nullable String flag,
            @Nullable String visitFlag,
            List<@Nullable Object> values) {

        public Exposure with(List<@Nullable Object> more) {
            return new Exposure(
                    exposureId,
                    exposureName,
                    dayObs,
                    seqNum,
                    imgType,
                    observationReason,
                    scienceProgram,
                    targetName,
                    physicalFilter,
                    band,
                    expTime,
                    obsStartTai,
                    obsStartUtc,
                    obsEndUtc,
                    sRa,
                    sDec,
                    skyRotation,
                    airmass,
                    altitude,
                    azimuth,
                    canSeeSky,
                    visitId,
                    visitExposures,
                    problems,
                    flag,
                    visitFlag,
                    more);
        }
    }

    /**
     * A page of exposures.
     *
     * @param columns the meaning of the values that each has, in order
     */
    record Answer(long total, List<DescribedValue> columns, List<Exposure> exposures) {}

    @SuppressWarnings("ArrayRecordComponent") // made once, written once, compared by nobody
    record Footprint(long exposureId, @Nullable String band, double @Nullable [] region) {}

    record FootprintsAnswer(List<Footprint> footprints) {}

    /**
     * Which exposures of a night, in which order.
     *
     * @param flags marks, or none
     * @param columns of wide views, of which the values are wanted as well
     * @param words patterns that must all match, in any case
     * @param order one of our own sort keys, with its direction
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once, compared by nobody
    record Choice(
            Long @Nullable [] ids,
            String @Nullable [] types,
            String @Nullable [] bands,
            String @Nullable [] filters,
            @Nullable String program,
            String @Nullable [] flags,
            List<String> columns,
            boolean problems,
            String @Nullable [] words,
            String order,
            int limit,
            int offset) {}

    Answer of(String instrument, int dayObs, Choice choice) {
        return cameras.read(
                instrument,
                (handle, schema) -> {
                    var more = new MoreColumns(schema, cameras.role(), choice.columns());
                    var total = new long[1];
                    var exposures =
                            handle.createQuery(
                                            ProblemTable.in(
                                                            handle,
                                                            schema,
                                                            marked(
                                                                    OF_NIGHT,
                                                                    schema,
                                                                    cameras.role()))
                                                    + " order by "
                                                    + choice.order()
                                                    + PAGE)
                                    .bind("day_obs", dayObs)
                                    .bindByType("ids", choice.ids(), Long[].class)
                                    .bindByType("types", choice.types(), String[].class)
                                    .bindByType("bands", choice.bands(), String[].class)
                                    .bindByType("filters", choice.filters(), String[].class)
                                    .bindByType("flags", choice.flags(), String[].class)
                                    .bind("program", choice.program())
                                    .bind("problems", choice.problems())
                                    .bindByType("words", choice.words(), String[].class)
                                    .bind("limit", choice.limit())
                                    .bind("offset", choice.offset())
                                    .map(
                                            (row, _) -> {
                                                total[0] = row.getLong("total");
                                                return exposure(row);
                                            })
                                    .list();
                    return new Answer(total[0], more.meanings(), more.of(handle, exposures));
                });
    }

    /** The query with the marks that a role may see. */
    private static String marked(String query, Schema schema, Role role) {
        return query.replace("{marks}", seen(MARKS, Level.EXPOSURE, schema, role))
                .replace("{visit_marks}", seen(VISIT_MARKS, Level.VISIT, schema, role));
    }

    private static String seen(String marks, Level level, Schema schema, Role role) {
        return schema.levels()
                .filledBy(Flags.SOURCE, level)
                .filter(table -> LevelHistory.seesAllOf(table, role))
                .map(_ -> marks)
                .orElse(NO_MARKS);
    }

    FootprintsAnswer footprints(String instrument, int dayObs) {
        return cameras.read(
                instrument,
                (handle, schema) ->
                        new FootprintsAnswer(
                                handle.createQuery(LevelSql.inPath(schema).text(FOOTPRINTS))
                                        .bind("day_obs", dayObs)
                                        .map(
                                                (row, _) ->
                                                        new Footprint(
                                                                row.getLong("exposure_id"),
                                                                Row.text(row, "band"),
                                                                Row.reals(row, "s_region")))
                                        .list()));
    }

    /**
     * One exposure.
     *
     * @throws Missing when it is not there
     */
    static Exposure one(Handle handle, Schema schema, Role role, long exposureId) {
        return handle.createQuery(ProblemTable.in(handle, schema, marked(ONE, schema, role)))
                .bind("exposure_id", exposureId)
                .map((row, _) -> exposure(row))
                .findOne()
                .orElseThrow(
                        () ->
                                new Missing(
                                        RestCode.EXPOSURE_ID,
                                        "there is no exposure " + exposureId + " here"));
    }

    private static Exposure exposure(ResultSet row) throws SQLException {
        return new Exposure(
                row.getLong("exposure_id"),
                Row.text(row, "exposure_name"),
                Row.number(row, "day_obs"),
                Row.whole(row, "seq_num"),
                Row.text(row, "img_type"),
                Row.text(row, "observation_reason"),
                Row.text(row, "science_program"),
                Row.text(row, "target_name"),
                Row.text(row, "physical_filter"),
                Row.text(row, "band"),
                Row.real(row, "exp_time"),
                Row.tai(row, "obs_start_ns"),
                Row.utc(row, "obs_start_ns"),
                Row.utc(row, "obs_end_ns"),
                Row.real(row, "s_ra"),
                Row.real(row, "s_dec"),
                Row.real(row, "sky_rotation"),
                Row.real(row, "airmass"),
                Row.real(row, "altitude"),
                Row.real(row, "azimuth"),
                Row.truth(row, "can_see_sky"),
                Row.whole(row, "visit_id"),
                Row.number(row, "exposure_count"),
                row.getLong("problems"),
                Row.text(row, "flag"),
                Row.text(row, "visit_flag"),
                List.of());
    }
}
