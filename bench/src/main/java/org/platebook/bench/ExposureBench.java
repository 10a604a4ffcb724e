package org.platebook.bench;

import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.ingest.Ingest;
import org.platebook.intake.ingest.IngestListener;
import org.platebook.intake.simulate.SimulatedCamera;
import org.platebook.intake.simulate.Simulation;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.time.DayObs;
import org.platebook.store.database.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * From a header file of LSSTCam to rows that a reader sees: read, translated, given its 205
 * regions, committed, and counted by a reader; one exposure at a time.
 *
 * <p>Exposures that do not look at the sky, and the faulty files, are loaded too and not counted.
 */
final class ExposureBench {

    private static final int NIGHT = 400;
    private static final int WARM = 100;
    private static final double BAR_MILLIS = 50;

    private static final String REGIONS =
            """
            select count(*)
            from cdb_lsstcam.ccdexposure
            where exposure_id = (select max(exposure_id) from cdb_lsstcam.exposure)
                and s_region is not null
            """;

    private ExposureBench() {}

    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        var folder = Files.createTempDirectory("platebook-bench");
        try (var site = new LedgerBenchSite(folder)) {
            var times = loads(site, night(folder.resolve("night")));
            IO.println(
                    "one LSSTCam exposure, header file to 1 + 205 visible rows: %s; bar %.0f ms"
                            .formatted(times, BAR_MILLIS));
        }
    }

    private static List<Path> night(Path folder) {
        var files = new ArrayList<Path>();
        new Simulation(SimulatedCamera.named("LSSTCam"), new DayObs(LedgerBenchSite.DAY), NIGHT, 7)
                .write(folder, files::add);
        return files;
    }

    private static Times loads(LedgerBenchSite site, List<Path> files)
            throws IOException, SQLException, InterruptedException {
        var ingest =
                new Ingest(
                        KnownCameras.all(),
                        CameraSchemas.load(),
                        org.platebook.intake.ingest.CameraTables.ALL_THERE,
                        site.ledger,
                        InstantSource.system());
        var millis = new ArrayList<Double>();
        for (var file : files) {
            var seen = new long[1];
            double one =
                    Times.once(
                            0,
                            _ -> {
                                var summary =
                                        ingest.load(
                                                List.of(file),
                                                null,
                                                LedgerBenchSite.HEADERS,
                                                IngestListener.NONE);
                                seen[0] = summary.loaded() * regions(site);
                            });
            if (seen[0] == LedgerBenchSite.DETECTORS) {
                millis.add(one);
            }
        }
        return new Times(millis.stream().skip(WARM).mapToDouble(Double::doubleValue).toArray());
    }

    private static long regions(LedgerBenchSite site) {
        return site.database
                .reader(Role.STAFF)
                .read(handle -> handle.createQuery(REGIONS).mapTo(Long.class).one());
    }
}
