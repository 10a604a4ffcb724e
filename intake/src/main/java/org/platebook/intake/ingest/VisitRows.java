package org.platebook.intake.ingest;

import org.platebook.intake.visit.Visit;
import org.platebook.intake.visit.VisitDefinition;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableRecord;
import org.platebook.store.ledger.Scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps the rows of visits as the exposures that are there define them. */
final class VisitRows {

    private static final int FIRST_SNAP_ALONE_BIT = 62;

    private final Schema schema;
    private final ExposureTables tables;
    private final VisitDefinition definition;
    private final Scope scope;

    VisitRows(Schema schema, ExposureTables tables, VisitDefinition definition, Scope scope) {
        this.schema = schema;
        this.tables = tables;
        this.definition = definition;
        this.scope = scope;
    }

    /** Defines the visits anew that these exposures are in, or should be in. */
    void define(Collection<Long> exposureIds) {
        var known = new TreeSet<Long>(visitsOf(exposureIds));
        define(exposureIds, known);
    }

    /**
     * Defines visits anew.
     *
     * @param exposureIds exposures that came or changed
     * @param known visits that are there and may have to go
     */
    void define(Collection<Long> exposureIds, Set<Long> known) {
        var exposures = related(exposureIds, known);
        known.addAll(visitsOf(exposures.keySet()));
        var snaps =
                exposures.values().stream()
                        .map(StoredExposure::snap)
                        .filter(Objects::nonNull)
                        .toList();
        var visits = definition.of(snaps);
        write(visits, exposures);
        var gone = new TreeSet<>(known);
        visits.forEach(visit -> gone.remove(visit.id()));
        gone.forEach(this::withdraw);
        writeDetectors(visits);
    }

    private void write(List<Visit> visits, Map<Long, StoredExposure> exposures) {
        var rows = new ArrayList<TableRecord>();
        var members = new ArrayList<TableRecord>();
        for (var visit : visits) {
            var of = visit.snaps().stream().map(snap -> exposures.get(snap.exposureId())).toList();
            rows.add(VisitRow.of(schema, visit, of));
            for (var snap : visit.snaps()) {
                members.add(
                        DraftRow.of(schema, Level.VISIT_EXPOSURE)
                                .whole(ColumnRole.VISIT_ID, visit.id())
                                .whole(ColumnRole.EXPOSURE_ID, snap.exposureId())
                                .record());
            }
        }
        rows.addAll(members);
        if (!rows.isEmpty()) {
            scope.write(rows);
        }
        var kept =
                members.stream()
                        .map(one -> tables.keyOf(Level.VISIT_EXPOSURE, one.values()))
                        .collect(Collectors.toCollection(HashSet::new));
        tables.withdrawOthers(scope, Level.VISIT_EXPOSURE, exposures.keySet(), kept);
    }

    /** A detector of a visit looks where it looked in the visit's first exposure. */
    private void writeDetectors(List<Visit> visits) {
        if (visits.isEmpty()) {
            return;
        }
        var byId = new HashMap<Long, Visit>();
        visits.forEach(visit -> byId.put(visit.id(), visit));
        var records =
                scope.read(
                        handle ->
                                handle
                                        .createQuery(tables.sql(DETECTORS))
                                        .bind(
                                                "visits",
                                                visits.stream().map(Visit::id).toArray(Long[]::new))
                                        .bind("exposures", firsts(visits))
                                        .bind(
                                                "days",
                                                visits.stream()
                                                        .map(Visit::dayObs)
                                                        .toArray(Integer[]::new))
                                        .mapToMap()
                                        .stream()
                                        .map(StoredExposure::new)
                                        .map(stored -> detector(stored, byId))
                                        .toList());
        if (!records.isEmpty()) {
            scope.write(records);
        }
    }

    private TableRecord detector(StoredExposure stored, Map<Long, Visit> visits) {
        var row =
                DraftRow.of(schema, Level.VISIT_DETECTOR)
                        .whole(ColumnRole.CCDVISIT_ID, detectorId(stored, visits));
        for (var role : WHOLE) {
            row.whole(role, stored.whole(role));
        }
        return row.reals(ColumnRole.S_REGION, stored.reals(ColumnRole.S_REGION))
                .text(ColumnRole.DETECTOR_NAME, stored.text(ColumnRole.DETECTOR_NAME))
                .record();
    }

