package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.HeaderFormat;
import org.platebook.intake.header.HeaderJson;
import org.platebook.model.felis.Schema;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Scope;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Derives the rows of exposures anew from their headers as received. */
final class Rederivation {

    private static final int EXPOSURES_AT_ONCE = 20;
    private static final long NANOS_PER_MICRO = 1_000;

    private static final String FILES =
            """
            select {exposure_header:exposure_id} as exposure_id, file_sha256, part, file, format, cards::text as cards,
                (extract(epoch from received_at) * 1000000)::bigint as received_micros
            from {exposure_header}
            where {exposure_header:exposure_id} = any(:ids)
            order by 1, received_at, file_sha256, part_index
            """;

    private final CameraSpecializations cameras;
    private final Schema schema;
    private final Scope scope;
    private final ExposureTables tables;
    private final Footprints footprints = new Footprints();

    Rederivation(CameraSpecializations cameras, Schema schema, Scope scope) {
        this.cameras = cameras;
        this.schema = schema;
        this.scope = scope;
        this.tables = new ExposureTables(schema);
    }

    private record Stored(
            long exposureId,
            String sha256,
            HeaderFile.Part part,
            Path file,
            HeaderFormat format,
            HeaderFile.Content content,
            Tai receivedAt) {}

    private record FileOfExposure(long exposureId, String sha256) {}

    /**
     * Derives anew, a few exposures at a time.
     *
     * @return how many exposures
     */
    int of(Collection<Long> exposureIds, KnownCorrections corrections) {
        var ids = List.copyOf(exposureIds);
        for (int from = 0; from < ids.size(); from += EXPOSURES_AT_ONCE) {
            derive(ids.subList(from, Math.min(ids.size(), from + EXPOSURES_AT_ONCE)), corrections);
        }
        return ids.size();
    }

    private void derive(List<Long> ids, KnownCorrections corrections) {
        var preparation = new Preparation(cameras, cameraOfSchema());
        var arrivals = new ArrayList<ExposureBatch.Arrival>();
        var moved = new TreeSet<Long>();
        for (var parts : files(ids).values()) {
            var first = parts.getFirst();
            var file =
                    new HeaderFile(
                            first.file(),
                            first.format(),
                            first.content(),
                            parts.stream().map(Stored::part).toList(),
                            List.of());
            var exposure = preparation.translate(file, first.sha256(), corrections);
            if (exposure.exposureId() != first.exposureId()) {
                moved.add(first.exposureId());
            }
            arrivals.add(new ExposureBatch.Arrival(exposure, first.receivedAt()));
        }
        if (arrivals.isEmpty()) {
            return;
        }
        var definition = arrivals.getFirst().exposure().camera().visits();
        var visits = new VisitRows(schema, tables, definition, scope);
        var before = new TreeSet<>(visits.visitsOf(ids));
        moved.forEach(id -> tables.withdraw(scope, id));
        new ExposureBatch(schema, footprints, definition, scope).rederive(arrivals);
        visits.define(ids, before);
    }

    /** The generic schema holds headers of any camera; the others know whose headers they hold. */
    private @Nullable CameraSpecialization cameraOfSchema() {
        var instrument = schema.instrument();
        return instrument == null ? null : cameras.named(instrument);
    }

    private Map<FileOfExposure, List<Stored>> files(List<Long> ids) {
        var files = new LinkedHashMap<FileOfExposure, List<Stored>>();
        scope.read(
                        handle ->
                                handle.createQuery(tables.sql(FILES))
                                        .bind("ids", ids.toArray(Long[]::new))
                                        .map((row, _) -> stored(row))
                                        .list())
                .forEach(
                        one ->
                                files.computeIfAbsent(
                                                new FileOfExposure(one.exposureId(), one.sha256()),
                                                _ -> new ArrayList<>())
                                        .add(one));
        return files;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("exposure_id"),
                row.getString("file_sha256"),
                HeaderFile.Part.ofReceived(
                        row.getString("part"), HeaderJson.read(row.getString("cards"))),
                Path.of(row.getString("file")),
                StoredHeader.formatOf(row.getString("format")),
                StoredHeader.contentOf(row.getString("format")),
                new Tai(row.getLong("received_micros") * NANOS_PER_MICRO));
    }
}
