package org.platebook.peers.consdb;

import org.platebook.model.felis.Schema;
import org.platebook.store.sql.LevelSql;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be true of the tables of a night. Names of the rules and the numbers of detectors are
 * those of ConsDB's own checks.
 */
final class ConsistencyRules {

    /** What the rapid analysis says of each level; the source of its tables. */
    private static final String QUICKLOOK = "/rapid-analysis";

    private static final String DETECTORS =
            """
            select e.{exposure:day_obs} as day_obs, e.{exposure:seq_num} as seq_num,
                format('expected %%s, found %%s', '%1$s', count(c.{exposure_detector:detector})) as detail
            from {exposure} as e
            left join {exposure_detector} as c
                on c.{exposure_detector:day_obs} = e.{exposure:day_obs}
                and c.{exposure_detector:exposure_id} = e.{exposure:exposure_id}
            where e.{exposure:day_obs} = :day
            group by e.{exposure:exposure_id}, 1, 2
            having count(c.{exposure_detector:detector}) <> %2$s
            """;

    private static final String ENCODING =
            """
            select {exposure:day_obs} as day_obs, {exposure:seq_num} as seq_num,
                format('exposure_id is %s', {exposure:exposure_id}) as detail
            from {exposure}
            where {exposure:day_obs} = :day
                and ({exposure:exposure_id} - {exposure:day_obs}::bigint * 100000 - {exposure:seq_num})
                    % 1000000000000 <> 0
            """;

    private static final String AGREEMENT =
            """
            select e.{exposure:day_obs} as day_obs, e.{exposure:seq_num} as seq_num,
                format('ccdexposure %s says seq_num %s',
                    c.{exposure_detector:ccdexposure_id}, c.{exposure_detector:seq_num}) as detail
            from {exposure} as e
            join {exposure_detector} as c
                on c.{exposure_detector:day_obs} = e.{exposure:day_obs}
                and c.{exposure_detector:exposure_id} = e.{exposure:exposure_id}
            where e.{exposure:day_obs} = :day
                and c.{exposure_detector:seq_num} is distinct from e.{exposure:seq_num}
            """;

    private static final String GUIDERS =
            """
            select {%1$s:day_obs} as day_obs, {%1$s:seq_num} as seq_num,
                format('detector %%s is a guider', {%1$s:detector}) as detail
            from {%1$s}
            where {%1$s:day_obs} = :day and {%1$s:detector} in (189, 190, 193, 194, 197, 198, 201, 202)
            """;

    private static final String COVERAGE =
            """
            select e.{exposure:day_obs} as day_obs, e.{exposure:seq_num} as seq_num,
                format('%%s exposure without a row in %1$s', e.{exposure:img_type}) as detail
            from {exposure} as e
            where e.{exposure:day_obs} = :day
                and e.{exposure:img_type} %4$s
                and not exists (select from {%2$s} as q where q.{%2$s:%3$s} = e.{exposure:exposure_id})
            """;

    private static final String DETECTOR_COVERAGE =
            """
            select e.{exposure:day_obs} as day_obs, e.{exposure:seq_num} as seq_num,
                format('expected %%s rows in %1$s, found %%s', %4$s, count(q.{%2$s:detector})) as detail
            from {exposure} as e
            left join {%2$s} as q
                on q.{%2$s:day_obs} = e.{exposure:day_obs} and q.{%2$s:seq_num} = e.{exposure:seq_num}
            where e.{exposure:day_obs} = :day and e.{exposure:img_type} in (%3$s)
            group by e.{exposure:exposure_id}, 1, 2, e.{exposure:img_type}
            having count(q.{%2$s:detector}) <> %4$s
            """;

    private static final String CALIBRATIONS =
            """
            select e.{exposure:day_obs} as day_obs, e.{exposure:seq_num} as seq_num,
                format('%%s exposure with rows in %1$s', e.{exposure:img_type}) as detail
            from {exposure} as e
            where e.{exposure:day_obs} = :day
                and e.{exposure:img_type} in ('bias', 'dark', 'flat')
                and exists (
                    select from {%2$s} as q
                    where q.{%2$s:day_obs} = e.{exposure:day_obs}
                        and q.{%2$s:seq_num} = e.{exposure:seq_num})
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
     * @param schema the instrument's
     */
    static List<Rule> of(String instrument, Schema schema) {
        var sql = LevelSql.of(schema);
        boolean large = instrument.equals("lsstcam");
        var rules = new ArrayList<Rule>();
        rules.add(
                new Rule(
                        "ccdexposure_completeness",
                        sql.text(
                                large
                                        ? DETECTORS.formatted(
                                                "205 ccdexposure rows for detectors 0-204",
                                                LSSTCAM_DETECTORS)
                                        : DETECTORS.formatted(
                                                "1 ccdexposure row for detector 0", 1))));
        rules.add(new Rule("exposure_id_encoding", sql.text(ENCODING)));
        rules.add(new Rule("ccdexposure_key_agreement", sql.text(AGREEMENT)));
        rules.add(coverage(sql, "exposure", "exposure_id", "in (" + ON_SKY + ")"));
        if (large) {
            rules.addAll(ofLsstCam(sql));
        }
        return rules;
    }

    private static List<Rule> ofLsstCam(LevelSql sql) {
        var visits = quicklook("ccdvisit1");
        return List.of(
                new Rule("no_guider_products", sql.text(GUIDERS.formatted(place("ccdvisit1")))),
                coverage(sql, "visit1", "visit_id", "not in ('indome', 'test')"),
                detectorCoverage(
                        sql,
                        "ccdexposure",
                        ON_SKY,
                        "case e.{exposure:img_type} when 'cwfs' then 189 else 197 end"),
                detectorCoverage(sql, "ccdvisit1", "'science', 'acq'", "193"),
                new Rule(
                        "no_calibration_science_products",
                        sql.text(CALIBRATIONS.formatted(visits, place("ccdvisit1")))));
    }

    private static Rule coverage(LevelSql sql, String type, String number, String types) {
        var text = COVERAGE.formatted(quicklook(type), place(type), number, types);
        return new Rule(quicklook(type) + "_coverage", sql.text(text));
    }

    private static Rule detectorCoverage(LevelSql sql, String type, String types, String expected) {
        var text = DETECTOR_COVERAGE.formatted(quicklook(type), place(type), types, expected);
        return new Rule(quicklook(type) + "_coverage", sql.text(text));
    }

    /** What ConsDB calls the table of what the rapid analysis says of a kind of observations. */
    private static String quicklook(String type) {
        return type + "_quicklook";
    }

    /** Where that is here. */
    private static String place(String type) {
        return ObservationTypes.level(type).word() + QUICKLOOK;
    }
}
