package org.platebook.intake.flex;

import java.util.List;

/** What flexible metadata are about. */
public enum FlexLevel {
    /** Exposures. */
    EXPOSURE("exposure", "exposure", List.of("exposure_id"), List.of("obs_id")),
    /** Detector images. */
    CCDEXPOSURE(
            "ccdexposure",
            "exposure_detector",
            List.of("day_obs", "ccdexposure_id"),
            List.of("day_obs", "obs_id"));

    private final String table;
    private final String level;
    private final List<String> key;
    private final List<String> valueKey;

    FlexLevel(String table, String level, List<String> key, List<String> valueKey) {
        this.table = table;
        this.level = level;
        this.key = key;
        this.valueKey = valueKey;
    }

    /** The table whose rows they are about. */
    String table() {
        return table;
    }

    /** Its level, as tables tell it. */
    String level() {
        return level;
    }

    /** The key of that table. */
    List<String> key() {
        return key;
    }

    /** The same columns of the table of values. */
    List<String> valueKey() {
        return valueKey;
    }

    String values() {
        return table + "_flexdata";
    }

    String keys() {
        return table + "_flexdata_schema";
    }
}