    private static final List<ColumnRole> WHOLE =
            List.of(
                    ColumnRole.DAY_OBS,
                    ColumnRole.VISIT_ID,
                    ColumnRole.SEQ_NUM,
                    ColumnRole.DETECTOR);

    private static final String DETECTORS =
            """
            select visit.id as visit_id, image.{exposure_detector:day_obs} as day_obs,
                image.{exposure_detector:seq_num} as seq_num,
                image.{exposure_detector:ccdexposure_id} as ccdexposure_id,
                image.{exposure_detector:detector} as detector,
                image.{exposure_detector:s_region} as s_region,
                image.{exposure_detector:detector_name} as detector_name
            from unnest(:visits::bigint[], :exposures::bigint[], :days::integer[]) as visit(id, exposure, day)
            join {exposure_detector} as image
                on image.{exposure_detector:day_obs} = visit.day
                and image.{exposure_detector:exposure_id} = visit.exposure
            left join lateral (
                select one.{visit_detector:visit_id} as visit_id, one.{visit_detector:s_region} as s_region
                from {visit_detector} as one
                where one.{visit_detector:visit_id} = visit.id
                    and one.{visit_detector:day_obs} = image.{exposure_detector:day_obs}
                    and one.{visit_detector:detector} = image.{exposure_detector:detector}
                limit 1
            ) as known on true
            where known.visit_id is null
            or known.s_region is distinct from image.{exposure_detector:s_region}
            """;

    private static Long[] firsts(List<Visit> visits) {
        return visits.stream()
                .map(visit -> visit.snaps().getFirst().exposureId())
                .toArray(Long[]::new);
    }

    /**
     * A visit that goes by the number of its first exposure gives its detectors the numbers that
     * they have in that exposure; any other one sets a high bit, so that both fit beside each
     * other.
     */
    private static long detectorId(StoredExposure stored, Map<Long, Visit> visits) {
        long id = Objects.requireNonNull(stored.whole(ColumnRole.CCDEXPOSURE_ID));
        var visit =
                Objects.requireNonNull(
                        visits.get(Objects.requireNonNull(stored.whole(ColumnRole.VISIT_ID))));
        return visit.id() == visit.snaps().getFirst().exposureId()
                ? id
                : id | 1L << FIRST_SNAP_ALONE_BIT;
    }

    private void withdraw(long visitId) {
        var details =
                scope.read(
                        handle ->
                                handle.createQuery(tables.sql(DETECTORS_OF_VISIT))
                                        .bind("visit", visitId)
                                        .map(
                                                (row, _) ->
                                                        tables.key(
                                                                Level.VISIT_DETECTOR,
                                                                Map.of(
                                                                        ColumnRole.DAY_OBS,
                                                                        row.getLong("day_obs"),
                                                                        ColumnRole.CCDVISIT_ID,
                                                                        row.getLong("id"))))
                                        .list());
        details.forEach(key -> scope.withdraw(tables.table(Level.VISIT_DETECTOR), key));
        for (var exposure : membersOf(visitId)) {
            scope.withdraw(
                    tables.table(Level.VISIT_EXPOSURE),
                    tables.key(
                            Level.VISIT_EXPOSURE,
                            Map.of(
                                    ColumnRole.VISIT_ID, visitId,
                                    ColumnRole.EXPOSURE_ID, exposure)));
        }
        scope.withdraw(
                tables.table(Level.VISIT),
                tables.key(Level.VISIT, Map.of(ColumnRole.VISIT_ID, visitId)));
    }

    private static final String DETECTORS_OF_VISIT =
            """
            select {visit_detector:day_obs} as day_obs, {visit_detector:ccdvisit_id} as id
            from {visit_detector}
            where {visit_detector:visit_id} = :visit
            """;

    private List<Long> membersOf(long visitId) {
        return scope.read(
                handle ->
                        handle.createQuery(
                                        tables.sql(
                                                "select {visit_exposure:exposure_id} from {visit_exposure} where {visit_exposure:visit_id} = :visit"))
                                .bind("visit", visitId)
                                .mapTo(Long.class)
                                .list());
    }

