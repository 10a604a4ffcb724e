package org.platebook.testkit;

import static java.util.Map.entry;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The schema of a camera under other names: its tables, its keys and some of its columns are called
 * otherwise, only levels and roles are the same. What works on it does not go by names.
 */
public final class OtherNames {

    /** Of the schema that results. */
    public static final String SCHEMA = "survey";

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    entry("exposure", "obs"),
                    entry("exposure_header", "obs_header"),
                    entry("exposure_header_card", "obs_card"),
                    entry("exposure_header_change", "obs_header_change"),
                    entry("exposure_quicklook", "obs_quality"),
                    entry("exposure_flag", "obs_mark"),
                    entry("exposure_flexdata", "obs_note"),
                    entry("exposure_flexdata_schema", "obs_note_key"),
                    entry("intake_problem", "trouble"),
                    entry("correction", "repair"),
                    entry("correction_card", "repair_card"),
                    entry("calibration", "known_value"),
                    entry("ccdexposure", "obs_detector"),
                    entry("ccdexposure_quicklook", "obs_detector_quality"),
                    entry("ccdexposure_flexdata", "obs_detector_note"),
                    entry("ccdexposure_flexdata_schema", "obs_detector_note_key"),
                    entry("visit1", "field_visit"),
                    entry("visit1_exposure", "field_visit_member"),
                    entry("visit1_quicklook", "field_visit_quality"),
                    entry("visit1_flag", "field_visit_mark"),
                    entry("ccdvisit1", "field_visit_detector"),
                    entry("ccdvisit1_quicklook", "field_visit_detector_quality"),
                    entry("exposure_id", "obs_number"),
                    entry("visit_id", "field_visit_number"),
                    entry("ccdexposure_id", "obs_detector_number"),
                    entry("ccdvisit_id", "field_visit_detector_number"),
                    entry("obs_id", "about_number"),
                    entry("day_obs", "night"),
                    entry("seq_num", "counter"),
                    entry("detector", "chip"));

    /** Columns that say no role in the original, since they are called as their role. */
    private static final Map<String, String> WITHOUT_ROLE =
            Map.of(
                    "exposure_name", "obs_name",
                    "airmass", "air_mass",
                    "obs_start", "began",
                    "obs_start_ns", "began_ns",
                    "exp_time", "open_seconds",
                    "s_region", "outline",
                    "s_ra", "ra_deg",
                    "visit_name", "field_visit_name");

    private OtherNames() {}

    /**
     * The schema, with other names.
     *
     * @param felis as FelisWriter writes it with all annotations
     * @param name of the schema in it
     */
    public static String of(String felis, String name) {
        var text = felis;
        for (var column : WITHOUT_ROLE.keySet()) {
            text =
                    text.replaceAll(
                            "(?m)^( +)- name: " + column + "$",
                            "$0\n$1  platebook: {role: " + column + "}");
        }
        text = renamed(text, NAMES);
        text = renamed(text, WITHOUT_ROLE);
        return renamed(text, Map.of(name, SCHEMA));
    }

    private static String renamed(String text, Map<String, String> names) {
        var words =
                Pattern.compile(
                        "(?<!\\w)(?<!obs\\.)(?<!role: )(?<!level: )(%s)(?!\\w)"
                                .formatted(
                                        names.keySet().stream().collect(Collectors.joining("|"))));
        return words.matcher(text).replaceAll(found -> names.get(found.group(1)));
    }
}
