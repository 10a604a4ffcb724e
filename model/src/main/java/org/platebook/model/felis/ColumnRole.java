package org.platebook.model.felis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column is to Platebook where it has to find it, whatever the column is called: the words
 * of {@code platebook: {role: …}}. The words are also the names that columns have in Platebook's
 * own schemas, so that only a column of another name has to say its role.
 */
public enum ColumnRole {
    /** Number of an exposure, unique within the camera. */
    EXPOSURE_ID,
    /** Number of a visit, unique within the camera. */
    VISIT_ID,
    /** Number of a detector of an exposure, unique within the camera. */
    CCDEXPOSURE_ID,
    /** Number of a detector of a visit, unique within the camera. */
    CCDVISIT_ID,
    /** Observing day as yyyymmdd. */
    DAY_OBS,
    /** Place of an exposure in its observing day. */
    SEQ_NUM,
    /** Number of a detector within the camera. */
    DETECTOR,
    EXPOSURE_NAME,
    VISIT_NAME,
    CONTROLLER,
    GROUP_ID,
    CUR_INDEX,
    MAX_INDEX,
    GROUP_COUNTER_START,
    GROUP_COUNTER_END,
    HEADER_VISIT_ID,
    CORRECTED,
    S_RA,
    S_DEC,
    SKY_ROTATION,
    ROTATION_COORD,
    S_REGION,
    AIRMASS,
    AZIMUTH_START,
    ALTITUDE_START,
    ZENITH_DISTANCE_START,
    AZIMUTH_END,
    ALTITUDE_END,
    ZENITH_DISTANCE_END,
    AZIMUTH,
    ALTITUDE,
    ZENITH_DISTANCE,
    OBS_START,
    OBS_START_MJD,
    OBS_START_NS,
    OBS_END,
    OBS_END_MJD,
    OBS_END_NS,
    EXP_MIDPT,
    EXP_MIDPT_MJD,
    EXP_TIME,
    EXP_TIME_REQUESTED,
    SHUT_TIME,
    DARK_TIME,
    OBSERVING_DAY_OFFSET,
    PHYSICAL_FILTER,
    BAND,
    IMG_TYPE,
    SCIENCE_PROGRAM,
    OBSERVATION_REASON,
    TARGET_NAME,
    SCHEDULER_NOTE,
    EMULATED,
    SIMULATED,
    CAN_SEE_SKY,
    AIR_TEMP,
    PRESSURE,
    HUMIDITY,
    WIND_SPEED,
    WIND_DIR,
    DIMM_SEEING,
    FOCUS_Z,
    VIGNETTE,
    VIGNETTE_MIN,
    DOME_AZIMUTH,
    SHUT_LOWER,
    SHUT_UPPER,
    TELESCOPE,
    INSTRUMENT,
    LOCATION_LON,
    LOCATION_LAT,
    LOCATION_HEIGHT,
    VISIT_SYSTEM,
    EXPOSURE_COUNT,
    EXPECTED_EXPOSURE_COUNT,
    DISAGREEMENTS,
    DETECTOR_NAME,
    DETECTOR_GROUP,
    DETECTOR_SERIAL;

    /** As Felis files have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this word; empty where there is none. */
    public static Optional<ColumnRole> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
