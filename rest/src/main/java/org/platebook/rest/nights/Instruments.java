package org.platebook.rest.nights;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.ProblemTable;
import org.platebook.rest.camera.Row;

import java.util.List;

/** The cameras of the site, and how much it holds of each. */
final class Instruments {

    private static final String SUMMARY =
            """
            select
                count(*) as exposures,
                count(distinct {exposure:day_obs}) as nights,
                min({exposure:day_obs}) as first_day_obs,
                max({exposure:day_obs}) as last_day_obs,
                (select count(*) from {problems} as found) as problems
            from {exposure}
            """;

    private final CameraReader cameras;

    Instruments(CameraReader cameras) {
        this.cameras = cameras;
    }

    record Instrument(
            String name,
            String schema,
            @Nullable String description,
            long nights,
            long exposures,
            long problems,
            @Nullable Integer firstDayObs,
            @Nullable Integer lastDayObs) {}

    record Answer(List<Instrument> instruments) {}

    Answer all() {
        return cameras.readAll(
                (handle, schemas) ->
                        new Answer(schemas.stream().map(s -> summary(handle, s)).toList()));
    }

    private static Instrument summary(Handle handle, Schema schema) {
        CameraReader.enter(handle, schema);
        return handle.createQuery(ProblemTable.in(handle, schema, SUMMARY))
                .map(
                        (row, _) ->
                                new Instrument(
                                        CameraReader.nameOf(schema),
                                        schema.name(),
                                        schema.description(),
                                        row.getLong("nights"),
                                        row.getLong("exposures"),
                                        row.getLong("problems"),
                                        Row.number(row, "first_day_obs"),
                                        Row.number(row, "last_day_obs")))
                .one();
    }
}