    /** Numbers of the visits that these exposures are in now. */
    Set<Long> visitsOf(Collection<Long> exposureIds) {
        return scope.read(
                handle ->
                        handle.createQuery(
                                        tables.sql(
                                                "select {visit_exposure:visit_id} from {visit_exposure} where {visit_exposure:exposure_id} = any(:ids)"))
                                .bind("ids", exposureIds.toArray(Long[]::new))
                                .mapTo(Long.class)
                                .set());
    }

    private static final String RELATED =
            """
            with touched as (
                select {exposure:exposure_id} as id
                from {exposure}
                where {exposure:exposure_id} = any(:ids)
                union
                select {visit_exposure:exposure_id}
                from {visit_exposure}
                where {visit_exposure:visit_id} = any(:visits)
            ),
            series as (
                select distinct one.{exposure:day_obs} as day,
                    one.{exposure:group_counter_start} as first, one.{exposure:group_counter_end} as last
                from {exposure} as one
                join touched on touched.id = one.{exposure:exposure_id}
            )
            select %1$s
            from {exposure} as one
            where one.{exposure:exposure_id} in (select id from touched)
            union
            select %1$s
            from {exposure} as one
            join series
                on series.day = one.{exposure:day_obs}
                and one.{exposure:seq_num} between series.first and series.last
                and series.first = one.{exposure:group_counter_start}
                and series.last = one.{exposure:group_counter_end}
            where series.first <> series.last
            """;

    private static final List<ColumnRole> COLUMNS =
            List.of(
                    ColumnRole.EXPOSURE_ID,
                    ColumnRole.EXPOSURE_NAME,
                    ColumnRole.DAY_OBS,
                    ColumnRole.SEQ_NUM,
                    ColumnRole.GROUP_COUNTER_START,
                    ColumnRole.GROUP_COUNTER_END,
                    ColumnRole.GROUP_ID,
                    ColumnRole.HEADER_VISIT_ID,
                    ColumnRole.S_RA,
                    ColumnRole.S_DEC,
                    ColumnRole.SKY_ROTATION,
                    ColumnRole.CAN_SEE_SKY,
                    ColumnRole.OBS_START_NS,
                    ColumnRole.OBS_END_NS,
                    ColumnRole.EXP_TIME,
                    ColumnRole.SHUT_TIME,
                    ColumnRole.DARK_TIME,
                    ColumnRole.PHYSICAL_FILTER,
                    ColumnRole.BAND,
                    ColumnRole.TARGET_NAME,
                    ColumnRole.SCIENCE_PROGRAM,
                    ColumnRole.OBSERVATION_REASON,
                    ColumnRole.IMG_TYPE,
                    ColumnRole.SCHEDULER_NOTE,
                    ColumnRole.INSTRUMENT,
                    ColumnRole.AZIMUTH,
                    ColumnRole.AZIMUTH_START,
                    ColumnRole.AZIMUTH_END,
                    ColumnRole.ALTITUDE,
                    ColumnRole.ALTITUDE_START,
                    ColumnRole.ALTITUDE_END,
                    ColumnRole.ZENITH_DISTANCE,
                    ColumnRole.ZENITH_DISTANCE_START,
                    ColumnRole.ZENITH_DISTANCE_END,
                    ColumnRole.AIRMASS,
                    ColumnRole.AIR_TEMP,
                    ColumnRole.PRESSURE,
                    ColumnRole.HUMIDITY,
                    ColumnRole.WIND_SPEED,
                    ColumnRole.WIND_DIR,
                    ColumnRole.DIMM_SEEING,
                    ColumnRole.FOCUS_Z,
                    ColumnRole.EMULATED,
                    ColumnRole.SIMULATED,
                    ColumnRole.S_REGION);

    private Map<Long, StoredExposure> related(
            Collection<Long> exposureIds, Collection<Long> visitIds) {
        var columns =
                COLUMNS.stream()
                        .map(ColumnRole::word)
                        .map(word -> "one.{exposure:%s} as %s".formatted(word, word))
                        .collect(Collectors.joining(", "));
        var found = new LinkedHashMap<Long, StoredExposure>();
        scope.read(
                        handle ->
                                handle
                                        .createQuery(tables.sql(RELATED.formatted(columns)))
                                        .bind("ids", exposureIds.toArray(Long[]::new))
                                        .bind("visits", visitIds.toArray(Long[]::new))
                                        .mapToMap()
                                        .stream()
                                        .map(StoredExposure::new)
                                        .toList())
                .forEach(one -> found.put(one.id(), one));
        return found;
    }
}
