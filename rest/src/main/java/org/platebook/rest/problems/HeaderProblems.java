package org.platebook.rest.problems;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.intake.ingest.ExposureColumns;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.ProblemTable;
import org.platebook.rest.camera.Row;
import org.platebook.rest.nights.Nights;
import org.platebook.store.sql.LevelSql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What was wrong with headers. */
public final class HeaderProblems {

    private static final String OF_EXPOSURE =
            """
            select exposure.{exposure:exposure_id} as exposure_id,
                exposure.{exposure:exposure_name} as exposure_name,
                exposure.{exposure:day_obs} as day_obs, exposure.{exposure:seq_num} as seq_num,
                field, found, expected, action_taken
            from {problems} as found_in
            join {exposure} as exposure
                on exposure.{exposure:exposure_id} = found_in.{exposure_problem:exposure_id}
            where exposure.{exposure:exposure_id} = :exposure_id
            order by part, problem_index
            """;

    /** One camera's problems; the place of %s is the name of a schema of our own. */
    private static final String OF_CAMERA =
            """
            select '%s' as schema, exposure.{exposure:exposure_id} as exposure_id,
                exposure.{exposure:exposure_name} as exposure_name,
                exposure.{exposure:day_obs} as day_obs, exposure.{exposure:seq_num} as seq_num,
                part, problem_index, field, found, expected, action_taken
            from {exposure_problem} as found_in
            join {exposure} as exposure
                on exposure.{exposure:exposure_id} = found_in.{exposure_problem:exposure_id}
            """;

    private static final String CHOSEN =
            """
            where (:day_obs::integer is null or day_obs = :day_obs)
              and (:field::text is null or field = :field)
            """;

    private static final String FIELDS =
            """
            where (:day_obs::integer is null or day_obs = :day_obs)
            group by field
            order by times desc, field
            """;

    private static final String PAGE =
            """
            order by day_obs desc nulls last, seq_num desc nulls last, exposure_id, part, problem_index
            limit :limit offset :offset
            """;

    private final CameraReader cameras;

    public HeaderProblems(CameraReader cameras) {
        this.cameras = cameras;
    }

    /**
     * A problem.
     *
     * @param field the property, card or column that it touches
     * @param columns the columns of the exposure's row that it leaves without a value or in doubt
     */
    public record Problem(
            String instrument,
            long exposureId,
            @Nullable String exposureName,
            @Nullable Integer dayObs,
            @Nullable Long seqNum,
            String field,
            List<String> columns,
            @Nullable String found,
            String expected,
            String actionTaken) {}

    record Answer(long total, List<Nights.Count> fields, List<Problem> problems) {}

    /**
     * Which problems.
     *
     * @param instrument null for all
     * @param dayObs null for all
     * @param field null for all
     */
    public record Choice(
            @Nullable String instrument,
            @Nullable Integer dayObs,
            @Nullable String field,
            int limit,
            int offset) {}

    Answer of(Choice choice) {
        return cameras.readAll(
                (handle, schemas) -> {
                    var chosen =
                            schemas.stream()
                                    .filter(
                                            schema ->
                                                    choice.instrument() == null
                                                            || CameraReader.nameOf(schema)
                                                                    .equals(choice.instrument()))
                                    .filter(schema -> ProblemTable.isSeen(handle, schema))
                                    .toList();
                    return chosen.isEmpty()
                            ? new Answer(0, List.of(), List.of())
                            : of(handle, chosen, choice);
                });
    }

    private Answer of(Handle handle, List<Schema> schemas, Choice choice) {
        var all =
                schemas.stream()
                        .map(schema -> LevelSql.of(schema).text(OF_CAMERA.formatted(schema.name())))
                        .collect(Collectors.joining("union all\n", "from (\n", ") as problem\n"));
        var fields =
                handle.createQuery("select field, count(*) as times " + all + FIELDS)
                        .bind("day_obs", choice.dayObs())
                        .map((row, _) -> new Nights.Count(row.getString(1), row.getLong(2)))
                        .list();
        var problems =
                handle.createQuery(
                                "select schema, exposure_id, exposure_name, day_obs, seq_num, field,"
                                        + " found, expected, action_taken "
                                        + all
                                        + CHOSEN
                                        + PAGE)
                        .bind("day_obs", choice.dayObs())
                        .bind("field", choice.field())
                        .bind("limit", choice.limit())
                        .bind("offset", choice.offset())
                        .map((row, _) -> problem(cameras.named(row.getString("schema")), row))
                        .list();
        long total =
                fields.stream()
                        .filter(f -> choice.field() == null || f.name().equals(choice.field()))
                        .mapToLong(Nights.Count::count)
                        .sum();
        return new Answer(total, fields, problems);
    }

    public static List<Problem> ofExposure(Handle handle, Schema schema, long exposureId) {
        return handle.createQuery(ProblemTable.in(handle, schema, OF_EXPOSURE))
                .bind("exposure_id", exposureId)
                .map((row, _) -> problem(schema, row))
                .list();
    }

    private static Problem problem(Schema schema, ResultSet row) throws SQLException {
        var field = row.getString("field");
        return new Problem(
                CameraReader.nameOf(schema),
                row.getLong("exposure_id"),
                Row.text(row, "exposure_name"),
                Row.number(row, "day_obs"),
                Row.whole(row, "seq_num"),
                field,
                ExposureColumns.of(schema.levels().first(Level.EXPOSURE), field),
                Row.text(row, "found"),
                row.getString("expected"),
                row.getString("action_taken"));
    }
}
