package org.platebook.intake.ingest;

import org.platebook.intake.visit.Visit;
import org.platebook.intake.visit.VisitDefinition;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
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
        var memberTable = schema.table("visit1_exposure").orElseThrow();
        for (var visit : visits) {
            var of = visit.snaps().stream().map(snap -> exposures.get(snap.exposureId())).toList();
            rows.add(VisitRow.of(schema, visit, of));
            for (var snap : visit.snaps()) {
                members.add(
                        new DraftRow(schema.name(), memberTable)
                                .whole("visit_id", visit.id())
                                .whole("exposure_id", snap.exposureId())
                                .record());
            }
        }
        rows.addAll(members);
        if (!rows.isEmpty()) {
            scope.write(rows);
        }
        var kept =
                members.stream()
                        .map(one -> tables.key("visit1_exposure", one.values()))
                        .collect(Collectors.toCollection(HashSet::new));
        tables.withdrawOthers(scope, "visit1_exposure", exposures.keySet(), kept);
    }

    /** A detector of a visit looks where it looked in the visit's first exposure. */
    private void writeDetectors(List<Visit> visits) {
        if (visits.isEmpty()) {
            return;
        }
        var table = schema.table("ccdvisit1").orElseThrow();
        var byId = new HashMap<Long, Visit>();
        visits.forEach(visit -> byId.put(visit.id(), visit));
        var records =
                scope.read(
                        handle ->
                                handle
                                        .createQuery(
                                                DETECTORS.formatted(schema.name(), schema.name()))
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
                                        .map(
                                                stored ->
                                                        new DraftRow(schema.name(), table)
                                                                .whole(
                                                                        "day_obs",
                                                                        stored.whole("day_obs"))
                                                                .whole(
                                                                        "ccdvisit_id",
                                                                        detectorId(stored, byId))
                                                                .whole(
                                                                        "visit_id",
                                                                        stored.whole("visit_id"))
                                                                .whole(
                                                                        "seq_num",
                                                                        stored.whole("seq_num"))
                                                                .whole(
                                                                        "detector",
                                                                        stored.whole("detector"))
                                                                .reals(
                                                                        "s_region",
                                                                        stored.reals("s_region"))
                                                                .text(
                                                                        "detector_name",
                                                                        stored.text(
                                                                                "detector_name"))
                                                                .record())
                                        .toList());
        if (!records.isEmpty()) {
            scope.write(records);
        }
    }

    private static final String DETECTORS =
            """
            select visit.id as visit_id, image.day_obs, image.seq_num, image.ccdexposure_id, image.exposure_id,
                image.detector, image.s_region, image.detector_name
            from unnest(:visits::bigint[], :exposures::bigint[], :days::integer[]) as visit(id, exposure, day)
            join %s.ccdexposure as image
                on image.day_obs = visit.day
                and image.exposure_id = visit.exposure
            left join lateral (
                select ccdvisit1.visit_id, ccdvisit1.s_region
                from %s.ccdvisit1
                where ccdvisit1.visit_id = visit.id
                    and ccdvisit1.day_obs = image.day_obs
                    and ccdvisit1.detector = image.detector
                limit 1
            ) as known on true
            where known.visit_id is null
            or known.s_region is distinct from image.s_region
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
        long id = Objects.requireNonNull(stored.whole("ccdexposure_id"));
        var visit =
                Objects.requireNonNull(
                        visits.get(Objects.requireNonNull(stored.whole("visit_id"))));
        return visit.id() == visit.snaps().getFirst().exposureId()
                ? id
                : id | 1L << FIRST_SNAP_ALONE_BIT;
    }

    private void withdraw(long visitId) {
        var details =
                scope.read(
                        handle ->
                                handle.createQuery(
                                                "select day_obs, ccdvisit_id from %s.ccdvisit1 where visit_id = :visit"
                                                        .formatted(schema.name()))
                                        .bind("visit", visitId)
                                        .map(
                                                (row, _) -> {
                                                    Map<String, Value> key = new LinkedHashMap<>();
                                                    key.put(
                                                            "day_obs",
                                                            new Value.Whole(
                                                                    row.getLong("day_obs")));
                                                    key.put(
                                                            "ccdvisit_id",
                                                            new Value.Whole(
                                                                    row.getLong("ccdvisit_id")));
                                                    return key;
                                                })
                                        .list());
        details.forEach(key -> scope.withdraw(tables.table("ccdvisit1"), key));
        for (var exposure : membersOf(visitId)) {
            Map<String, Value> key = new LinkedHashMap<>();
            key.put("visit_id", new Value.Whole(visitId));
            key.put("exposure_id", new Value.Whole(exposure));
            scope.withdraw(tables.table("visit1_exposure"), key);
        }
        scope.withdraw(tables.table("visit1"), Map.of("visit_id", new Value.Whole(visitId)));
    }

    private List<Long> membersOf(long visitId) {
        return scope.read(
                handle ->
                        handle.createQuery(
                                        "select exposure_id from %s.visit1_exposure where visit_id = :visit"
                                                .formatted(schema.name()))
                                .bind("visit", visitId)
                                .mapTo(Long.class)
                                .list());
    }

    /** Numbers of the visits that these exposures are in now. */
    Set<Long> visitsOf(Collection<Long> exposureIds) {
        return scope.read(
                handle ->
                        handle.createQuery(
                                        "select visit_id from %s.visit1_exposure where exposure_id = any(:ids)"
                                                .formatted(schema.name()))
                                .bind("ids", exposureIds.toArray(Long[]::new))
                                .mapTo(Long.class)
                                .set());
    }

    private static final String RELATED =
            """
            with touched as (
                select exposure_id
                from %1$s.exposure
                where exposure_id = any(:ids)
                union
                select exposure_id
                from %1$s.visit1_exposure
                where visit_id = any(:visits)
            ),
            series as (
                select distinct one.day_obs, one.group_counter_start, one.group_counter_end, one.group_id
                from %1$s.exposure as one
                join touched using (exposure_id)
            )
            select %2$s
            from %1$s.exposure as one
            where one.exposure_id in (select exposure_id from touched)
            union
            select %2$s
            from %1$s.exposure as one
            join series
                on series.day_obs = one.day_obs
                and one.seq_num between series.group_counter_start and series.group_counter_end
                and series.group_counter_start = one.group_counter_start
                and series.group_counter_end = one.group_counter_end
            where series.group_counter_start <> series.group_counter_end
            """;

    private static final List<String> COLUMNS =
            List.of(
                    "exposure_id",
                    "exposure_name",
                    "day_obs",
                    "seq_num",
                    "group_counter_start",
                    "group_counter_end",
                    "group_id",
                    "header_visit_id",
                    "s_ra",
                    "s_dec",
                    "sky_rotation",
                    "can_see_sky",
                    "obs_start_ns",
                    "obs_end_ns",
                    "exp_time",
                    "shut_time",
                    "dark_time",
                    "physical_filter",
                    "band",
                    "target_name",
                    "science_program",
                    "observation_reason",
                    "img_type",
                    "scheduler_note",
                    "instrument",
                    "azimuth",
                    "azimuth_start",
                    "azimuth_end",
                    "altitude",
                    "altitude_start",
                    "altitude_end",
                    "zenith_distance",
                    "zenith_distance_start",
                    "zenith_distance_end",
                    "airmass",
                    "air_temp",
                    "pressure",
                    "humidity",
                    "wind_speed",
                    "wind_dir",
                    "dimm_seeing",
                    "focus_z",
                    "emulated",
                    "simulated",
                    "s_region");

    private Map<Long, StoredExposure> related(
            Collection<Long> exposureIds, Collection<Long> visitIds) {
        var columns =
                COLUMNS.stream().map(column -> "one." + column).collect(Collectors.joining(", "));
        var found = new LinkedHashMap<Long, StoredExposure>();
        scope.read(
                        handle ->
                                handle
                                        .createQuery(RELATED.formatted(schema.name(), columns))
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
