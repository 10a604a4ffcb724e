package org.platebook.intake.ingest;

import org.platebook.intake.visit.VisitDefinition;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores the exposures of several files of one camera within one transaction. */
final class ExposureBatch {

    /** The newest file counts; of those that came together, one that is always the same. */
    private static final Comparator<Arrival> IN_ORDER =
            Comparator.comparing(Arrival::receivedAt)
                    .thenComparing(file -> file.exposure().sha256());

    private final Schema schema;
    private final ExposureTables tables;
    private final Footprints footprints;
    private final VisitDefinition definition;
    private final Scope scope;

    private final List<TableRecord> exposures = new ArrayList<>();
    private final Map<Value, TableRecord> detectors = new LinkedHashMap<>();
    private final List<TableRecord> headers = new ArrayList<>();
    private final List<TableRecord> changes = new ArrayList<>();
    private final List<TableRecord> problems = new ArrayList<>();
    private final List<Long> defined = new ArrayList<>();

    ExposureBatch(Schema schema, Footprints footprints, VisitDefinition definition, Scope scope) {
        this.schema = schema;
        this.tables = new ExposureTables(schema);
        this.footprints = footprints;
        this.definition = definition;
        this.scope = scope;
    }

    /** A file that is to be stored. */
    record Arrival(Prepared.Exposure exposure, Tai receivedAt) {}

    /**
     * Stores files as they arrive.
     *
     * @return what became of each, in their order
     */
    List<FileOutcome> arrive(List<Arrival> arrivals) {
        var ids = arrivals.stream().map(one -> one.exposure().exposureId()).distinct().toList();
        var stored = scope.read(handle -> tables.headers(handle, ids));
        var news = new LinkedHashMap<Long, List<Arrival>>();
        var outcomes = new ArrayList<FileOutcome>();
        for (var arrival : arrivals) {
            var exposure = arrival.exposure();
            var known = stored.getOrDefault(exposure.exposureId(), List.of());
            var before = news.computeIfAbsent(exposure.exposureId(), _ -> new ArrayList<>());
            if (isKnown(exposure, known, before)) {
                outcomes.add(new FileOutcome.Unchanged(exposure.file().path()));
            } else {
                before.add(arrival);
                outcomes.add(
                        new FileOutcome.Loaded(
                                exposure.file().path(),
                                exposure.name(),
                                exposure.observation().problems().size()));
            }
        }
        news.values().removeIf(List::isEmpty);
        news.forEach((id, files) -> add(files, stored.getOrDefault(id, List.of())));
        store(List.copyOf(news.keySet()));
        return outcomes;
    }

    /** Stores exposures whose headers are there already, derived anew. */
    void rederive(List<Arrival> files) {
        var byExposure = new LinkedHashMap<Long, List<Arrival>>();
        for (var file : files) {
            byExposure
                    .computeIfAbsent(file.exposure().exposureId(), _ -> new ArrayList<>())
                    .add(file);
        }
        byExposure.values().forEach(of -> add(of, List.of()));
        store(List.copyOf(byExposure.keySet()));
    }

    private static boolean isKnown(
            Prepared.Exposure exposure, List<StoredHeader> stored, List<Arrival> before) {
        return stored.stream().anyMatch(one -> one.sha256().equals(exposure.sha256()))
                || before.stream()
                        .anyMatch(one -> one.exposure().sha256().equals(exposure.sha256()));
    }

    /**
     * The files of one exposure: the one of the lowest rank, the newest of those, makes the
     * exposure's row.
     */
    private void add(List<Arrival> arrived, List<StoredHeader> stored) {
        var files = arrived.stream().sorted(IN_ORDER).toList();
        int storedRank =
                stored.stream()
                        .mapToInt(header -> StoredHeader.rank(header.detector()))
                        .min()
                        .orElse(Integer.MAX_VALUE);
        var lowest = lowest(files);
        for (var file : files) {
            var made = new ExposureRecords(schema, file.exposure(), footprints);
            headers.addAll(made.headers(file.receivedAt()));
            made.detectors().forEach(one -> detectors.put(detectorKey(one), one));
            if (file.equals(lowest)
                    && StoredHeader.rank(file.exposure().detector()) <= storedRank) {
                var defining = made.defining();
                exposures.addAll(defining.rows());
                changes.addAll(defining.changes());
                problems.addAll(defining.problems());
                defined.add(file.exposure().exposureId());
            }
        }
    }

    private static Arrival lowest(List<Arrival> files) {
        int rank =
                files.stream()
                        .mapToInt(file -> StoredHeader.rank(file.exposure().detector()))
                        .min()
                        .orElseThrow();
        return files.stream()
                .filter(file -> StoredHeader.rank(file.exposure().detector()) == rank)
                .max(IN_ORDER)
                .orElseThrow();
    }

    private Value detectorKey(TableRecord detector) {
        var id = tables.column(Level.EXPOSURE_DETECTOR, ColumnRole.CCDEXPOSURE_ID);
        return detector.values().getOrDefault(id, Value.CLEARED);
    }

    private void store(List<Long> exposureIds) {
        if (exposureIds.isEmpty()) {
            return;
        }
        var all = new ArrayList<>(exposures);
        all.addAll(detectors.values());
        all.addAll(headers);
        all.addAll(changes);
        all.addAll(problems);
        scope.write(all);
        withdrawOthers(Level.EXPOSURE_HEADER_CHANGE, changes);
        withdrawOthers(Level.EXPOSURE_PROBLEM, problems);
        new VisitRows(schema, tables, definition, scope).define(exposureIds);
    }

    /** What an earlier derivation said and this one does not is withdrawn. */
    private void withdrawOthers(Level level, List<TableRecord> written) {
        if (!defined.isEmpty()) {
            var keep = written.stream().map(one -> tables.keyOf(level, one.values())).toList();
            tables.withdrawOthers(scope, level, defined, new java.util.HashSet<>(keep));
        }
    }
}
