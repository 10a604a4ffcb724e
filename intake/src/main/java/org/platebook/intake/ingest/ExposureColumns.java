package org.platebook.intake.ingest;

import static java.util.Map.entry;

import org.platebook.model.felis.Column;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Table;

import java.util.List;
import java.util.Map;

/** Which columns of an exposure a problem of intake is about. */
public final class ExposureColumns {

    /** By the property that is translated, or by the keyword of a card that is taken as it is. */
    private static final Map<String, List<ColumnRole>> OF_FIELD =
            Map.ofEntries(
                    entry("observation_id", List.of(ColumnRole.EXPOSURE_NAME)),
                    entry("observing_day", List.of(ColumnRole.DAY_OBS)),
                    entry("observation_counter", List.of(ColumnRole.SEQ_NUM)),
                    entry("exposure_group", List.of(ColumnRole.GROUP_ID)),
                    entry("visit_id", List.of(ColumnRole.HEADER_VISIT_ID)),
                    entry("tracking_radec", List.of(ColumnRole.S_RA, ColumnRole.S_DEC)),
                    entry("boresight_rotation_angle", List.of(ColumnRole.SKY_ROTATION)),
                    entry("boresight_rotation_coord", List.of(ColumnRole.ROTATION_COORD)),
                    entry("boresight_airmass", List.of(ColumnRole.AIRMASS)),
                    entry(
                            "altaz_begin",
                            List.of(
                                    ColumnRole.AZIMUTH_START,
                                    ColumnRole.ALTITUDE_START,
                                    ColumnRole.ZENITH_DISTANCE_START)),
                    entry(
                            "altaz_end",
                            List.of(
                                    ColumnRole.AZIMUTH_END,
                                    ColumnRole.ALTITUDE_END,
                                    ColumnRole.ZENITH_DISTANCE_END)),
                    entry(
                            "datetime_begin",
                            List.of(
                                    ColumnRole.OBS_START,
                                    ColumnRole.OBS_START_MJD,
                                    ColumnRole.OBS_START_NS)),
                    entry(
                            "datetime_end",
                            List.of(
                                    ColumnRole.OBS_END,
                                    ColumnRole.OBS_END_MJD,
                                    ColumnRole.OBS_END_NS)),
                    entry("exposure_time", List.of(ColumnRole.EXP_TIME)),
                    entry("exposure_time_requested", List.of(ColumnRole.EXP_TIME_REQUESTED)),
                    entry("physical_filter", List.of(ColumnRole.PHYSICAL_FILTER, ColumnRole.BAND)),
                    entry("observation_type", List.of(ColumnRole.IMG_TYPE)),
                    entry("object", List.of(ColumnRole.TARGET_NAME)),
                    entry("has_simulated_content", List.of(ColumnRole.EMULATED)),
                    entry("temperature", List.of(ColumnRole.AIR_TEMP)),
                    entry("relative_humidity", List.of(ColumnRole.HUMIDITY)),
                    entry(
                            "location",
                            List.of(
                                    ColumnRole.LOCATION_LON,
                                    ColumnRole.LOCATION_LAT,
                                    ColumnRole.LOCATION_HEIGHT)),
                    entry("CONTRLLR", List.of(ColumnRole.CONTROLLER)),
                    entry("CURINDEX", List.of(ColumnRole.CUR_INDEX)),
                    entry("MAXINDEX", List.of(ColumnRole.MAX_INDEX)),
                    entry("SHUTTIME", List.of(ColumnRole.SHUT_TIME)),
                    entry("FILTBAND", List.of(ColumnRole.BAND)),
                    entry("OBSANNOT", List.of(ColumnRole.SCHEDULER_NOTE)),
                    entry("WINDSPD", List.of(ColumnRole.WIND_SPEED)),
                    entry("WINDDIR", List.of(ColumnRole.WIND_DIR)),
                    entry("SEEING", List.of(ColumnRole.DIMM_SEEING)),
                    entry("VIGNETTE", List.of(ColumnRole.VIGNETTE)),
                    entry("VIGN_MIN", List.of(ColumnRole.VIGNETTE_MIN)),
                    entry("DOMEAZ", List.of(ColumnRole.DOME_AZIMUTH)),
                    entry("SHUTLOWR", List.of(ColumnRole.SHUT_LOWER)),
                    entry("SHUTUPPR", List.of(ColumnRole.SHUT_UPPER)));

    private ExposureColumns() {}

    /**
     * The columns that a field fills; one that goes by the name of a column fills that one.
     *
     * @param table of exposures
     * @param field as a problem of intake has it: a property, a keyword or a column
     * @return names that the table need not have, as of a problem with the header as a whole
     */
    public static List<String> of(Table table, String field) {
        var roles = OF_FIELD.get(field);
        return roles == null
                ? List.of(field)
                : roles.stream()
                        .flatMap(role -> table.column(role).stream())
                        .map(Column::name)
                        .toList();
    }
}
