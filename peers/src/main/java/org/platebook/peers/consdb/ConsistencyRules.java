package org.platebook.peers.consdb;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be true of the tables of a night. Names of the rules and the numbers of detectors are
 * those of ConsDB's own checks.
 */
final class ConsistencyRules {

    private static final String DETECTORS =
            """
            select e.day_obs, e.seq_num, format('expected %%s, found %%s', '%2$s', count(c.detector)) as detail
            from %1$s.exposure as e
            left join %1$s.ccdexposure as c on c.day_obs = e.day_obs and c.exposure_id = e.exposure_id
            where e.day_obs = :day
            group by e.exposure_id, e.day_obs, e.seq_num
            having count(c.detector) <> %3$s
            """;

    private static final String ENCODING =
            """
            select day_obs, seq_num, format('exposure_id is %%s', exposure_id) as detail
            from %1$s.exposure
            where day_obs = :day
                and (exposure_id - day_obs::bigint * 100000 - seq_num) %% 1000000000000 <> 0
            """;

    private static final String AGREEMENT =
            """
            select e.day_obs, e.seq_num,
                format('ccdexposure %%s says seq_num %%s', c.ccdexposure_id, c.seq_num) as detail
            from %1$s.exposure as e
            join %1$s.ccdexposure as c on c.day_obs = e.day_obs and c.exposure_id = e.exposure_id
            where e.day_obs = :day and c.seq_num is distinct from e.seq_num
            """;

    private static final String GUIDERS =
            """
            select day_obs, seq_num, format('detector %%s is a guider', detector) as detail
            from %1$s.ccdvisit1_quicklook
            where day_obs = :day and detector in (189, 190, 193, 194, 197, 198, 201, 202)
            """;

    private static final String COVERAGE =
            """
            select e.day_obs, e.seq_num, format('%%s exposure without a row in %2$s', e.img_type) as detail
            from %1$s.exposure as e
            where e.day_obs = :day
                and e.img_type %4$s
                and not exists (select from %1$s.%2$s as q where q.%3$s = e.exposure_id)
            """;

    private static final String DETECTOR_COVERAGE =
            """
            select e.day_obs, e.seq_num,
                format('expected %%s rows in %2$s, found %%s', %4$s, count(q.detector)) as detail
            from %1$s.exposure as e
            left join %1$s.%2$s as q on q.day_obs = e.day_obs and q.seq_num = e.seq_num
            where e.day_obs = :day and e.img_type in (%3$s)
            group by e.exposure_id, e.day_obs, e.seq_num, e.img_type
            having count(q.detector) <> %4$s
            """;

    private static final String CALIBRATIONS =
            """
            select e.day_obs, e.seq_num, format('%%s exposure with rows in ccdvisit1_quicklook', e.img_type) as detail
            from %1$s.exposure as e
            where e.day_obs = :day
                and e.img_type in ('bias', 'dark', 'flat')
                and exists (
                    select from %1$s.ccdvisit1_quicklook as q
                    where q.day_obs = e.day_obs and q.seq_num = e.seq_num)
            """;

    private static final String ON_SKY = "'science', 'acq', 'cwfs', 'focus', 'engtest'";
    private static final int LSSTCAM_DETECTORS = 205;

    private ConsistencyRules() {}

    /**
     * A rule.
     *
     * @param name as in "exposure_id_encoding"
     * @param sql gives day_obs, seq_num and detail of whatever breaks it on the day :day
     */
    record Rule(String name, String sql) {}

    /**
     * The rules of an instrument.
     *
     * @param instrument lsstcam or latiss
     */
    static List<Rule> of(String instrument) {
        var schema = "cdb_" + instrument;
        boolean large = instrument.equals("lsstcam");
        var rules = new ArrayList<Rule>();
        rules.add(
                new Rule(
                        "ccdexposure_completeness",
                        large
                                ? DETECTORS.formatted(
                                        schema,
                                        "205 ccdexposure rows for detectors 0-204",
                                        LSSTCAM_DETECTORS)
                                : DETECTORS.formatted(
                                        schema, "1 ccdexposure row for detector 0", 1)));
        rules.add(new Rule("exposure_id_encoding", ENCODING.formatted(schema)));
        rules.add(new Rule("ccdexposure_key_agreement", AGREEMENT.formatted(schema)));
        rules.add(
                new Rule(
                        "exposure_quicklook_coverage",
                        COVERAGE.formatted(
                                schema,
                                "exposure_quicklook",
                                "exposure_id",
                                "in (" + ON_SKY + ")")));
        if (large) {
            rules.addAll(ofLsstCam(schema));
        }
        return rules;
    }

    private static List<Rule> ofLsstCam(String schema) {
        return List.of(
                new Rule("no_guider_products", GUIDERS.formatted(schema)),
                new Rule(
                        "visit1_quicklook_coverage",
                        COVERAGE.formatted(
                                schema,
                                "visit1_quicklook",
                                "visit_id",
                                "not in ('indome', 'test')")),
                new Rule(
                        "ccdexposure_quicklook_coverage",
                        DETECTOR_COVERAGE.formatted(
                                schema,
                                "ccdexposure_quicklook",
                                ON_SKY,
                                "case e.img_type when 'cwfs' then 189 else 197 end")),
                new Rule(
                        "ccdvisit1_quicklook_coverage",
                        DETECTOR_COVERAGE.formatted(
                                schema, "ccdvisit1_quicklook", "'science', 'acq'", "193")),
                new Rule("no_calibration_science_products", CALIBRATIONS.formatted(schema)));
    }
}
