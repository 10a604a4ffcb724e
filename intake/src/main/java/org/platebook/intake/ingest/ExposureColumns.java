package org.platebook.intake.ingest;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** Which columns of {@code exposure} a problem of {@code intake_problem} is about. */
public final class ExposureColumns {

    /** By the property that is translated, or by the keyword of a card that is taken as it is. */
    private static final Map<String, List<String>> OF_FIELD =
            Map.ofEntries(
                    entry("observation_id", List.of("exposure_name")),
                    entry("observing_day", List.of("day_obs")),
                    entry("observation_counter", List.of("seq_num")),
                    entry("exposure_group", List.of("group_id")),
                    entry("visit_id", List.of("header_visit_id")),
                    entry("tracking_radec", List.of("s_ra", "s_dec")),
                    entry("boresight_rotation_angle", List.of("sky_rotation")),
                    entry("boresight_rotation_coord", List.of("rotation_coord")),
                    entry("boresight_airmass", List.of("airmass")),
                    entry(
                            "altaz_begin",
                            List.of("azimuth_start", "altitude_start", "zenith_distance_start")),
                    entry(
                            "altaz_end",
                            List.of("azimuth_end", "altitude_end", "zenith_distance_end")),
                    entry("datetime_begin", List.of("obs_start", "obs_start_mjd", "obs_start_ns")),
                    entry("datetime_end", List.of("obs_end", "obs_end_mjd", "obs_end_ns")),
                    entry("exposure_time", List.of("exp_time")),
                    entry("exposure_time_requested", List.of("exp_time_requested")),
                    entry("physical_filter", List.of("physical_filter", "band")),
                    entry("observation_type", List.of("img_type")),
                    entry("object", List.of("target_name")),
                    entry("has_simulated_content", List.of("emulated")),
                    entry("temperature", List.of("air_temp")),
                    entry("relative_humidity", List.of("humidity")),
                    entry("location", List.of("location_lon", "location_lat", "location_height")),
                    entry("CONTRLLR", List.of("controller")),
                    entry("CURINDEX", List.of("cur_index")),
                    entry("MAXINDEX", List.of("max_index")),
                    entry("SHUTTIME", List.of("shut_time")),
                    entry("FILTBAND", List.of("band")),
                    entry("OBSANNOT", List.of("scheduler_note")),
                    entry("WINDSPD", List.of("wind_speed")),
                    entry("WINDDIR", List.of("wind_dir")),
                    entry("SEEING", List.of("dimm_seeing")),
                    entry("VIGNETTE", List.of("vignette")),
                    entry("VIGN_MIN", List.of("vignette_min")),
                    entry("DOMEAZ", List.of("dome_azimuth")),
                    entry("SHUTLOWR", List.of("shut_lower")),
                    entry("SHUTUPPR", List.of("shut_upper")));

    private ExposureColumns() {}

    /**
     * The columns that a field fills; one that goes by the name of a column fills that one.
     *
     * @param field as {@code intake_problem.field} has it: a property, a keyword or a column
     * @return names that the table need not have, as of a problem with the header as a whole
     */
    public static List<String> of(String field) {
        return OF_FIELD.getOrDefault(field, List.of(field));
    }
}
